package io.restriper.engine.sim.disk;

import io.restriper.engine.local.drive.DriveLayout;
import io.restriper.engine.local.drive.MemoryDriveFiles;
import io.restriper.engine.local.drive.MemoryDriveFiles.Survivors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A drive bay of the simulation with what is in it: a drive in memory that can be pulled out, put
 * back, replaced and spoilt, and that fails when it is told to.
 */
public final class SimDrive {
  private final String name;
  private final List<Fault> faults = new ArrayList<>();
  private final Set<String> spoilt = new LinkedHashSet<>();
  private MemoryDriveFiles memory = new MemoryDriveFiles();
  private boolean here = true;
  private boolean suspended;

  public SimDrive(String name) {
    this.name = name;
  }

  /** What is on it, without faults. */
  public MemoryDriveFiles memory() {
    return memory;
  }

  public boolean isHere() {
    return here;
  }

  /** Whether it is here, made ready by the engine, and not about to fail. */
  public boolean isWell() {
    try {
      return here && faults.isEmpty() && memory.list("").contains(DriveLayout.IDENTITY);
    } catch (IOException e) {
      return false;
    }
  }

  /** Pulls it out. */
  public void pull(Optional<Survivors> powerCut) {
    here = false;
    powerCut.ifPresent(this::cutPower);
  }

  /** Puts it back as it was. */
  public void putBack() {
    here = true;
  }

  /** Puts an empty one in its place. */
  public void replace() {
    here = true;
    memory = new MemoryDriveFiles();
    spoilt.clear();
    faults.clear();
  }

  /** What was not made durable is lost. */
  public void cutPower(Survivors survivors) {
    memory = memory.afterPowerCut(survivors);
  }

  /** Flips a bit in a file, which shows only when it is read. */
  public void spoil(String file, int where) throws IOException {
    memory.flip(file, where);
    spoilt.add(file);
  }

  /** Lets it show from outside that files were spoilt. */
  public void revealSpoilt() throws IOException {
    for (String file : spoilt) {
      memory.touch(file);
    }
    spoilt.clear();
  }

  public void expect(Fault fault) {
    faults.add(fault);
  }

  /** No more faults. */
  public void heal() {
    faults.clear();
  }

  /** Faults that have not happened yet. */
  public int faultsExpected() {
    return faults.size();
  }

  /** Whether faults wait until later. */
  public void suspend(boolean waiting) {
    suspended = waiting;
  }

  boolean hasFaults() {
    return !suspended && !faults.isEmpty();
  }

  /** Whether a fault of a kind happens at this operation. */
  boolean happens(Fault.Kind kind) {
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      if (fault.kind() == kind) {
        if (fault.after() == 0) {
          faults.remove(i);
          return true;
        }
        faults.set(i, new Fault(kind, fault.after() - 1));
        return false;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return name;
  }
}
