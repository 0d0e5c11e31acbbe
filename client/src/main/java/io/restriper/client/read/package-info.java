/** How answers are read such that what a later server adds neither throws nor passes as fine. */
package io.restriper.client.read;
