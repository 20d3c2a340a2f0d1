package dev.vitrine.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.util.List;

/** Who may know whom: each room only what stands below it. */
@AnalyzeClasses(packages = "dev.vitrine.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String BASE = "dev.vitrine.engine";

    /** Top floor first. Rooms on one line don't know each other. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("cli"),
            List.of("engine"),
            List.of("simulate"),
            List.of("api"),
            List.of("net"),
            List.of("group", "txn", "controller"),
            List.of("quorum"),
            List.of("coordinator"),
            List.of("replica"),
            List.of("log", "offsets", "link"),
            List.of("quota"),
            List.of("metadata"),
            List.of("wire"),
            List.of("observe", "io", "time"));

    @ArchTest
    static void a_room_knows_only_what_stands_below_it(com.tngtech.archunit.core.domain.JavaClasses classes) {
        Architectures.LayeredArchitecture house = Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (List<String> floor : FLOORS) {
            for (String room : floor) {
                house = house.layer(room).definedBy(packageOf(room));
            }
        }
        for (int above = 0; above < FLOORS.size(); above++) {
            String[] mayKnowIt = FLOORS.subList(0, above).stream().flatMap(List::stream).toArray(String[]::new);
            for (String room : FLOORS.get(above)) {
                house = mayKnowIt.length == 0
                        ? house.whereLayer(room).mayNotBeAccessedByAnyLayer()
                        : house.whereLayer(room).mayOnlyBeAccessedByLayers(mayKnowIt);
            }
        }
        house.check(classes);
    }

    private static String packageOf(String room) {
        return room.equals("engine") ? BASE : BASE + "." + room + "..";
    }

    @ArchTest
    static final ArchRule every_room_stands_in_the_plan = classes()
            .should().resideInAnyPackage(FLOORS.stream().flatMap(List::stream).map(RoomsTest::packageOf).toArray(String[]::new));

    @ArchTest
    static final ArchRule no_room_knows_a_room_that_knows_it = slices().matching(BASE + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_engine_knows_no_screen = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..", "dev.vitrine.app..");

    @ArchTest
    static final ArchRule kafkas_fragile_internals_stay_in_wire = noClasses()
            .that().resideOutsideOfPackage(BASE + ".wire..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka.common.record.internal..", "org.apache.kafka.common.requests..");

    @ArchTest
    static final ArchRule kafkas_server_modules_are_read_only_for_definitions_and_record_schemas = noClasses()
            .that().resideOutsideOfPackages(BASE + ".metadata..", BASE + ".group..", BASE + ".txn..", BASE + ".controller..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka.server..", "org.apache.kafka.storage..",
                    "org.apache.kafka.coordinator..", "org.apache.kafka.common.metadata..");

    @ArchTest
    static final ArchRule netty_stays_in_the_wire_and_the_net = noClasses()
            .that().resideOutsideOfPackages(BASE + ".wire..", BASE + ".net..")
            .should().dependOnClassesThat().resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule mapdb_stays_in_the_view = noClasses()
            .that().resideOutsideOfPackage(BASE + ".offsets..")
            .should().dependOnClassesThat().resideInAPackage("org.mapdb..");

    @ArchTest
    static final ArchRule time_is_injected = noClasses()
            .that().resideOutsideOfPackage(BASE + ".time..")
            .should().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule files_are_reached_through_the_disk = noClasses()
            .that().resideOutsideOfPackages(BASE + ".io..", BASE, BASE + ".offsets..")
            .should().dependOnClassesThat(new DescribedPredicate<>("open files") {
                @Override
                public boolean test(JavaClass type) {
                    return List.of("java.nio.file.Files", "java.io.File", "java.io.FileInputStream", "java.io.FileOutputStream",
                            "java.io.RandomAccessFile").contains(type.getName());
                }
            });

    @ArchTest
    static final ArchRule no_static_state = noFields()
            .that().areStatic().and().areDeclaredInClassesThat().resideInAPackage(BASE + "..")
            .should().notBeFinal();
}
