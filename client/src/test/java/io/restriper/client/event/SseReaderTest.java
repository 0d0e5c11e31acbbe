package io.restriper.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.client.error.RestriperProtocolException;
import io.restriper.client.event.SseReader.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndInAnyWay(String end) throws IOException {
    String text = "id: 1\nevent: a\ndata: x\ndata:  y\n\ndata: z\n\n".replace("\n", end);
    assertThat(all(text)).containsExactly(new Message("a", "x\n y"), new Message("message", "z"));
  }

  @Test
  void anEventIsThereBeforeTheByteAfterIt() throws IOException {
    byte[] bytes = "data: x\r\r".getBytes(StandardCharsets.UTF_8);
    InputStream blocking =
        new InputStream() {
          private int position;

          @Override
          public int read() {
            if (position == bytes.length) {
              throw new AssertionError("a byte was waited for that the event does not need");
            }
            return bytes[position++];
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            target[offset] = (byte) read();
            return 1;
          }
        };
    assertThat(new SseReader(blocking, "").next()).contains(new Message("message", "x"));
  }

  @Test
  void commentsAndUnknownFieldsArePassedOver() throws IOException {
    assertThat(all(": hello\n\nfuture: x\ndata: y\n:\nsolo\n\n"))
        .containsExactly(new Message("message", "y"));
  }

  @Test
  void anEventWithoutDataIsNone() throws IOException {
    assertThat(all("event: a\n\ndata: y\n\n")).containsExactly(new Message("message", "y"));
    assertThat(all("event: a\ndata\n\n")).containsExactly(new Message("a", ""));
  }

  @Test
  void anEventThatIsNotCompleteIsDroppedAndItsIdWithIt() throws IOException {
    SseReader reader = reader("id: 1\ndata: a\n\nid: 2\ndata: b\n");
    assertThat(reader.next()).isPresent();
    assertThat(reader.next()).isEmpty();
    assertThat(reader.lastId()).isEqualTo("1");
  }

  @Test
  void anIdStaysUntilAnotherComes() throws IOException {
    SseReader reader =
        reader("data: a\n\nid: 1\n\ndata: b\n\nid: x\0y\ndata: c\n\nid\ndata: d\n\n");
    List<String> ids = new ArrayList<>();
    while (reader.next().isPresent()) {
      ids.add(reader.lastId());
    }
    assertThat(ids).containsExactly("before", "1", "1", "");
  }

  @Test
  void theServerCanSayWhenToComeAgain() throws IOException {
    SseReader reader = reader("retry: 2000\n\nretry: soon\n\n");
    assertThat(reader.next()).isEmpty();
    assertThat(reader.retry()).contains(Duration.ofSeconds(2));
  }

  @Test
  void aByteOrderMarkAndManyByteCharactersAreUnderstood() throws IOException {
    assertThat(all("\uFEFFdata: \u20ac\uD83D\uDE00\n\n"))
        .containsExactly(new Message("message", "\u20ac\uD83D\uDE00"));
  }

  @Test
  void whatNeverEndsIsRefused() {
    String line = "x".repeat(1 << 20);
    for (String text : List.of(line + "x", ("data: " + line.substring(10) + "\n").repeat(2))) {
      assertThatThrownBy(() -> all(text)).hasCauseInstanceOf(RestriperProtocolException.class);
    }
  }

  private static SseReader reader(String text) {
    return new SseReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "before");
  }

  private static List<Message> all(String text) throws IOException {
    SseReader reader = reader(text);
    List<Message> messages = new ArrayList<>();
    for (Optional<Message> next = reader.next(); next.isPresent(); next = reader.next()) {
      messages.add(next.get());
    }
    return messages;
  }
}
