/** What kinds of change a contract can have, and whom each breaks. */
package io.restriper.gate.rule;
