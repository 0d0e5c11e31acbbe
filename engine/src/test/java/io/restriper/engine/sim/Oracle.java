package io.restriper.engine.sim;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.VerifiedBlock;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.catalog.EntryRecord;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.DriveLayout;
import io.restriper.engine.local.drive.MemoryDriveFiles;
import io.restriper.engine.sim.disk.SimDrive;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Knows what is really on the drives. Used by the driver. */
final class Oracle {
  private final Machine machine;

  Oracle(Machine machine) {
    this.machine = machine;
  }

  /** Whether every stripe keeps k blocks that can be read if all on a drive are lost as well. */
  boolean survivesLossOf(SimDrive lost, List<String> paths) throws IOException {
    Set<Integer> without = new HashSet<>();
    for (DriveRecord record : machine.catalog().drives()) {
      if (bay(record).filter(lost::equals).isPresent()) {
        without.add(record.number());
      }
    }
    for (String path : paths) {
      for (Placed stripe : stripes(path)) {
        if (stripe.good(without) < stripe.dataBlocks) {
          return false;
        }
      }
    }
    return true;
  }

  /** What is wrong when all drives are here and nothing is left to be done. */
  Optional<String> untidiness(List<String> paths) throws IOException {
    Configuration configuration = machine.configuration();
    Optional<SimDrive> wrongSlot =
        machine.drives().stream()
            .filter(drive -> configuration.has(drive) != machine.isInSlot(drive))
            .findFirst();
    if (wrongSlot.isPresent()) {
      return Optional.of(wrongSlot.get() + " is taken out and not let go, or the reverse");
    }
    if (machine.catalog().encodings().stream()
        .anyMatch(encoding -> !encoding.equals(configuration.encoding()))) {
      return Optional.of("files are in " + machine.catalog().encodings());
    }
    Set<String> expected = new TreeSet<>();
    for (String path : paths) {
      for (Placed stripe : stripes(path)) {
        if (stripe.good(Set.of()) < stripe.record.placements().size()) {
          return Optional.of(path + " lacks blocks: " + stripe.record);
        }
        Set<Integer> drives =
            stripe.record.placements().stream()
                .map(StripeRecord.Placement::drive)
                .collect(Collectors.toSet());
        if (drives.size() < stripe.record.placements().size()) {
          return Optional.of(path + " has two blocks on one drive: " + stripe.record);
        }
        stripe.blocks().forEach(expected::add);
      }
    }
    Set<String> found = new TreeSet<>();
    for (SimDrive drive : machine.drives()) {
      if (!configuration.has(drive) && !configuration.mustBeEmptied(drive)) {
        continue;
      }
      for (String block : blockFiles(drive)) {
        found.add(drive + ": " + block);
      }
      // One that is let go while another is away keeps what that one is to be told.
      if (configuration.has(drive) && !drive.memory().list(DriveLayout.TOMBSTONES).isEmpty()) {
        return Optional.of(drive + " has tombstones");
      }
    }
    found.removeAll(expected);
    if (!found.isEmpty()) {
      return Optional.of("blocks are left that nobody needs: " + found);
    }
    Catalog catalog = machine.catalog();
    if (!catalog.pending().isEmpty() || !catalog.garbage(0, 1).isEmpty()) {
      return Optional.of("garbage is left in the catalog");
    }
    return Optional.empty();
  }

  /** The names of the block files on a drive, in order. */
  List<String> blockFiles(SimDrive drive) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String directory : DriveLayout.blockDirectories()) {
      for (String name : drive.memory().list(directory)) {
        names.add(directory + '/' + name);
      }
    }
    return List.copyOf(names);
  }

  /** Whether a stripe lacks a block by what the catalog says. */
  boolean recordedAtRisk() throws IOException {
    Set<Integer> away =
        machine.catalog().drives().stream()
            .filter(drive -> !drive.present())
            .map(DriveRecord::number)
            .collect(Collectors.toSet());
    return machine.catalog().anyAtRisk(away);
  }

  UUID cluster() throws IOException {
    return UUID.fromString(machine.catalog().setting("cluster").orElseThrow());
  }

  private List<Placed> stripes(String path) throws IOException {
    Catalog catalog = machine.catalog();
    Optional<EntryRecord> entry = catalog.find(VolumePath.parse(path));
    if (entry.isEmpty()) {
      return List.of();
    }
    List<DriveRecord> drives = catalog.drives();
    UUID cluster = cluster();
    int dataBlocks = entry.get().encoding().dataBlocks();
    return catalog.stripes(entry.get().version(), 0, 1000).stream()
        .map(stripe -> new Placed(stripe, dataBlocks, drives, cluster))
        .toList();
  }

  private Optional<SimDrive> bay(DriveRecord record) {
    return machine.drives().stream()
        .filter(drive -> record.slot() > 0 && record.path().endsWith("/" + drive))
        .findFirst();
  }

  private final class Placed {
    private final StripeRecord record;
    private final int dataBlocks;
    private final List<DriveRecord> drives;
    private final UUID cluster;

    Placed(StripeRecord record, int dataBlocks, List<DriveRecord> drives, UUID cluster) {
      this.record = record;
      this.dataBlocks = dataBlocks;
      this.drives = drives;
      this.cluster = cluster;
    }

    /** How many of its blocks can be read. */
    int good(Set<Integer> without) {
      int good = 0;
      for (int index = 0; index < record.placements().size(); index++) {
        StripeRecord.Placement place = record.placements().get(index);
        if (!place.lost() && !without.contains(place.drive()) && isGood(index, place.drive())) {
          good++;
        }
      }
      return good;
    }

    private boolean isGood(int index, int number) {
      return drives.stream()
          .filter(drive -> drive.number() == number && drive.present())
          .anyMatch(
              drive ->
                  bay(drive)
                      .filter(SimDrive::isHere)
                      .filter(machine::isHealthy)
                      .filter(bay -> isThere(bay.memory(), drive))
                      .filter(bay -> isIntact(bay.memory(), index))
                      .isPresent());
    }

    private boolean isThere(MemoryDriveFiles files, DriveRecord drive) {
      try {
        return DriveIdentity.read(files) instanceof DriveIdentity.ReadResult.Found found
            && found.identity().drive().equals(drive.uuid());
      } catch (IOException e) {
        return false;
      }
    }

    private boolean isIntact(MemoryDriveFiles files, int index) {
      BlockId id = new BlockId(record.version(), record.index(), index);
      try (VerifiedBlock block = VerifiedBlock.open(files, id, cluster)) {
        block.readAll(new byte[block.header().blockLength()], 0);
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    /** Drive and name of each of its block files. */
    List<String> blocks() {
      return java.util.stream.IntStream.range(0, record.placements().size())
          .mapToObj(
              index ->
                  bayOf(record.placements().get(index).drive())
                      + ": "
                      + BlockNames.path(new BlockId(record.version(), record.index(), index)))
          .toList();
    }

    private String bayOf(int number) {
      return drives.stream()
          .filter(drive -> drive.number() == number)
          .findFirst()
          .flatMap(Oracle.this::bay)
          .map(SimDrive::toString)
          .orElse("nowhere");
    }
  }
}
