package dev.klatch.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiPredicate;

/** The rules, built for a tree of packages so that they can be tried on the planted one. */
final class Rules {
  private static final Set<String> CLOCK_READERS =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.LocalTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.lang.System.currentTimeMillis",
          "java.util.Date.<init>");

  private final Floors floors;
  private final String root;

  Rules(Floors floors) {
    this.floors = floors;
    this.root = floors.root();
  }

  ArchRule everyPackageHasAFloor() {
    return all(
        "stand in a package with a known floor",
        (from, to) -> floors.floorOf(from) != Floors.Floor.UNKNOWN || from.equals(root));
  }

  ArchRule floorsSeeOnlyTheFloorsBelow() {
    return all("use the floors below only", (from, to) -> floors.maySee(from, to));
  }

  ArchRule featuresFollowTheImportOrder() {
    return all("use earlier features only", (from, to) -> floors.mayFeatureSee(from, to));
  }

  ArchRule onlyAppSeesAdapters() {
    return all(
        "leave adapters to app",
        (from, to) ->
            floors.floorOf(to) != Floors.Floor.ADAPTER
                || floors.floorOf(from) == Floors.Floor.ADAPTER
                || floors.floorOf(from) == Floors.Floor.APP);
  }

  ArchRule adaptersDoNotSeeEachOther() {
    return all(
        "not use another adapter",
        (from, to) ->
            floors.adapterOf(from).isEmpty()
                || floors.adapterOf(to).isEmpty()
                || floors.adapterOf(from).equals(floors.adapterOf(to)));
  }

  ArchRule parentsDoNotSeeChildren() {
    return all("not use a child package of their own", (from, to) -> !to.startsWith(from + "."));
  }

  ArchRule packagesHaveNoCycles() {
    SliceAssignment byPackage =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith(root)
                ? SliceIdentifier.of(type.getPackageName())
                : SliceIdentifier.ignore();
          }

          @Override
          public String getDescription() {
            return "packages";
          }
        };
    return SlicesRuleDefinition.slices()
        .assignedFrom(byPackage)
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);
  }

  /** Output belongs to the log; only the commands of {@code app} print. */
  ArchRule onlyAppPrints() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".app..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .allowEmptyShould(true);
  }

  /** Time comes from an injected Clock, so that tests can set it; durations may use nanoTime. */
  ArchRule onlyAppReadsTheSystemClock() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".app..")
        .should()
        .accessTargetWhere(readsTheSystemClock())
        .allowEmptyShould(true);
  }

  /** Plain blocking code on virtual threads: no futures or reactive types in signatures. */
  ArchRule signaturesHaveNoFutures() {
    return methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(root + "..")
        .should(
            new ArchCondition<>("not return futures or reactive types") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                JavaClass type = method.getRawReturnType();
                boolean bad =
                    type.isAssignableTo(CompletionStage.class)
                        || type.isAssignableTo(Flow.Publisher.class);
                if (bad) {
                  events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                }
              }
            })
        .allowEmptyShould(true);
  }

  /** A test waits for an event, never for a time. */
  ArchRule nothingSleeps() {
    return noClasses()
        .should()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>("Thread.sleep") {
              @Override
              public boolean test(JavaAccess<?> access) {
                return access.getTargetOwner().isEquivalentTo(Thread.class)
                    && access.getName().equals("sleep");
              }
            })
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheSystemClock() {
    return new DescribedPredicate<>("reads the system clock") {
      @Override
      public boolean test(JavaAccess<?> access) {
        // Instant.now(clock) and the like are what the rule wants
        return CLOCK_READERS.contains(access.getTargetOwner().getName() + "." + access.getName())
            && !access.getTarget().getFullName().contains("(java.time.Clock)")
            && !access.getTarget().getFullName().equals("java.util.Date.<init>(long)");
      }
    };
  }

  private ArchRule all(String description, BiPredicate<String, String> allowed) {
    ArchCondition<JavaClass> condition =
        new ArchCondition<>(description) {
          @Override
          public void check(JavaClass type, ConditionEvents events) {
            String from = type.getPackageName();
            if (!allowed.test(from, from)) {
              events.add(
                  SimpleConditionEvent.violated(type, type.getName() + " must " + description));
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
              String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
              if (!from.equals(to) && !allowed.test(from, to)) {
                events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
              }
            }
          }
        };
    return classes().that().resideInAPackage(root + "..").should(condition).allowEmptyShould(true);
  }
}
