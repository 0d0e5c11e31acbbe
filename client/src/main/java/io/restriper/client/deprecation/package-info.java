/** What a server tells of operations that go out of use. */
package io.restriper.client.deprecation;
