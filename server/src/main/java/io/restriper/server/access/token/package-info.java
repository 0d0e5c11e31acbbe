/** Tokens, and the file that a server keeps of them: who may come in, and until when. */
package io.restriper.server.access.token;
