package io.restriper.contract.provider;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.volume.Volume;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.work.Plan;
import io.restriper.engine.work.Risk;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;

/** A local volume whose tasks fail for a reason that may pass, and does not. */
record FailingVolume(Volume local) implements Volume {
  @Override
  public VolumeFiles files() {
    return local.files();
  }

  @Override
  public Facts facts() {
    return local.facts();
  }

  @Override
  public Risk risk() {
    return local.risk();
  }

  @Override
  public void onChange(Runnable listener) {
    local.onChange(listener);
  }

  @Override
  public Plan plan() throws IOException {
    return local.plan();
  }

  @Override
  public TaskOutcome perform(Task task) throws IOException {
    throw new IOException("the drive does not answer");
  }

  @Override
  public void close() {
    local.close();
  }
}
