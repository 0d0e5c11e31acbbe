package io.restriper.engine.sim;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.drive.MemoryDriveFiles.Survivors;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.sim.disk.Fault;
import java.io.IOException;
import java.util.Optional;

/** A step of a history. Steps that would break more than the encoding bears do nothing. */
sealed interface Step {

  void take(Simulation simulation) throws IOException;

  /**
   * Writes a file, new or in place of another.
   *
   * @param turns how often strands change before the next step; the write may still be under way
   */
  record Write(String path, int id, int size, int turns) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.write(path, id, size, turns);
    }
  }

  record Read(String path, int turns) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.read(path, turns);
    }
  }

  record Delete(String path, int turns) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.delete(path, turns);
    }
  }

  record PassTime(int seconds) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.pass(seconds);
    }
  }

  /** Lets time pass until the engine is at a point, but no longer than a while. */
  record Await(FaultPoints.Point point, int seconds) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.await(point, seconds);
    }
  }

  /** Pulls a drive out, perhaps with what was not durable lost. */
  record Lose(int drive, Optional<Survivors> powerCut) implements Step {
    @Override
    public void take(Simulation simulation) throws IOException {
      simulation.lose(drive, powerCut);
    }
  }

  /** Puts a drive back that was pulled out. */
  record PutBack(int drive) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.putBack(drive);
    }
  }

  /** Puts an empty drive in the place of one. */
  record Replace(int drive) implements Step {
    @Override
    public void take(Simulation simulation) throws IOException {
      simulation.replace(drive);
    }
  }

  /** Flips a bit in one of the block files of a drive, or takes the file away. */
  record Spoil(int drive, int which, int where, boolean remove) implements Step {
    @Override
    public void take(Simulation simulation) throws IOException {
      simulation.spoil(drive, which, where, remove);
    }
  }

  /** Something will go wrong on a drive. */
  record Expect(int drive, Fault fault) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.expect(drive, fault);
    }
  }

  /** Stops and starts the engine, perhaps with another encoding. */
  record Restart(Optional<Encoding> encoding) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.restart(encoding);
    }
  }

  /** Changes the encoding while the engine runs. */
  record ChangeEncoding(Encoding encoding) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.change(encoding);
    }
  }

  /** Takes a drive out of the configuration, so that it is emptied and let go. */
  record TakeOut(int drive) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.takeOut(drive);
    }
  }

  /** Adds a drive to the configuration: one that is fresh, or one that was taken out. */
  record AddDrive(int which) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.add(which);
    }
  }

  /** Kills the process after so many steps of input, output and catalog from here on. */
  record Crash(int after, Optional<Survivors> powerCut) implements Step {
    @Override
    public void take(Simulation simulation) {
      simulation.crash(after, powerCut);
    }
  }
}
