/**
 * SQLite for one writer and many readers: sessions, grouped commits, and errors that tell a person
 * what to do. Knows nothing of what is stored.
 */
package io.restriper.engine.local.catalog.sql;
