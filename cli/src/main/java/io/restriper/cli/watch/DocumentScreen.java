package io.restriper.cli.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.cli.base.Doc;
import io.restriper.cli.base.Session;
import io.restriper.cli.cluster.Risk;
import io.restriper.cli.cluster.StatusDocs;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** For programs: a document for all that has happened, and one for each look. */
final class DocumentScreen implements Screen {
  private final Session session;

  DocumentScreen(Session session) {
    this.session = session;
  }

  private Doc doc(String kind) {
    return new Doc().put("kind", kind).put("time", OffsetDateTime.now(session.clock()).toString());
  }

  @Override
  public void show(List<News> news, Look look) {
    print(
        news,
        doc("status")
            .put("risk", Risk.of(look.status()).code())
            .put("status", StatusDocs.status(look.status()))
            .put("percent_per_second", look.percentPerSecond())
            .put("seconds_left", look.secondsLeft())
            .put("run", look.run().map(StatusDocs::run).orElse(null))
            .node());
  }

  @Override
  public void showOutage(List<News> news, String reason, Optional<Look> last) {
    print(news, doc("outage").put("risk", "unknown").put("reason", reason).node());
  }

  private void print(List<News> news, ObjectNode document) {
    news.forEach(some -> session.showNext(some.document()));
    session.showNext(document);
  }
}
