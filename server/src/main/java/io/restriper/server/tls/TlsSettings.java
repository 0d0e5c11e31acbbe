package io.restriper.server.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where TLS comes from.
 *
 * @param certificate PEM file with the server's certificate and then those of its issuers
 * @param key PEM file with the private key that belongs to it
 * @param clientAuthorities PEM file with the authorities that clients must have a certificate of;
 *     empty if they need none
 */
public record TlsSettings(Path certificate, Path key, Optional<Path> clientAuthorities) {}
