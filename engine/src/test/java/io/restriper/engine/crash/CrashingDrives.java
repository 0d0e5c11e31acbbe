package io.restriper.engine.crash;

import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.LocalDriveFiles;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All drives of a process that dies, and the directory of its catalog: from some step on, no
 * operation on any of them is done any more. Steps are counted over all drives, from {@link #count}
 * or {@link #crashAt} on. What the engine does by the clock (looking at space, probing) is no step,
 * so that the same work always has about the same number of steps.
 */
final class CrashingDrives {
  private static final Set<String> STEPS =
      Set.of(
          "createDirectory",
          "create",
          "rename",
          "syncDirectory",
          "delete",
          "open",
          "write",
          "setModified",
          "sync",
          "read");

  /** Blocks, tombstones, and the databases in the directory of the catalog. */
  private static final List<String> OWN =
      List.of("blocks", "tombstones", "catalog", "before-rebuild", "rebuild-scratch");

  private final Runnable onDeath;
  private final AtomicLong steps = new AtomicLong();
  private volatile long last = Long.MAX_VALUE;
  private volatile boolean dead;

  /** Thrown in place of every operation after the crash. */
  static final class Died extends IOException {
    private static final long serialVersionUID = 1L;

    Died(String operation) {
      super("the process is dead, so there is no " + operation);
    }
  }

  /**
   * Nothing has happened yet.
   *
   * @param onDeath is called once, when operations are no longer done
   */
  CrashingDrives(Runnable onDeath) {
    this.onDeath = onDeath;
  }

  DriveFiles drive(Path path) {
    return wrap(DriveFiles.class, new LocalDriveFiles(path), false);
  }

  /** Counts from here on. */
  void count() {
    steps.set(0);
  }

  long steps() {
    return steps.get();
  }

  /** The nth step from here on and all later ones are not done. */
  void crashAt(long nth) {
    last = nth - 1;
    steps.set(0);
  }

  /** From here on nothing is done; what is to be done on death is, when this returns. */
  synchronized void crash() {
    if (!dead) {
      dead = true;
      onDeath.run();
    }
  }

  /**
   * Who is told so is told it when all that is to be done on death is done: nothing that they do
   * about it can be part of what the next process finds.
   */
  boolean dead() {
    if (dead) {
      synchronized (this) {
        return true;
      }
    }
    return false;
  }

  private <T> T wrap(Class<T> type, T target, boolean counted) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          String operation = method.getName();
          boolean named = arguments != null && arguments[0] instanceof String;
          boolean ours = named ? isOurs((String) arguments[0]) : counted;
          if (!operation.equals("close")) {
            step(operation, ours && STEPS.contains(operation));
          }
          try {
            Object result = method.invoke(target, arguments);
            if (result instanceof DriveFiles.Output output) {
              return wrap(DriveFiles.Output.class, output, ours);
            }
            if (result instanceof DriveFiles.Input input) {
              return wrap(DriveFiles.Input.class, input, ours);
            }
            return result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private void step(String operation, boolean counts) throws Died {
    if (counts && steps.incrementAndGet() > last) {
      crash();
    }
    if (dead()) {
      throw new Died(operation);
    }
  }

  private static boolean isOurs(String name) {
    return name.isEmpty()
        || name.equals("tmp")
        || name.endsWith(".part")
        || OWN.stream().anyMatch(name::startsWith);
  }
}
