package io.restriper.contract.house;

import static io.restriper.contract.house.Modules.handWrittenClasses;
import static io.restriper.contract.house.Modules.mainClasses;
import static io.restriper.contract.house.Modules.testClasses;

import org.junit.jupiter.api.Test;

/**
 * The arrows between modules and packages, and the few habits that can be read from compiled
 * classes.
 */
class ArchitectureTest {

  @Test
  void theEngineKnowsNoHttpNoJsonAndNoGeneratedClass() {
    Rules.ENGINE_KNOWS_ONLY_THE_JDK_SLF4J_AND_SQLITE.check(mainClasses("engine"));
  }

  @Test
  void theModelKnowsNoOtherModule() {
    Rules.MODEL_KNOWS_NO_OTHER_MODULE.check(mainClasses("model"));
  }

  @Test
  void theServerStandsOnModelAndEngineOnly() {
    Rules.SERVER_KNOWS_NO_CLIENT.check(mainClasses("server"));
  }

  @Test
  void theClientKnowsNeitherServerNorEngineNorCli() {
    Rules.CLIENT_KNOWS_NO_SERVER.check(mainClasses("client"));
  }

  @Test
  void theCommandLineStandsOnClientAndModelOnly() {
    Rules.CLI_KNOWS_ONLY_CLIENT_AND_MODEL.check(mainClasses("cli"));
  }

  @Test
  void nothingStandsOnTheCommandLine() {
    Rules.NOTHING_KNOWS_THE_CLI.check(
        mainClasses("model", "engine", "server", "client", "testing", "contract-gate"));
  }

  @Test
  void thePackagesOfAModuleHaveNoCycles() {
    for (String module : Modules.HAND_WRITTEN) {
      Rules.PACKAGES_ARE_FREE_OF_CYCLES.check(mainClasses(module));
    }
  }

  @Test
  void loggingGoesThroughSlf4j() {
    Rules.LOGGING_IS_SLF4J.check(handWrittenClasses());
  }

  @Test
  void librariesDoNotPrint() {
    Rules.ONLY_MAIN_AND_THE_CLI_PRINT.check(handWrittenClasses());
  }

  @Test
  void nothingSleeps() {
    Rules.NOTHING_SLEEPS.check(handWrittenClasses());
    Rules.NOTHING_SLEEPS.check(testClasses());
  }

  @Test
  void stateIsHeldByInstancesAndHidden() {
    Rules.STATIC_FIELDS_ARE_FINAL.check(handWrittenClasses());
    Rules.NO_INSTANCE_FIELD_IS_PUBLIC.check(handWrittenClasses());
  }

  @Test
  void classesAreFinalUnlessMadeToBeExtended() {
    Rules.CLASSES_ARE_FINAL_OR_ABSTRACT.check(handWrittenClasses());
  }
}
