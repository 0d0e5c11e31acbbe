/** The tables of the catalog and the steps from each of their versions to the next. */
package io.restriper.engine.local.catalog.schema;
