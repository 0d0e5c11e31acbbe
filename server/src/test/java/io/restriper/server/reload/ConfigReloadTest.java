package io.restriper.server.reload;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.server.config.ConfigException;
import io.restriper.server.config.FileLook;
import io.restriper.server.config.Flags;
import io.restriper.server.config.LoadedSettings;
import io.restriper.server.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class ConfigReloadTest {
  private static final String RIGHT =
      """
      listen: 127.0.0.1:9000
      data: /srv/restriper
      cluster-name: archive
      node-id: 2
      encoding: 2+1
      drives: [{path: /d/1}, {path: /d/2}, {path: /d/3}, {path: /d/4, node: 3}]
      """;

  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final List<EngineSettings> taken = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(ConfigReload.class);
  private Optional<Throwable> engineFails = Optional.empty();
  private Path file;

  @BeforeEach
  void writeTheFile() throws IOException {
    file = directory.resolve("restriper.yaml");
    write(RIGHT);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  private void write(String content) throws IOException {
    Files.writeString(file, content);
  }

  private void replace(String old, String other) throws IOException {
    assertThat(RIGHT).contains(old);
    write(RIGHT.replace(old, other));
  }

  private ConfigReload started() throws ConfigException {
    return started(new String[0]);
  }

  private ConfigReload started(String... drives) throws ConfigException {
    Flags flags =
        new Flags(
            Optional.of(file.toString()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(drives));
    SettingsLoader loader = SettingsLoader.of(flags, environment);
    LoadedSettings loaded = loader.load();
    return new ConfigReload(loader, loaded, FileLook::at, this::reconfigure);
  }

  private void reconfigure(EngineSettings settings) throws EngineStartException {
    if (engineFails.isPresent()) {
      if (engineFails.get() instanceof RuntimeException mistake) {
        throw mistake;
      }
      throw new EngineStartException(engineFails.get().getMessage());
    }
    taken.add(settings);
  }

  private static void looks(ConfigReload reload, int times) {
    for (int i = 0; i < times; i++) {
      reload.look();
    }
  }

  private String onlyLine(Level level) {
    assertThat(log.list).hasSize(1);
    ILoggingEvent line = log.list.get(0);
    log.list.clear();
    assertThat(line.getLevel()).isEqualTo(level);
    return line.getFormattedMessage();
  }

  @Test
  void aFileThatStaysTheSameIsNotTakenOn() throws Exception {
    ConfigReload reload = started();
    looks(reload, 3);
    write(RIGHT);
    looks(reload, 3);

    assertThat(taken).isEmpty();
    assertThat(log.list).isEmpty();
  }

  @Test
  void anEncodingIsTakenOn() throws Exception {
    ConfigReload reload = started();
    replace("2+1", "3+1");
    looks(reload, 5);

    assertThat(taken)
        .singleElement()
        .satisfies(settings -> assertThat(settings.encoding()).isEqualTo(new Encoding(3, 1)));
    assertThat(onlyLine(Level.INFO))
        .contains(file.toString(), "is taken on: encoding 2+1 becomes 3+1");
  }

  @Test
  void howDrivesAreLookedAfterIsTakenOn() throws Exception {
    ConfigReload reload = started();
    write(RIGHT + "\nrestripe-limit: 10MiB\nscrub-days: 0.5\n");
    looks(reload, 2);

    assertThat(taken)
        .singleElement()
        .satisfies(
            settings ->
                assertThat(settings.upkeep())
                    .isEqualTo(new EngineSettings.Upkeep(10L << 20, Duration.ofHours(12))));
    assertThat(onlyLine(Level.INFO))
        .contains(
            "is taken on: restripe-limit becomes 10485760 bytes per second; scrub-days becomes 0.5");
  }

  @Test
  void drivesAreAddedAndTakenOut() throws Exception {
    ConfigReload reload = started();
    replace("{path: /d/2}", "{path: /d/8, node: 9}");
    looks(reload, 2);

    assertThat(taken).hasSize(1);
    assertThat(taken.get(0).drives())
        .contains(new DriveSettings(Path.of("/d/8"), 9))
        .doesNotContain(new DriveSettings(Path.of("/d/2"), 2))
        .hasSize(4);
    assertThat(onlyLine(Level.INFO))
        .contains("drives added: /d/8 (node 9); drives taken out: /d/2 (node 2)");
  }

  @Test
  void eachChangeIsComparedWithWhatWasTakenOnLast() throws Exception {
    ConfigReload reload = started();
    replace("2+1", "3+1");
    looks(reload, 2);
    write(RIGHT);
    looks(reload, 2);

    assertThat(taken).extracting(EngineSettings::encoding).endsWith(new Encoding(2, 1)).hasSize(2);
    assertThat(log.list.get(1).getFormattedMessage()).contains("encoding 3+1 becomes 2+1");
  }

  @Test
  void whatIsStillBeingWrittenIsNotTakenOn() throws Exception {
    ConfigReload reload = started();
    replace(", {path: /d/4, node: 3}", "");
    reload.look();
    replace("{path: /d/4, node: 3}", "{path: /d/4, node: 3}, {path: /d/5}");
    reload.look();
    assertThat(taken).isEmpty();

    reload.look();
    assertThat(taken).singleElement().satisfies(s -> assertThat(s.drives()).hasSize(5));
  }

  @Test
  void aChangeThatIsTakenBackAtOnceIsNone() throws Exception {
    ConfigReload reload = started();
    replace("2+1", "3+1");
    reload.look();
    write(RIGHT);
    reload.look();
    replace("2+1", "3+1");
    reload.look();

    assertThat(taken).isEmpty();
    assertThat(log.list).isEmpty();
  }

  @Test
  void tlsAndLimitsNeedARestart() throws Exception {
    ConfigReload reload = started();
    write(RIGHT + "limits: {writes: 5}\ntls-cert: /c\ntls-key: /k\n");
    looks(reload, 2);
    assertThat(taken).isEmpty();
    assertThat(onlyLine(Level.WARN))
        .contains("limits.writes from '64' to '5'", "tls-key from '' to '/k'", "restart");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "encoding: 2+1           | encodng: 2+1            | the key 'encodng'. The keys are",
        "encoding: 2+1           | encoding: 2             | for example 4+2",
        "encoding: 2+1           | encoding: 9+1           | needs at least 10 drives, and 4 are",
        "encoding: 2+1           | encoding: [             | not valid YAML at line",
        "{path: /d/2}            | {path: /d/1}            | given twice",
        "{path: /d/2}            | {paht: /d/2}            | a drive needs a path",
        "{path: /d/2}            | {path: /d/2, node: 7}   | puts the drive /d/2 into node 7",
        "127.0.0.1:9000          | 0.0.0.0:9000 | listen from '127.0.0.1:9000' to '0.0.0.0:9000'",
        "127.0.0.1:9000          | 127.0.0.1:9001 | listen from '127.0.0.1:9000' to '127.0.0.1:9001'",
        "data: /srv/restriper    | data: /srv/other        | a restart is needed",
        "cluster-name: archive   | cluster-name: other     | from 'archive' to 'other'",
        "node-id: 2              | node-id: 4              | node-id from '2' to '4'",
        "drives:                 | '# drives:'             | Name every drive that shall stay"
      })
  void aFileWithAMistakeIsRefusedAsAWholeInOneLine(String old, String other, String message)
      throws Exception {
    ConfigReload reload = started();
    write(RIGHT.replace("/d/3", "/d/9").replace(old, other));
    looks(reload, 5);

    assertThat(taken).isEmpty();
    assertThat(onlyLine(Level.WARN))
        .contains(file.toString(), message, "refused as a whole", "goes on with the settings")
        .doesNotContain("\n");

    write(RIGHT.replace("/d/3", "/d/9"));
    looks(reload, 2);
    assertThat(taken).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"''", "' '"})
  void anEmptyFileIsTakenForHalfWritten(String content) throws Exception {
    ConfigReload reload = started("/d/1", "/d/2", "/d/3", "/d/4");
    write(content);
    looks(reload, 3);

    assertThat(taken).isEmpty();
    assertThat(onlyLine(Level.WARN)).contains("it is empty, so it may be half written");
  }

  @Test
  void aFileThatIsGoneIsToldOnceAndLookedForAgain() throws Exception {
    ConfigReload reload = started();
    Files.delete(file);
    looks(reload, 5);

    assertThat(onlyLine(Level.WARN))
        .contains("no configuration file " + file, "goes on with the settings", "every second");

    replace("2+1", "3+1");
    looks(reload, 2);
    assertThat(taken).hasSize(1);
  }

  @Test
  void aFileThatCannotBeReadIsToldOnceAndWhenItCanBeAgain() throws Exception {
    ConfigReload reload = started();
    Files.delete(file);
    Files.createDirectory(file);
    looks(reload, 5);

    assertThat(onlyLine(Level.WARN)).contains(file + " cannot be read", "goes on");

    Files.delete(file);
    write(RIGHT);
    looks(reload, 5);
    assertThat(taken).isEmpty();
    assertThat(onlyLine(Level.INFO)).contains("changes nothing that the server runs with");
  }

  @Test
  void whatAFlagOverridesChangesNothingAndIsToldOnce() throws Exception {
    environment.put("RESTRIPER_ENCODING", "3+1");
    ConfigReload reload = started("/e/1", "/e/2", "/e/3", "/e/4");
    write(RIGHT.replace("2+1", "1+1").replace("/d/3", "/d/9"));
    looks(reload, 5);
    write(RIGHT.replace("2+1", "1+1").replace("/d/3", "/d/9") + "# a comment\n");
    looks(reload, 5);

    assertThat(taken).isEmpty();
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(line -> line.contains("has no effect"))
        .satisfiesExactly(
            line -> assertThat(line).contains("drives", "drive (flag --drive) comes before it"),
            line -> assertThat(line).contains("environment variable RESTRIPER_ENCODING"));
  }

  @Test
  void whatIsOverriddenIsStillRefusedIfItIsWrong() throws Exception {
    environment.put("RESTRIPER_ENCODING", "3+1");
    ConfigReload reload = started();
    replace("2+1", "two");
    looks(reload, 2);

    assertThat(onlyLine(Level.WARN)).contains("is 'two': write data blocks");
  }

  @Test
  void takingAnOverriddenKeyOutIsToldToo() throws Exception {
    environment.put("RESTRIPER_ENCODING", "3+1");
    ConfigReload reload = started();
    replace("encoding: 2+1", "");
    looks(reload, 2);

    assertThat(log.list).hasSize(2);
    assertThat(log.list.get(1).getFormattedMessage())
        .contains("The change of encoding", "has no effect");
  }

  @Test
  void whatTheEngineRefusesIsToldAndTriedAgainWhenAsked() throws Exception {
    ConfigReload reload = started();
    engineFails = Optional.of(new EngineStartException("/d/9 is no directory. Make it."));
    replace("/d/3", "/d/9");
    looks(reload, 5);

    assertThat(onlyLine(Level.WARN))
        .contains("drives added: /d/9", "/d/9 is no directory. Make it.", "SIGHUP");

    engineFails = Optional.empty();
    looks(reload, 2);
    assertThat(taken).isEmpty();
    reload.lookBecauseAsked();
    assertThat(taken).hasSize(1);
  }

  @Test
  void aMistakeInTheServerDoesNotEndTheLooks() throws Exception {
    ConfigReload reload = started();
    engineFails = Optional.of(new IllegalStateException("mistake"));
    replace("/d/3", "/d/9");
    looks(reload, 2);
    assertThat(onlyLine(Level.ERROR)).contains("could not be taken on");

    engineFails = Optional.empty();
    replace("/d/3", "/d/8");
    looks(reload, 2);
    assertThat(taken).hasSize(1);
  }

  @Test
  void whoAsksGetsAnAnswerAtOnce() throws Exception {
    ConfigReload reload = started();
    reload.lookBecauseAsked();
    assertThat(onlyLine(Level.INFO)).contains("changes nothing that the server runs with");

    replace("2+1", "3+1");
    reload.lookBecauseAsked();
    assertThat(onlyLine(Level.INFO)).contains("encoding 2+1 becomes 3+1");
    looks(reload, 3);
    assertThat(taken).hasSize(1);
    assertThat(log.list).isEmpty();
  }
}
