package io.restriper.cli.watch;

import java.util.List;
import java.util.Optional;

/** Where what {@code watch} sees is shown. */
interface Screen {

  /**
   * Shows what has happened, and then how things are.
   *
   * @param news what has happened since this was called last
   * @param look how things are
   */
  void show(List<News> news, Look look);

  /**
   * Shows that nothing is known, because the server does not answer.
   *
   * @param news what has happened since something was shown last
   * @param reason why
   * @param last how things were when it answered last
   */
  void showOutage(List<News> news, String reason, Optional<Look> last);
}
