package io.restriper.testing;

import io.restriper.client.RestriperClient;
import io.restriper.model.RunPhase;
import java.net.URI;
import java.nio.file.Path;

/**
 * A real server over a real engine, whose drives are temporary directories, and what can be done to
 * it. Drives are numbered from 1. Thread-safe; {@link #release} works while another thread waits.
 *
 * <p>Each method returns when the server has noticed what was done. Those that wait give up after a
 * limit with an {@link AssertionError} that tells what the server said last; how long it is, {@link
 * RestriperExtensionBuilder#limit} says.
 */
public interface TestServer {

  /**
   * Where the server answers.
   *
   * @return for example {@code http://127.0.0.1:41234}, without a slash at the end
   */
  URI uri();

  /**
   * A client of the server, which looks often when it waits. Not to be closed: that is done with
   * the server.
   *
   * @return always the same
   */
  RestriperClient client();

  /**
   * How many drives there are, those that are lost included.
   *
   * @return the number of the last one
   */
  int drives();

  /**
   * The directory of a drive.
   *
   * @param number of the drive
   * @return the directory, which does not exist while the drive is lost
   * @throws IllegalArgumentException if there is no such drive
   */
  Path drive(int number);

  /**
   * Stores small files below {@code /fill} until every drive that is there has something on it, so
   * that the loss of any is a loss of data. One file alone is on as many drives as its encoding has
   * blocks, and nobody knows on which.
   *
   * @return this
   */
  TestServer fill();

  /**
   * Takes a drive away, at once and with all that is on it, and waits until the server misses it.
   *
   * @param number of the drive
   * @return this
   * @throws IllegalStateException if it is lost already
   */
  TestServer loseDrive(int number);

  /**
   * Puts a lost drive back, with all that was on it, and waits until the server uses it.
   *
   * @param number of the drive
   * @return this
   * @throws IllegalStateException if it is not lost
   */
  TestServer returnDrive(int number);

  /**
   * Puts an empty drive in the place of another, which is taken away before if it is there, and
   * waits until the server uses it. What was on the other is gone.
   *
   * @param number of the drive
   * @return this
   */
  TestServer replaceDrive(int number);

  /**
   * Adds an empty drive, whose number is then {@link #drives()}. The server levels the fill by
   * itself.
   *
   * @return this
   */
  TestServer addDrive();

  /**
   * Changes the encoding: of new files at once, of the others by the run that follows.
   *
   * @param encoding data blocks and parity blocks, such as {@code 6+3}
   * @return this
   * @throws IllegalArgumentException if it is no encoding, or there are too few drives for it
   */
  TestServer encode(String encoding);

  /**
   * Has every run stop where a phase begins, so that the status shows that phase until {@link
   * #release()}. A run that is held at another phase goes on to this one.
   *
   * @param phase the phase; a run comes to it only if there is work for it
   * @return this
   */
  TestServer hold(RunPhase phase);

  /**
   * Waits until a run is held at the phase.
   *
   * @return this
   * @throws IllegalStateException if no phase is held
   */
  TestServer awaitHeld();

  /**
   * Lets runs go on. Nothing happens if none is held.
   *
   * @return this
   */
  TestServer release();

  /**
   * Takes away as many drives, the last ones first, as it takes for the restriper to finish blocked
   * with a reason. One more file is stored before, so that there is something to protect.
   *
   * @return this
   * @throws IllegalStateException if it is blocked in this way already, or a phase is held
   */
  TestServer block();

  /**
   * Puts back what {@link #block()} took away, removes its file, and waits until nothing is at
   * risk.
   *
   * @return this
   * @throws IllegalStateException if it was not called before
   */
  TestServer unblock();

  /**
   * Waits until no data is at risk, whether or not a run is going on.
   *
   * @return this
   */
  TestServer awaitSafe();

  /**
   * Waits until no run is going on and none is called for, by a drive that was lost just now, for
   * example. It does not matter how the last one ended, or whether there was any.
   *
   * @return this
   */
  TestServer awaitFinished();

  /**
   * Stops the server in order and starts it anew over the same drives and at the same address. The
   * client stays as it is.
   *
   * @return this
   * @throws IllegalStateException if a phase is held
   */
  TestServer restart();
}
