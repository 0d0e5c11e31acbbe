package io.restriper.engine.report;

import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.Work;
import java.time.Instant;

/**
 * Work of a run that cannot be done now, and why.
 *
 * @param reason with the thing that it is about, and the remedy
 * @param since when it was first blocked for this reason in this run
 * @param work how much is blocked for this reason
 */
public record BlockedWork(Blocked reason, Instant since, Work work) {}
