package io.restriper.testing;

import io.restriper.engine.coding.Encoding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How a server is made. */
record ServerPlan(
    int drives, Encoding encoding, int nodes, Duration limit, Optional<Path> directory) {
  static final ServerPlan DEFAULTS =
      new ServerPlan(8, new Encoding(4, 2), 1, Duration.ofSeconds(60), Optional.empty());

  ServerPlan {
    if (nodes < 1) {
      throw new IllegalArgumentException("There is one node at least, not " + nodes + ".");
    }
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("The limit is more than zero, not " + limit + ".");
    }
    checkDrives(encoding, drives);
  }

  /** The server refuses the same when it starts. */
  static void checkDrives(Encoding encoding, int drives) {
    int fewest = encoding.dataBlocks() + 1;
    if (drives < fewest) {
      throw new IllegalArgumentException(
          "The encoding "
              + encoding.dataBlocks()
              + "+"
              + encoding.parityBlocks()
              + " needs at least "
              + fewest
              + " drives, and there are "
              + drives
              + ". Have more drives or another encoding.");
    }
  }

  ServerPlan withDrives(int number) {
    return new ServerPlan(number, encoding, nodes, limit, directory);
  }

  ServerPlan withEncoding(Encoding other) {
    return new ServerPlan(drives, other, nodes, limit, directory);
  }

  /** The node that a drive is in: one drive for each node, and so on around. */
  int node(int drive) {
    return 1 + (drive - 1) % nodes;
  }
}
