package io.restriper.server.resource;

import io.restriper.engine.facts.MediaType;
import io.restriper.engine.facts.NodeFacts;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.facts.SlotFacts;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.work.Phase;
import io.restriper.model.ClusterNode;
import io.restriper.model.DiskSlot;
import io.restriper.model.DiskType;
import io.restriper.model.FileType;
import io.restriper.model.LedPattern;
import io.restriper.model.LegacyRestriperState;
import io.restriper.model.LegacyRestriperStatus;
import io.restriper.model.NodeStatus;
import io.restriper.model.PendingConfiguration;
import io.restriper.model.ProtectionStatus;
import io.restriper.model.ProtectionSystemType;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperState;
import io.restriper.model.RestriperStatus;
import io.restriper.model.SlotState;
import io.restriper.model.SlotType;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Translates the engine's words into those of the wire. What a directory has no answer to is told
 * as docs/operating.md says.
 */
final class Wire {
  private Wire() {}

  static RestriperStatus status(io.restriper.engine.restripe.RestriperStatus status) {
    return new RestriperStatus()
        .state(state(status.state()))
        .phase(phase(status.phase()))
        .blockedReason(status.blockedReason())
        .dataAtRisk(status.dataAtRisk())
        .elapsedSeconds(status.elapsedSeconds())
        .percentComplete(status.percentComplete())
        .coordinatorNode(status.coordinatorNode());
  }

  static LegacyRestriperStatus legacyStatus(io.restriper.engine.restripe.RestriperStatus status) {
    return new LegacyRestriperStatus()
        .status(legacyState(status))
        .dataAtRisk(status.dataAtRisk())
        .blockedReason(status.blockedReason())
        .phase(phase(status.phase()))
        .elapsedSeconds(status.elapsedSeconds())
        .estimatedSecondsLeft(status.estimatedSecondsLeft())
        .percentComplete(status.percentComplete())
        .coordinatorNode(status.coordinatorNode());
  }

  private static RestriperState state(RunState state) {
    return switch (state) {
      case NOT_STARTED -> RestriperState.NOT_STARTED;
      case RUNNING -> RestriperState.RUNNING;
      case FINISHED -> RestriperState.FINISHED;
    };
  }

  private static LegacyRestriperState legacyState(
      io.restriper.engine.restripe.RestriperStatus status) {
    if (status.state() == RunState.RUNNING) {
      return LegacyRestriperState.RUNNING;
    }
    return status.blockedReason().isEmpty()
        ? LegacyRestriperState.NOT_RUNNING
        : LegacyRestriperState.BLOCKED;
  }

  private static RestriperPhase phase(Optional<Phase> phase) {
    if (phase.isEmpty()) {
      return RestriperPhase.NONE;
    }
    return switch (phase.get()) {
      case PLANNING -> RestriperPhase.PLANNING;
      case REPROTECT -> RestriperPhase.REPROTECT;
      case PARTITIONED_REBALANCE -> RestriperPhase.PARTITIONED_REBALANCE;
      case TRANSCODE -> RestriperPhase.TRANSCODE;
      case REBALANCE -> RestriperPhase.REBALANCE;
    };
  }

  /** While the encoding is being changed, the tolerance is the least of both, each for itself. */
  @SuppressWarnings("deprecation") // max_drive_spares is deprecated, and every answer has it.
  static ProtectionStatus protection(ProtectionFacts facts) {
    int nodes = facts.maxNodeFailures();
    int drives = facts.maxDriveFailures();
    PendingConfiguration pending = null;
    if (facts.pending().isPresent()) {
      ProtectionFacts.Pending change = facts.pending().get();
      nodes = Math.min(nodes, change.maxNodeFailures());
      drives = Math.min(drives, change.maxDriveFailures());
      pending =
          new PendingConfiguration()
              .blocksPerStripe(change.encoding().totalBlocks())
              .maxDriveFailures(change.maxDriveFailures())
              .maxNodeFailures(change.maxNodeFailures());
    }
    return new ProtectionStatus()
        .blocksPerStripe(facts.encoding().totalBlocks())
        .dataBlocksPerStripe(facts.encoding().dataBlocks())
        .protectionSystemType(ProtectionSystemType.EC)
        .maxNodeFailures(nodes)
        .maxDriveFailures(drives)
        .maxDriveSpares(0)
        .remainingNodeFailures(facts.remainingNodeFailures())
        .remainingDriveFailures(facts.remainingDriveFailures())
        .pendingConfiguration(pending);
  }

