package io.restriper.server.limit;

import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses a request that says itself that it is too large, before any of its body is sent. */
public final class DeclaredSize extends Handler.Wrapper {
  private static final int TOO_LARGE = 413;

  private final long most;

  /** In front of the resources. */
  public DeclaredSize(Handler resources, Limits limits) {
    super(resources);
    this.most = limits.of(Limit.FILE_SIZE);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (most > 0 && request.getLength() > most) {
      throw new ApiException(ErrorKind.BAD_REQUEST, TOO_LARGE, LimitedFiles.tooLarge(most));
    }
    return super.handle(request, response, callback);
  }
}
