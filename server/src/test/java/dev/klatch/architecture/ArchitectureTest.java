package dev.klatch.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule holds for the product, and fails for the class that was planted to break it. */
class ArchitectureTest {
  private static final String ROOT = "dev.klatch";
  private static final String PLANTED = ROOT + ".architecture.planted";

  private static JavaClasses product;
  private static JavaClasses tests;
  private static JavaClasses planted;

  /**
   * @param rule built for the product, and again for the planted tree
   * @param culprit simple name of the planted class that breaks it
   */
  record Case(String name, Builder rule, String culprit) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Picks a rule from those of a package tree. */
  interface Builder {
    ArchRule from(Rules rules);
  }

  @BeforeAll
  static void importClasses() {
    product =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    tests =
        new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .withImportOption(location -> !location.contains("/architecture/planted/"))
            .importPackages(ROOT);
    planted = new ClassFileImporter().importPackages(PLANTED);
  }

  static Stream<Case> rules() {
    return Stream.of(
        new Case("known floors", Rules::everyPackageHasAFloor, "InUnknownPackage"),
        new Case("floors", Rules::floorsSeeOnlyTheFloorsBelow, "PlatformSeesFeature"),
        new Case("floors: feature", Rules::floorsSeeOnlyTheFloorsBelow, "FeatureSeesAdapter"),
        new Case("floors: adapter", Rules::floorsSeeOnlyTheFloorsBelow, "AdapterSeesFeature"),
        new Case("feature order", Rules::featuresFollowTheImportOrder, "EarlySeesLate"),
        new Case("feature siblings", Rules::featuresFollowTheImportOrder, "SeesSibling"),
        new Case("adapters are app's", Rules::onlyAppSeesAdapters, "FeatureSeesAdapter"),
        new Case("adapters apart", Rules::adaptersDoNotSeeEachOther, "AdapterSeesAdapter"),
        new Case("parent and child", Rules::parentsDoNotSeeChildren, "ParentSeesChild"),
        new Case("no cycles", Rules::packagesHaveNoCycles, "CycleStart"),
        new Case("printing", Rules::onlyAppPrints, "Prints"),
        new Case("clock", Rules::onlyAppReadsTheSystemClock, "ReadsTheClock"),
        new Case("futures", Rules::signaturesHaveNoFutures, "ReturnsAFuture"),
        new Case("no sleep", Rules::nothingSleeps, "Sleeps"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProductKeepsTheRule(Case rule) {
    JavaClasses subject = rule.name().equals("no sleep") ? tests : product;
    EvaluationResult result = rule.rule().from(new Rules(new Floors(ROOT))).evaluate(subject);
    assertEquals(List.of(), result.getFailureReport().getDetails());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void thePlantedViolationIsFound(Case rule) {
    EvaluationResult result = rule.rule().from(new Rules(new Floors(PLANTED))).evaluate(planted);
    List<String> found = result.getFailureReport().getDetails();
    assertTrue(
        found.stream().anyMatch(line -> line.contains("." + rule.culprit())),
        () -> rule.culprit() + " was not found; found: " + found);
  }
}
