package io.restriper.engine.local.file;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.local.stripe.StripeWriter;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.pace.Pace;
import io.restriper.engine.setup.FaultPoints;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What reading and writing files needs. */
public record FileContext(
    Catalog catalog,
    DrivePool pool,
    BufferPool writeBuffers,
    BufferPool readBuffers,
    StripeWriter writer,
    StripeReader reader,
    Trouble trouble,
    VersionPins pins,
    FaultPoints faults,
    Supplier<Encoding> encoding,
    Clock clock,
    Executor readers,
    Pace pace) {}
