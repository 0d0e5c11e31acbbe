package io.restriper.engine.sim;

import io.restriper.engine.sim.model.Content;
import io.restriper.engine.sim.model.FileModel;
import io.restriper.engine.sim.model.FileModel.Answer;
import io.restriper.engine.sim.schedule.Strand;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.volume.VolumePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Writes, reads and deletes files, several at a time, and holds the engine to its answers. */
final class Client {
  private final Machine machine;
  private final BooleanSupplier allIsWell;
  private final Map<String, FileModel> files = new LinkedHashMap<>();
  private final List<Change> underWay = new ArrayList<>();

  /**
   * @param allIsWell whether there is no reason for a request to be refused
   */
  Client(Machine machine, BooleanSupplier allIsWell) {
    this.machine = machine;
    this.allIsWell = allIsWell;
  }

  private static final class Change {
    private final FileModel file;
    private final Content content;
    private final boolean well;
    private boolean ended;

    Change(FileModel file, Content content, boolean well) {
      this.file = file;
      this.content = content;
      this.well = well;
    }
  }

  private FileModel file(String path) {
    return files.computeIfAbsent(path, p -> new FileModel());
  }

  boolean changing() {
    return !underWay.isEmpty();
  }

  Strand write(String path, Content content) {
    return change(
        path,
        content,
        files ->
            files.write(
                VolumePath.parse(path),
                new ByteArrayInputStream(content.bytes()),
                Optional.empty()));
  }

  Strand delete(String path) {
    return change(path, Content.ABSENT, files -> files.delete(VolumePath.parse(path)));
  }

  private interface Request {
    void send(VolumeFiles files);
  }

  private Strand change(String path, Content content, Request request) {
    Change change = new Change(file(path), content, allIsWell.getAsBoolean());
    change.file.begin(content);
    underWay.add(change);
    VolumeFiles target = machine.engine().files();
    return machine
        .scheduler()
        .start(
            machine.process(),
            "change of " + path + " to " + content,
            () -> end(change, answer(path, change, () -> request.send(target))));
  }

  private Answer answer(String path, Change change, Runnable request) {
    try {
      request.run();
      return Answer.DONE;
    } catch (VolumeException e) {
      boolean gone = e.problem() == Problem.NOT_FOUND && change.content == Content.ABSENT;
      if (gone && change.file.candidates().contains(Content.ABSENT)) {
        return Answer.REFUSED;
      }
      if (e.problem() == Problem.CLOSED) {
        return Answer.REFUSED;
      }
      if (change.well && allIsWell.getAsBoolean()) {
        throw new SimulationFailure(path + " could not be changed though all is well", e);
      }
      return Answer.REFUSED;
    }
  }

  private void end(Change change, Answer answer) {
    change.ended = true;
    underWay.remove(change);
    change.file.end(change.content, answer);
  }

  /** The process was killed: what was under way gets no answer. */
  void lostConnection() {
    List.copyOf(underWay).forEach(change -> end(change, Answer.NONE));
  }

  Strand read(String path) {
    FileModel file = file(path);
    boolean well = allIsWell.getAsBoolean();
    FileModel.Reading reading = file.read();
    VolumeFiles target = machine.engine().files();
    return machine
        .scheduler()
        .start(
            machine.process(),
            "read of " + path,
            () -> {
              try {
                find(target, path, reading);
              } catch (VolumeException e) {
                if (well && allIsWell.getAsBoolean() && e.problem() != Problem.CLOSED) {
                  throw new SimulationFailure(path + " could not be read though all is well", e);
                }
              } finally {
                file.end(reading);
              }
            });
  }

  /** Reads every file and compares. Called on a strand. */
  void verifyAll() {
    files.forEach(
        (path, file) -> {
          FileModel.Reading reading = file.read();
          try {
            Content found = find(machine.engine().files(), path, reading);
            if (!file.changing()) {
              file.seen(found);
            }
          } catch (VolumeException e) {
            throw new SimulationFailure(
                path + " cannot be read; it should be " + reading.candidates(), e);
          } finally {
            file.end(reading);
          }
        });
  }

  private Content find(VolumeFiles target, String path, FileModel.Reading reading) {
    Optional<byte[]> bytes = bytes(target, path);
    return reading.candidates().stream()
        .filter(content -> bytes.map(content::is).orElse(content == Content.ABSENT))
        .findFirst()
        .orElseThrow(
            () ->
                new SimulationFailure(
                    path
                        + " is "
                        + bytes.map(found -> found.length + " other bytes").orElse("no file")
                        + "; it should be "
                        + reading.candidates()));
  }

  private static Optional<byte[]> bytes(VolumeFiles target, String path) {
    try (OpenFile open = target.open(VolumePath.parse(path))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      open.range(0, Long.MAX_VALUE).transferTo(bytes);
      return Optional.of(bytes.toByteArray());
    } catch (VolumeException e) {
      if (e.problem() == Problem.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> paths() {
    return List.copyOf(files.keySet());
  }
}
