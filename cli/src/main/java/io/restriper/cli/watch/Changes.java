package io.restriper.cli.watch;

import io.restriper.cli.cluster.Risk;
import io.restriper.cli.cluster.Words;
import io.restriper.cli.terminal.Style;
import io.restriper.client.view.ClusterStatus;
import io.restriper.model.RestriperPhase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What has happened between two looks, for servers that tell no events. */
final class Changes {
  private final Clock clock;
  private ClusterStatus before;

  Changes(Clock clock) {
    this.clock = clock;
  }

  List<News> upTo(ClusterStatus status) {
    List<News> news = new ArrayList<>();
    ClusterStatus old = before;
    before = status;
    if (old == null) {
      return news;
    }
    if (Risk.of(old) != Risk.of(status)) {
      Style style = Risk.of(status).cell().style();
      news.add(seen("risk", "data is " + Risk.of(status).cell().text(), style));
    }
    if (!old.state().equals(status.state())) {
      news.add(seen("state", "state " + Words.value(status.state()).text(), Style.PLAIN));
    }
    if (!old.phase().equals(status.phase()) && !status.phase().is(RestriperPhase.NONE)) {
      news.add(seen("phase", "phase " + Words.value(status.phase()).text(), Style.PLAIN));
    }
    if (!old.blockedReason().equals(status.blockedReason()) && status.isBlocked()) {
      news.add(seen("blocked", "blocked: " + status.blockedReason(), Style.WARN));
    }
    return news;
  }

  private News seen(String type, String text, Style style) {
    return News.seen(clock, type, text, style);
  }
}
