package io.restriper.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.server.Served;
import io.restriper.server.status.StatusAnswers;
import io.restriper.server.status.StatusFirst;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static String answer(Handler behind, Executor threads) throws Exception {
    Server jetty = new Server();
    LocalConnector connector = new LocalConnector(jetty);
    jetty.addConnector(connector);
    jetty.setErrorHandler(new JsonErrorHandler(false));
    StatusFirst status =
        new StatusFirst(behind, new StatusAnswers(() -> Served.NOT_STARTED, told -> new byte[0]));
    jetty.setHandler(new Turns(behind, status, threads));
    jetty.start();
    try {
      return connector.getResponse("GET /v1/version HTTP/1.0\r\nHost: localhost\r\n\r\n");
    } finally {
      jetty.stop();
    }
  }

  private static Handler nobody() {
    return new Handler.Abstract() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) {
        return false;
      }
    };
  }

  @Test
  void whoComesWhenTheThreadsHaveStoppedIsToldThatTheServerStops() throws Exception {
    String answer =
        answer(
            nobody(),
            turn -> {
              throw new RejectedExecutionException("stopped");
            });
    assertThat(answer).startsWith("HTTP/1.1 503 ").contains("The server is stopping.");
  }

  @Test
  void whatNobodyHandlesIsAnsweredToo() throws Exception {
    assertThat(answer(nobody(), turn -> new Thread(turn).start())).startsWith("HTTP/1.1 404 ");
  }
}
