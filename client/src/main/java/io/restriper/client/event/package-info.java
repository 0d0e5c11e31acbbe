/** Events of the restriper as they happen, told by the server over one long answer. */
package io.restriper.client.event;
