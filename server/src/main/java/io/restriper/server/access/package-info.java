/**
 * Who may come in and what for. The guard of the HTTP server asks {@link
 * io.restriper.server.access.Access} before any request comes to a resource, and {@link
 * io.restriper.server.access.RoleFilter} asks again when it is known which operation it is. Both
 * refuse what they do not know.
 */
package io.restriper.server.access;
