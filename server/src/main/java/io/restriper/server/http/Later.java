package io.restriper.server.http;

import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands in for a handler that takes a while to be made: requests for it wait. Whoever needs it not
 * is answered meanwhile.
 */
final class Later extends Handler.Abstract {
  private final CountDownLatch made = new CountDownLatch(1);
  private volatile Handler handler;

  /** Has the requests handled from now on; stopped with this. */
  void begin(Handler begun) throws Exception {
    begun.setServer(getServer());
    begun.start();
    addManaged(begun);
    handler = begun;
    made.countDown();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    made.await();
    return handler.handle(request, response, callback);
  }
}
