package io.restriper.client.call;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Reads from the generated interfaces what to send: a method of an interface is called on a proxy,
 * and the annotations of that method and its arguments make the request. So the client has no path
 * and no name of a parameter of its own that could drift from the contract.
 */
public final class ApiCalls {

  private ApiCalls() {}

  /**
   * The call that an invocation stands for.
   *
   * @param <A> a generated interface
   * @param api the interface
   * @param invocation invokes one method of it; what that returns is null
   * @return the call
   */
  public static <A> Call of(Class<A> api, Consumer<A> invocation) {
    AtomicReference<Call> call = new AtomicReference<>();
    Object proxy =
        Proxy.newProxyInstance(
            ApiCalls.class.getClassLoader(),
            new Class<?>[] {api},
            (self, method, arguments) -> {
              call.set(read(api, method, arguments == null ? new Object[0] : arguments));
              return null;
            });
    invocation.accept(api.cast(proxy));
    return call.get();
  }

  private static Call read(Class<?> api, Method method, Object[] arguments) {
    String http = httpMethod(method);
    String path = join(path(api), path(method));
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    Map<String, String> headers = new LinkedHashMap<>();
    // Errors are JSON whatever is asked for, so only the type of the success counts: the first.
    headers.put("Accept", method.getAnnotation(Produces.class).value()[0]);
    Consumes consumes = method.getAnnotation(Consumes.class);
    if (consumes != null) {
      headers.put("Content-Type", consumes.value()[0]);
    }
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (argument == null) {
        continue;
      }
      for (Annotation annotation : method.getParameterAnnotations()[i]) {
        if (annotation instanceof PathParam param) {
          path = path.replace("{" + param.value() + "}", Escape.segment(argument.toString()));
        } else if (annotation instanceof QueryParam param) {
          query.add(Escape.query(param.value()) + "=" + Escape.query(argument.toString()));
        } else if (annotation instanceof HeaderParam param) {
          headers.put(param.value(), argument.toString());
        }
      }
    }
    return new Call(http, path + query, headers);
  }

  private static String httpMethod(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (http != null) {
        return http.value();
      }
    }
    throw new IllegalArgumentException(method + " is not an operation of the API.");
  }

  private static String path(AnnotatedElement element) {
    Path path = element.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }

  private static String join(String first, String second) {
    if (second.isEmpty()) {
      return first;
    }
    String head = first.endsWith("/") ? first.substring(0, first.length() - 1) : first;
    return head + (second.startsWith("/") ? second : "/" + second);
  }
}
