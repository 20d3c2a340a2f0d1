package dev.vitrine.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the app, and who may know whom. */
@AnalyzeClasses(packages = "dev.vitrine.app", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule models_have_no_toolkit = noClasses().that().resideInAPackage("dev.vitrine.app.model..")
            .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..", "javafx.animation..", "javafx.fxml..");

    @ArchTest
    static final ArchRule models_know_no_other_room = noClasses().that().resideInAPackage("dev.vitrine.app.model..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.vitrine.app.screen..", "dev.vitrine.app.stage..", "dev.vitrine.app.widget..", "dev.vitrine.app.source..");

    @ArchTest
    static final ArchRule the_journal_knows_observe_alone = noClasses().that().resideInAPackage("dev.vitrine.app.journal..")
            .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..", "javafx.animation..", "javafx.fxml..",
                    "dev.vitrine.app.model..", "dev.vitrine.app.screen..", "dev.vitrine.app.stage..", "dev.vitrine.app.widget..", "dev.vitrine.app.source..");

    @ArchTest
    static final ArchRule sources_draw_nothing = noClasses().that().resideInAPackage("dev.vitrine.app.source..")
            .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "dev.vitrine.app.screen..", "dev.vitrine.app.stage..", "dev.vitrine.app.widget..");

    @ArchTest
    static final ArchRule widgets_know_models_alone = noClasses().that().resideInAPackage("dev.vitrine.app.widget..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.vitrine.app.screen..", "dev.vitrine.app.stage..", "dev.vitrine.app.source..");

    @ArchTest
    static final ArchRule the_stage_knows_no_screen = noClasses().that().resideInAPackage("dev.vitrine.app.stage..")
            .should().dependOnClassesThat().resideInAPackage("dev.vitrine.app.screen..");

    @ArchTest
    static final ArchRule only_the_source_knows_the_engine_itself = noClasses().that().resideInAnyPackage("dev.vitrine.app.screen..", "dev.vitrine.app.stage..", "dev.vitrine.app.widget..")
            .should().dependOnClassesThat().haveFullyQualifiedName("dev.vitrine.engine.Engine");

    @ArchTest
    static final ArchRule nobody_knows_the_wiring = noClasses().that().resideInAnyPackage("dev.vitrine.app.*..")
            .should().dependOnClassesThat().resideInAPackage("dev.vitrine.app");
}
