package io.restriper.client.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.model.api.FileSystemApi;
import io.restriper.model.api.FilesApi;
import io.restriper.model.api.NodesApi;
import io.restriper.model.api.ProtectionApi;
import io.restriper.model.api.RestriperApi;
import io.restriper.model.api.SettingsApi;
import io.restriper.model.api.SlotsApi;
import io.restriper.model.api.VersionApi;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiCallsTest {

  private static final Pattern PATH = Pattern.compile("(?m)^ {2}[\"']?(/v1/[^\\s\"']*?)[\"']?:");

  @ParameterizedTest
  @ValueSource(
      classes = {
        FileSystemApi.class,
        FilesApi.class,
        NodesApi.class,
        ProtectionApi.class,
        RestriperApi.class,
        SettingsApi.class,
        SlotsApi.class,
        VersionApi.class
      })
  void everyOperationGivesAPathOfTheContract(Class<?> api) throws IOException {
    Set<String> contract = pathsOfTheContract();
    for (Method method : api.getDeclaredMethods()) {
      Call call = ApiCalls.of(api, self -> invoke(method, self));
      String path = call.path().replaceAll("[?].*", "").replace("TEXT", "{x}");
      // Of the slash at the end the interfaces know nothing: the client adds it, for these two.
      boolean collection = method.getName().matches("listSlots|listNodes");
      assertThat(contract).contains(collection ? call.ofCollection().path() : path);
    }
  }

  @Test
  void argumentsThatAreNullAreNotSent() {
    Call call = ApiCalls.of(FilesApi.class, api -> api.getFileData("/a", null, 5L));
    assertThat(call.path()).isEqualTo("/v1/files/%2Fa/data?length=5");
  }

  @Test
  void aMethodThatIsNoOperationIsRefused() {
    assertThatThrownBy(() -> ApiCalls.of(Runnable.class, Runnable::run))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void invoke(Method method, Object self) {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes())
            .map(type -> type.equals(String.class) ? "TEXT" : null)
            .toArray();
    try {
      method.invoke(self, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> pathsOfTheContract() throws IOException {
    Set<String> paths = new TreeSet<>();
    try (InputStream in = FilesApi.class.getResourceAsStream("/META-INF/openapi/restriper.yaml")) {
      Matcher matcher = PATH.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      while (matcher.find()) {
        paths.add(matcher.group(1).replaceAll("\\{[a-z]+}", "{x}"));
      }
    }
    assertThat(paths).hasSizeGreaterThan(10);
    return paths;
  }
}
