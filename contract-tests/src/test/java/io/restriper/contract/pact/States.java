package io.restriper.contract.pact;

/** The conditions that a server is brought into before an interaction is verified. */
final class States {
  static final String NEW_VOLUME = "a new volume";
  static final String LOSS_BEFORE_RUN = "a drive was lost and no run has begun";
  static final String LOSS_AFTER_RUN = "a run has finished and another drive was lost since";
  static final String PLANNING = "a run is in PLANNING after the loss of a drive";
  static final String REPROTECT = "a run is in REPROTECT after the loss of a drive";
  static final String PARTITIONED_REBALANCE =
      "a run is in PARTITIONED_REBALANCE of a change to 7+1";
  static final String TRANSCODE = "a run is in TRANSCODE of a change to 5+3";
  static final String REBALANCE = "a run is in REBALANCE after drives were added";
  static final String CHANGE_WAITS = "a change to 5+3 waits for a drive that is missing";
  static final String FINISHED = "a lost drive was healed";
  static final String BLOCKED = "a run has finished blocked with five drives left";
  static final String DATA_AWAY = "three drives are missing";
  static final String FOUR_DRIVES = "four drives are left";
  static final String FULL = "all drives are full";
  static final String FILE = "a file /dir/file of 100 bytes from 0 to 99";
  static final String ODD_DRIVES = "drives of another cluster, another node and a damaged one";

  static final String HALF_WAY = "a run is half way through REBALANCE";
  static final String STALLED = "a run in REPROTECT has stalled";
  static final String ADDED = "an empty drive took the place of a lost one";
  static final String RETURNED = "a lost drive is back";
  static final String CORRUPT = "a corrupt block was found and mended";
  static final String NO_ROOM = "a drive is missing and the others are full";
  static final String DATA_LOST = "three drives were replaced by empty ones";
  static final String TASK_FAILS = "a task fails in every run";

  static final String TOKENS = "the server asks for tokens";
  static final String TOO_MANY_WRONG_TOKENS =
      "the server asks for tokens and has got too many wrong ones";

  private States() {}
}