  static ClusterNode node(NodeFacts facts) {
    return new ClusterNode()
        .id(facts.id())
        .nodeStatus(facts.online() ? NodeStatus.ONLINE : NodeStatus.OFFLINE)
        .nodeName(facts.name())
        .uuid(facts.uuid().toString())
        .label("")
        .modelNumber("")
        .serialNumber("")
        .macAddress("");
  }

  static DiskSlot slot(SlotFacts facts) {
    boolean disk = hasDisk(facts);
    return new DiskSlot()
        .id(facts.id())
        .nodeId(facts.node())
        .slot(facts.slot())
        .state(state(facts.state()))
        .slotType(slotType(facts.media()))
        .diskType(disk ? diskType(facts.media()) : DiskType.NONE)
        .diskModel(disk ? facts.model() : "")
        .diskSerialNumber(disk ? facts.serial() : "")
        .capacity(Long.toString(disk ? facts.capacity() : 0))
        .rawCapacity(Long.toString(disk ? facts.rawCapacity() : 0))
        .minimumRawCapacity("0")
        .slotCommandCapacity(0L)
        .highEndurance(false)
        .driveBay("")
        .ledPattern(led(facts.state()));
  }

  private static boolean hasDisk(SlotFacts facts) {
    return switch (facts.state()) {
      case EMPTY, MISSING -> false;
      case HEALTHY, DEAD, WRONG_NODE, WRONG_CLUSTER, WRONG_VERSION -> true;
    };
  }

  private static SlotState state(io.restriper.engine.facts.SlotState state) {
    return switch (state) {
      case EMPTY -> SlotState.EMPTY;
      case HEALTHY -> SlotState.HEALTHY;
      case MISSING -> SlotState.MISSING;
      case DEAD -> SlotState.DEAD;
      case WRONG_NODE -> SlotState.WRONG_NODE;
      case WRONG_CLUSTER -> SlotState.WRONG_CLUSTER;
      case WRONG_VERSION -> SlotState.WRONG_VERSION;
    };
  }

  /**
   * The wire has no word for a slot of which it is not known what it is for; HDD is the one that
   * promises least. What is in it is told by {@link #diskType}, which has such a word.
   */
  private static SlotType slotType(MediaType media) {
    return switch (media) {
      case SSD -> SlotType.SSD;
      case HDD, UNKNOWN -> SlotType.HDD;
    };
  }

  private static DiskType diskType(MediaType media) {
    return switch (media) {
      case SSD -> DiskType.SSD;
      case HDD -> DiskType.HDD;
      case UNKNOWN -> DiskType.DEVICE_MEDIA_TYPE_UNKNOWN;
    };
  }

  private static LedPattern led(io.restriper.engine.facts.SlotState state) {
    return switch (state) {
      case DEAD, MISSING -> LedPattern.FAILURE;
      case EMPTY, HEALTHY, WRONG_NODE, WRONG_CLUSTER, WRONG_VERSION -> LedPattern.NORMAL;
    };
  }

  /**
   * Fills in the attributes of a file.
   *
   * @param blockSize what blocks are counted in
   */
  static <T extends io.restriper.model.FileAttributes> T attributes(
      FileAttributes known, int blockSize, T target) {
    long blocks = blocks(known.blockBytes(), blockSize);
    long dataBlocks = blocks(known.dataBytes(), blockSize);
    target
        .path(path(known))
        .name(known.path().name())
        .type(known.directory() ? FileType.DIRECTORY : FileType.FILE)
        .id(Long.toString(known.id()))
        .size(Long.toString(known.size()))
        .modificationTime(known.modified().atOffset(ZoneOffset.UTC))
        .creationTime(known.created().atOffset(ZoneOffset.UTC))
        .numLinks(1)
        .childCount(count(known.childCount()))
        .blocks(Long.toString(blocks))
        .datablocks(Long.toString(dataBlocks))
        .metablocks(Long.toString(blocks - dataBlocks));
    return target;
  }

  private static long blocks(long bytes, int blockSize) {
    return bytes / blockSize + (bytes % blockSize == 0 ? 0 : 1);
  }

  /** The path as it is shown: that of a directory ends in a slash. */
  static String path(FileAttributes known) {
    return known.directory() && !known.path().isRoot()
        ? known.path() + "/"
        : known.path().toString();
  }

  /** A count, cut off where the wire has no more room for it. */
  static int count(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }
}
