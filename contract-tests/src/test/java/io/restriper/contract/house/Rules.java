package io.restriper.contract.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;

/**
 * What the house asks of compiled classes.
 *
 * <p>A rule says nothing about which classes it is for: the tests choose those by module, and
 * {@link RulesCanFailTest} shows each rule an example that breaks it. A rule that meets no class at
 * all fails (ArchUnit's default).
 */
final class Rules {

  static final ArchRule ENGINE_KNOWS_ONLY_THE_JDK_SLF4J_AND_SQLITE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "javax.sql..", "org.slf4j..", "org.sqlite..", "io.restriper.engine..")
          .because("the engine knows no HTTP, no JSON and no generated class");

  static final ArchRule MODEL_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.restriper.engine..",
              "io.restriper.server..",
              "io.restriper.client..",
              "io.restriper.testing..")
          .because("engine and model never see each other, and arrows run one way");

  static final ArchRule SERVER_KNOWS_NO_CLIENT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.restriper.client..", "io.restriper.testing..", "io.restriper.contract..")
          .because("of our modules the server stands on model and engine only");

  static final ArchRule CLIENT_KNOWS_NO_SERVER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.restriper.server..",
              "io.restriper.engine..",
              "io.restriper.testing..",
              "io.restriper.contract..",
              "org.glassfish..",
              "org.eclipse.jetty..",
              "org.sqlite..",
              "ch.qos.logback..",
              "picocli..")
          .because("whoever takes the client takes no server, engine or CLI library with it");

  static final ArchRule CLI_KNOWS_ONLY_CLIENT_AND_MODEL =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.restriper.server..",
              "io.restriper.engine..",
              "io.restriper.testing..",
              "io.restriper.contract..",
              "io.restriper.gate..",
              "org.glassfish..",
              "org.eclipse.jetty..",
              "org.sqlite..")
          .because("the command line talks to any server that keeps the contract");

  static final ArchRule NOTHING_KNOWS_THE_CLI =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.restriper.cli..")
          .because("the command line is a program and no library");

  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().matching("io.restriper.(**)").should().beFreeOfCycles();

  static final ArchRule LOGGING_IS_SLF4J =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  static final ArchRule ONLY_MAIN_AND_THE_CLI_PRINT =
      noClasses()
          .that()
          .doNotHaveSimpleName("Main")
          .and()
          .resideOutsideOfPackage("..cli..")
          .should()
          .accessTargetWhere(isStandardStream())
          .because("a library logs, and leaves the terminal to the program");

  static final ArchRule NOTHING_SLEEPS =
      noClasses()
          .should()
          .accessTargetWhere(isSleep())
          .because("waiting is for a condition, on a clock or executor that a test can inject");

  static final ArchRule STATIC_FIELDS_ARE_FINAL =
      fields().that().areStatic().should().beFinal().because("shared state has an owner");

  static final ArchRule NO_INSTANCE_FIELD_IS_PUBLIC =
      noFields().that().areNotStatic().should().bePublic();

  static final ArchRule CLASSES_ARE_FINAL_OR_ABSTRACT =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .should()
          .haveModifier(JavaModifier.FINAL)
          .because("what is not made to be extended says so");

  private Rules() {}

  private static DescribedPredicate<JavaAccess<?>> isStandardStream() {
    return describe(
        "target is System.out or System.err",
        access ->
            access.getTargetOwner().isEquivalentTo(System.class)
                && (access.getName().equals("out") || access.getName().equals("err")));
  }

  private static DescribedPredicate<JavaAccess<?>> isSleep() {
    return describe(
        "target is Thread.sleep or TimeUnit.sleep",
        access ->
            access.getName().equals("sleep")
                && (access.getTargetOwner().isAssignableTo(Thread.class)
                    || access.getTargetOwner().isAssignableTo(TimeUnit.class)));
  }
}
