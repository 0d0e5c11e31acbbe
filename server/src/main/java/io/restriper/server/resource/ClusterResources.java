package io.restriper.server.resource;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.facts.NodeFacts;
import io.restriper.engine.facts.SlotFacts;
import io.restriper.engine.facts.SpaceFacts;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.model.ClusterNode;
import io.restriper.model.ClusterSettings;
import io.restriper.model.DiskSlot;
import io.restriper.model.FileSystemInfo;
import io.restriper.model.LegacyRestriperStatus;
import io.restriper.model.ProtectionStatus;
import io.restriper.model.VersionInfo;
import io.restriper.model.api.FileSystemApi;
import io.restriper.model.api.NodesApi;
import io.restriper.model.api.ProtectionApi;
import io.restriper.model.api.RestriperApi;
import io.restriper.model.api.SettingsApi;
import io.restriper.model.api.SlotsApi;
import io.restriper.model.api.VersionApi;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** The resources that only tell something: each answer is a translation of one snapshot. */
final class ClusterResources {
  private ClusterResources() {}

  static final class RestriperResource implements RestriperApi {
    private final Supplier<RestriperStatus> status;

    RestriperResource(Supplier<RestriperStatus> status) {
      this.status = status;
    }

    @Override
    public io.restriper.model.RestriperStatus getRestriperStatus() {
      return Wire.status(status.get());
    }

    // Deprecated on the wire; served all the same.
    @Override
    @Deprecated
    public LegacyRestriperStatus getLegacyRestriperStatus() {
      return Wire.legacyStatus(status.get());
    }
  }

  static final class ProtectionResource implements ProtectionApi {
    private final Supplier<Facts> facts;

    ProtectionResource(Supplier<Facts> facts) {
      this.facts = facts;
    }

    @Override
    public ProtectionStatus getProtectionStatus() {
      return Wire.protection(facts.get().protection());
    }
  }

  static final class SlotsResource implements SlotsApi {
    private final Supplier<Facts> facts;

    SlotsResource(Supplier<Facts> facts) {
      this.facts = facts;
    }

    @Override
    public List<DiskSlot> listSlots() {
      return facts.get().slots().stream()
          .sorted(Comparator.comparingInt(SlotFacts::node).thenComparingInt(SlotFacts::slot))
          .map(Wire::slot)
          .toList();
    }

    @Override
    public DiskSlot getSlot(String id) {
      return facts.get().slots().stream()
          .filter(slot -> slot.id().equals(id))
          .map(Wire::slot)
          .findFirst()
          .orElseThrow(
              () ->
                  new ApiException(
                      ErrorKind.NO_SUCH_SLOT,
                      "There is no slot " + id + ". GET /v1/cluster/slots/ lists the slots."));
    }
  }

  static final class NodesResource implements NodesApi {
    private final Supplier<Facts> facts;

    NodesResource(Supplier<Facts> facts) {
      this.facts = facts;
    }

    @Override
    public List<ClusterNode> listNodes() {
      return facts.get().nodes().stream()
          .sorted(Comparator.comparingInt(NodeFacts::id))
          .map(Wire::node)
          .toList();
    }
  }

  static final class SettingsResource implements SettingsApi {
    private final Supplier<Facts> facts;

    SettingsResource(Supplier<Facts> facts) {
      this.facts = facts;
    }

    @Override
    public ClusterSettings getClusterSettings() {
      return new ClusterSettings().clusterName(facts.get().cluster().name());
    }
  }

  static final class FileSystemResource implements FileSystemApi {
    private final Supplier<Facts> facts;

    FileSystemResource(Supplier<Facts> facts) {
      this.facts = facts;
    }

    @Override
    public FileSystemInfo getFileSystem() {
      SpaceFacts space = facts.get().space();
      return new FileSystemInfo()
          .blockSizeBytes(space.blockSize())
          .totalSizeBytes(Long.toString(space.total()))
          .freeSizeBytes(Long.toString(space.free()))
          .snapshotSizeBytes("0");
    }
  }

  static final class VersionResource implements VersionApi {
    private final BuildInfo build;

    VersionResource(BuildInfo build) {
      this.build = build;
    }

    @Override
    public VersionInfo getVersion() {
      return new VersionInfo()
          .revisionId(build.revisionId() + " (contract " + build.contract() + ")")
          .buildId(build.buildId())
          .flavor(build.flavor())
          .buildDate(build.buildDate());
    }
  }
}
