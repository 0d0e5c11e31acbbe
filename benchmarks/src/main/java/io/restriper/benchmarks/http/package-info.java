/** The server from outside: processes that are started, asked, watched and stopped. */
package io.restriper.benchmarks.http;
