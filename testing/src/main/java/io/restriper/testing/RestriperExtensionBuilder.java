package io.restriper.testing;

import io.restriper.engine.coding.Encoding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Makes a {@link RestriperExtension}. Not thread-safe. */
public final class RestriperExtensionBuilder {
  private int drives = ServerPlan.DEFAULTS.drives();
  private Encoding encoding = ServerPlan.DEFAULTS.encoding();
  private int nodes = ServerPlan.DEFAULTS.nodes();
  private Duration limit = ServerPlan.DEFAULTS.limit();
  private Optional<Path> directory = ServerPlan.DEFAULTS.directory();

  RestriperExtensionBuilder() {}

  /**
   * How many drives there are; 8 if not set.
   *
   * @param number more than the encoding has data blocks
   * @return this
   */
  public RestriperExtensionBuilder drives(int number) {
    drives = number;
    return this;
  }

  /**
   * The encoding of files; 4+2 if not set.
   *
   * @param text data blocks and parity blocks, such as {@code 6+3}
   * @return this
   * @throws IllegalArgumentException if it is no encoding
   */
  public RestriperExtensionBuilder encoding(String text) {
    encoding = Encoding.parse(text);
    return this;
  }

  /**
   * How many nodes the drives are in; 1 if not set. Drive 1 is in node 1, drive 2 in node 2, and so
   * on around.
   *
   * @param number 1 or more
   * @return this
   */
  public RestriperExtensionBuilder nodes(int number) {
    nodes = number;
    return this;
  }

  /**
   * How long a method waits before it gives up; 60 seconds if not set. No test should depend on it:
   * it only ends what would never end.
   *
   * @param time more than zero
   * @return this
   */
  public RestriperExtensionBuilder limit(Duration time) {
    limit = Objects.requireNonNull(time, "time");
    return this;
  }

  /**
   * Where the temporary directories are made. If not set, in memory at {@code /dev/shm} if that is
   * there and has 1 GiB free, else where the JDK makes temporary files.
   *
   * @param parent a directory that exists
   * @return this
   */
  public RestriperExtensionBuilder directory(Path parent) {
    directory = Optional.of(parent);
    return this;
  }

  /**
   * Makes the extension. Nothing is started yet.
   *
   * @return an extension to register
   * @throws IllegalArgumentException if the values do not go together; the message says why
   */
  public RestriperExtension build() {
    return new RestriperExtension(new ServerPlan(drives, encoding, nodes, limit, directory));
  }
}
