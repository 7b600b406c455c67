package org.shouhou.model;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.Resource;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import org.camunda.bpm.engine.query.Query;
import org.junit.jupiter.api.Test;
import org.shouhou.ShouhouApplication;
import org.shouhou.common.AdjustableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.scheduling.annotation.Scheduled;

/** The walls between the features, and the habits of the code that the compiler does not watch. */
class ModulesTest {

    private static final JavaClasses PRODUCT =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.shouhou");

    @Test
    void no_feature_reaches_into_the_inside_of_another_one_nor_do_any_depend_on_each_other_in_a_circle() {
        ApplicationModules.of(ShouhouApplication.class).verify();
    }

    @Test
    void only_the_engine_and_the_process_side_of_a_feature_know_the_process_engine() {
        noClasses().that().resideOutsideOfPackages("org.shouhou.engine..", "org.shouhou..process..")
                .should().dependOnClassesThat().resideInAPackage("org.camunda..").check(PRODUCT);
    }

    @Test
    void only_the_engine_module_uses_the_inside_of_the_process_engine() {
        noClasses().that().resideOutsideOfPackage("org.shouhou.engine..")
                .should().dependOnClassesThat().resideInAPackage("org.camunda.bpm.engine.impl..").check(PRODUCT);
    }

    @Test
    void models_are_deployed_by_the_build_alone_and_no_query_takes_an_expression() {
        noClasses().should().callMethodWhere(target(name("createDeployment"))
                .or(target(name("newTaskFilter"))).or(target(name("saveFilter")))
                .or(target(owner(assignableTo(Query.class))).and(target(nameMatching("or|.*Expression")))))
                .check(PRODUCT);
    }

    @Test
    void what_a_class_needs_comes_through_its_constructor() {
        fields().should().notBeAnnotatedWith(Autowired.class).andShould().notBeAnnotatedWith("jakarta.inject.Inject")
                .andShould().notBeAnnotatedWith(Resource.class).andShould().notBeAnnotatedWith(Value.class).check(PRODUCT);
        methods().should().notBeAnnotatedWith(Autowired.class).andShould().notBeAnnotatedWith("jakarta.inject.Inject")
                .andShould().notBeAnnotatedWith(Resource.class).check(PRODUCT);
    }

    @Test
    void the_time_is_asked_of_the_clock_that_tests_and_the_demo_can_move() {
        noClasses().that().areNotAssignableTo(AdjustableClock.class).should().callMethod(Instant.class, "now").orShould().callMethod(LocalDateTime.class, "now")
                .orShould().callMethod(LocalDate.class, "now").orShould().callConstructor(Date.class)
                .check(PRODUCT);
        noClasses().that().resideOutsideOfPackages("org.shouhou.engine", "org.shouhou.common")
                .should().callMethod(Clock.class, "systemUTC").orShould().callMethod(Clock.class, "systemDefaultZone")
                .check(PRODUCT);
    }

    @Test
    void background_work_has_one_runner_and_no_timetables_of_its_own() {
        methods().should().notBeAnnotatedWith(Scheduled.class).check(PRODUCT);
    }

    @Test
    void money_is_counted_in_whole_minor_units() {
        noClasses().that().resideInAnyPackage("org.shouhou.refund..", "org.shouhou.order..", "org.shouhou.slowreview..")
                .should().dependOnClassesThat().belongToAnyOf(Double.class, Float.class).check(PRODUCT);
        fields().should().notHaveRawType(double.class).andShould().notHaveRawType(float.class)
                .andShould().notHaveRawType(Double.class).andShould().notHaveRawType(Float.class).check(PRODUCT);
    }

    @Test
    void the_beans_that_models_call_are_public() {
        classes().that().resideInAPackage("org.shouhou..process").and().haveSimpleNameEndingWith("Process")
                .should().bePublic().check(PRODUCT);
    }
}
