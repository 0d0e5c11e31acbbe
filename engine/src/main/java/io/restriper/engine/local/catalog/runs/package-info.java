/** The record of the runs in the catalog's database: tables of their own, one report a run. */
package io.restriper.engine.local.catalog.runs;
