import io.restriper.engine.Engine;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.event.Happening;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.server.RestriperServer;
import io.restriper.server.http.HttpOptions;
import io.restriper.server.limit.Limit;
import io.restriper.server.limit.Limits;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The real server over a real engine, in which something happens once a second. It is run from its
 * source with the runnable jar on the class path, so that it is the server as it is packaged.
 */
public final class EventServer {
  /** Takes the port and how many streams there can be. */
  public static void main(String[] args) throws Exception {
    List<DriveSettings> drives = new ArrayList<>();
    for (int drive = 1; drive <= 8; drive++) {
      Path path = Files.createDirectories(Path.of("drive-" + drive).toAbsolutePath());
      drives.add(new DriveSettings(path, 1));
    }
    Engine engine =
        Engine.start(
            new EngineSettings(
                Path.of("data").toAbsolutePath(), "events", 1, new Encoding(4, 2), drives));
    Limits limits = Limits.DEFAULTS.with(Limit.EVENT_STREAMS, Long.parseLong(args[1]));
    RestriperServer.start(
        new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])),
        engine,
        new HttpOptions(Optional.empty(), limits));
    Executors.newSingleThreadScheduledExecutor()
        .scheduleAtFixedRate(
            () -> engine.events().publish(Happening.driveLost("1:1", "")), 1, 1, TimeUnit.SECONDS);
  }
}
