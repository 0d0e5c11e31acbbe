/**
 * What a run tells about itself: how far each phase is, what is at risk, what is blocked and what
 * is beyond repair; and how that is estimated and recorded.
 */
package io.restriper.engine.report;
