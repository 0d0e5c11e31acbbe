/** Finds the differences of two OpenAPI 3.0.3 documents, and the rule that each falls under. */
package io.restriper.gate.compare;
