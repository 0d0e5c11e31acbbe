package io.restriper.contract.driver;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client has told, as lines of {@code call.field=value}: a field that is added later adds a
 * line and changes no other.
 */
final class Lines {
  private final List<String> lines = new ArrayList<>();

  void add(String name, Object value) {
    if (value instanceof Optional<?> optional) {
      add(name, optional.isPresent() ? optional.get() : "-");
    } else if (value instanceof Record told) {
      record(name, told);
    } else if (value instanceof Iterable<?> list) {
      int index = 0;
      for (Object item : list) {
        add(name + "[" + index + "]", item);
        index++;
      }
      lines.add(name + ".size=" + index);
    } else if (value instanceof Map<?, ?> map) {
      map.entrySet().stream()
          .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
          .forEach(entry -> add(name + "{" + entry.getKey() + "}", entry.getValue()));
    } else {
      lines.add(name + "=" + String.valueOf(value).replace('\n', ' '));
    }
  }

  private void record(String name, Record told) {
    lines.add(name + ".type=" + told.getClass().getSimpleName());
    for (RecordComponent component : told.getClass().getRecordComponents()) {
      try {
        add(name + "." + component.getName(), component.getAccessor().invoke(told));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(name + "." + component.getName(), e);
      }
    }
  }

  List<String> all() {
    return List.copyOf(lines);
  }
}
