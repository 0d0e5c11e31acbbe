package io.restriper.server.http;

import io.restriper.server.access.Access;
import io.restriper.server.access.Addresses;
import io.restriper.server.access.Audit;
import io.restriper.server.access.Caller;
import io.restriper.server.access.Hosts;
import io.restriper.server.access.Operations;
import io.restriper.server.access.Verdict;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorAnswer;
import io.restriper.server.metrics.HttpMetrics;
import io.restriper.server.status.StatusFirst;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets requests pass to the resources whose callers have a token that is accepted, all of them
 * where there are no tokens, and those for what is open to everybody. It stands before everything
 * that answers with more than an error, so that nothing can be forgotten. A refusal is thrown, for
 * the gate to tell: it waits for nobody who does not read it.
 */
final class Guard extends Handler.Wrapper {
  private final Access access;
  private final Audit audit;
  private final boolean local;

  /**
   * A guard.
   *
   * @param local whether only programs on this machine can reach the server, so that it needs no
   *     other name than localhost; not with TLS, where a certificate is for one name
   */
  Guard(Handler resources, Access access, Audit audit, boolean local) {
    super(resources);
    this.local = local;
    this.access = access;
    this.audit = audit;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
    Verdict verdict = judge(request, remote);
    request.setAttribute(Caller.ATTRIBUTE, verdict.caller());
    Audited audited = new Audited(callback, request, response, verdict.caller(), remote);
    if (verdict.refusal().isPresent()) {
      ErrorAnswer answer = verdict.refusal().get();
      audited.note(answer.status(), true);
      throw new RefusedException(answer);
    }
    try {
      return super.handle(request, new WhileAdmitted(request, response, verdict.caller()), audited);
    } catch (ApiException e) {
      audited.note(e.answer().status(), true);
      throw e;
    } finally {
      // The resources answer before they return, unless the answer breaks off.
      if (!StatusFirst.isTaken(request)) {
        audited.note(response.getStatus(), false);
      }
    }
  }

  private Verdict judge(Request request, SocketAddress remote) {
    if (Operations.isOpen(request.getHttpURI().getPath())) {
      return access.withoutToken();
    }
    if (local
        && access.isOpen()
        && Hosts.isForeign(Objects.toString(Request.getServerName(request), ""))) {
      return Hosts.refusal();
    }
    return access.judge(
        request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION), () -> Addresses.key(remote));
  }

  /** Tells the audit when the answer has ended. */
  private final class Audited extends Callback.Nested {
    private final AtomicBoolean noted = new AtomicBoolean();
    private final Request request;
    private final Response response;
    private final Caller caller;
    private final SocketAddress remote;

    Audited(
        Callback callback,
        Request request,
        Response response,
        Caller caller,
        SocketAddress remote) {
      super(callback);
      this.request = request;
      this.response = response;
      this.caller = caller;
      this.remote = remote;
    }

    @Override
    public void succeeded() {
      note(response.getStatus(), true);
      super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      note(response.getStatus(), false);
      super.failed(failure);
    }

    void note(int status, boolean whole) {
      if (!noted.compareAndSet(false, true)) {
        return;
      }
      audit.note(
          new Audit.Deed(
              caller,
              remote,
              request.getAttribute(HttpMetrics.OPERATION) instanceof String known ? known : "",
              request.getMethod(),
              request.getHttpURI().getPath(),
              status,
              whole));
    }
  }

  /** Ends a stream of events when its caller is no longer let in; other answers come to an end. */
  private final class WhileAdmitted extends Response.Wrapper {
    private final Caller caller;

    WhileAdmitted(Request request, Response response, Caller caller) {
      super(request, response);
      this.caller = caller;
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
      if (type != null && type.startsWith("text/event-stream") && !access.stillAdmits(caller)) {
        callback.failed(new EofException("The token is not accepted any more"));
        return;
      }
      super.write(last, content, callback);
    }
  }
}
