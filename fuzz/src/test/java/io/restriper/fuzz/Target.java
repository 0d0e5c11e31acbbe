package io.restriper.fuzz;

import io.restriper.server.access.token.TokenFuzz;
import io.restriper.server.http.RefFuzz;
import io.restriper.server.resource.HeaderFuzz;
import java.lang.reflect.InvocationTargetException;

/**
 * What is fuzzed. Its corpus is in a folder of its name in lower case.
 *
 * <p>One more parser is one constant more, and a class with a method {@code
 * fuzzerTestOneInput(byte[])}, in the package of the parser if that is not public.
 */
enum Target {
  BLOCK(BlockFuzz.class, 5_000, 9000),
  IDENTITY(IdentityFuzz.class, 15_000, 600),
  CATALOG(CatalogFuzz.class, 10, 2000),
  REF(RefFuzz.class, 4_000, 5000),
  CONFIG(ConfigFuzz.class, 1_000, 2000),
  HEADER(HeaderFuzz.class, 15_000, 500),
  TOKEN(TokenFuzz.class, 5_000, 1500);

  private final Class<?> code;
  private final long runs;
  private final int longest;

  Target(Class<?> code, long runs, int longest) {
    this.code = code;
    this.runs = runs;
    this.longest = longest;
  }

  /** The class that takes an input. */
  Class<?> code() {
    return code;
  }

  /** How many inputs the build makes besides those of the corpus. */
  long runs() {
    return runs;
  }

  /** The most bytes of an input. */
  int longest() {
    return longest;
  }

  /** Takes one input, without the fuzzer. */
  void take(byte[] input) throws Throwable {
    try {
      code.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) input);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
