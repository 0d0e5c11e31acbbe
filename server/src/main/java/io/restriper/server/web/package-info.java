/** The page for people at {@code /}, and the contract to read and to try at {@code /docs}. */
package io.restriper.server.web;
