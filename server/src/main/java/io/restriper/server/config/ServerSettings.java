package io.restriper.server.config;

import io.restriper.engine.setup.EngineSettings;
import java.net.InetSocketAddress;

/**
 * Checked settings.
 *
 * @param listen where to listen, a loopback address; port 0 takes any free port
 * @param engine what the engine needs
 * @param drivesByDefault whether nobody named the drives, so that the first start may make their
 *     directories
 */
public record ServerSettings(
    InetSocketAddress listen, EngineSettings engine, boolean drivesByDefault) {}
