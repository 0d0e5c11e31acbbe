/** Operations that go out of use, as the contract tells of them, and who still calls them. */
package io.restriper.server.deprecation;
