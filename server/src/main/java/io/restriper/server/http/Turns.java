package io.restriper.server.http;

import io.restriper.server.status.StatusFirst;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what waits for nothing done by the thread that takes requests in, and everything else by
 * another one. A turn from thread to thread takes longer than answering what the status is, and
 * while the machine is busy the next turn is long in coming.
 */
final class Turns extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final StatusFirst status;
  private final Executor threads;

  /**
   * In front of all others.
   *
   * @param status says which requests wait for nothing
   * @param threads for the others
   */
  Turns(Handler requests, StatusFirst status, Executor threads) {
    super(requests);
    this.status = status;
    this.threads = threads;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (status.takes(request)) {
      return super.handle(request, response, callback);
    }
    try {
      threads.execute(new Turn(request, response, callback));
    } catch (RejectedExecutionException e) {
      // The threads are stopped last of all.
      Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
    }
    return true;
  }

  /**
   * A request that another thread handles. Its callback is passed on only when the handlers have
   * returned too, as Jetty does where it calls them itself: the next request of the connection
   * shall find what this one took given back.
   */
  private final class Turn implements Runnable, Callback {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private boolean returned;
    private boolean ended;
    private Throwable failure;

    Turn(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void run() {
      try {
        if (!Turns.super.handle(request, response, this)) {
          Response.writeError(request, response, this, HttpStatus.NOT_FOUND_404);
        }
      } catch (Throwable e) {
        LOG.debug("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), e);
        Response.writeError(request, response, this, e);
      }
      synchronized (this) {
        returned = true;
        if (!ended) {
          return;
        }
      }
      pass();
    }

    @Override
    public void succeeded() {
      end(null);
    }

    @Override
    public void failed(Throwable cause) {
      end(cause);
    }

    private void end(Throwable cause) {
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
        failure = cause;
        if (!returned) {
          return;
        }
      }
      pass();
    }

    private void pass() {
      if (failure == null) {
        callback.succeeded();
      } else {
        callback.failed(failure);
      }
    }
  }
}
