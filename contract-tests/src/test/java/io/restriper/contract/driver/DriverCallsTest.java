package io.restriper.contract.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.restriper.client.RestriperClient;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DriverCallsTest {

  @Test
  void theDriverMakesEveryCallOfTheClient() {
    JavaClasses classes =
        new ClassFileImporter().importClasses(ClientDriver.class, RestriperClient.class);
    JavaClass client = classes.get(RestriperClient.class);
    Set<String> there =
        client.getMethods().stream()
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .map(method -> method.getFullName())
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> called =
        classes.get(ClientDriver.class).getMethodCallsFromSelf().stream()
            .filter(call -> call.getTargetOwner().isEquivalentTo(RestriperClient.class))
            .map(call -> call.getTarget().getFullName())
            .collect(Collectors.toSet());

    assertThat(called).containsAll(there);
  }

  @Test
  void theDriverUsesNothingButTheClientAndTheJdk() {
    assertThat(new ClassFileImporter().importClasses(ClientDriver.class, Lines.class))
        .allSatisfy(
            type ->
                assertThat(type.getDirectDependenciesFromSelf())
                    .allSatisfy(
                        dependency ->
                            assertThat(dependency.getTargetClass().getPackageName())
                                .matches(
                                    "java\\..*|io\\.restriper\\.client.*|io\\.restriper\\.model.*"
                                        + "|io\\.restriper\\.contract\\.driver|")));
  }
}
