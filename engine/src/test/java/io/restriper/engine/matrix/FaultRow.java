package io.restriper.engine.matrix;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A row of the table of faults in docs/reliability.md, which the test that carries it proves. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(FaultRow.All.class)
public @interface FaultRow {
  /** What goes wrong. */
  Fault fault();

  /** What it goes wrong with: an operation of a drive or the catalog, or a thing. */
  String on();

  /** What happens, a sentence. */
  String outcome();

  /** The rows of a test. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface All {
    /** The rows. */
    FaultRow[] value();
  }
}
