// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;

/// The borders between modules and packages, each with its reason. There is no way to opt out of a rule: change the rule, and
/// say why in `docs/adr/`.
@AnalyzeClasses(
        packages = "org.bridgewright",
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            ArchitectureTest.NoJarsOfTests.class
        })
class ArchitectureTest {
    /// The tests of another module come as a jar, where `DoNotIncludeTests` does not know them.
    static final class NoJarsOfTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String CORE = "org.bridgewright.core..";
    private static final String ICONS = "org.bridgewright.icons..";
    private static final String UI = "org.bridgewright.ui..";
    private static final String APP = "org.bridgewright.app..";

    // --- modules

    @ArchTest
    static final ArchRule coreStandsAlone =
            noClasses()
                    .that()
                    .resideInAPackage(CORE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ICONS, UI, APP)
                    .because("dependencies point one way: app -> ui-components -> core");

    @ArchTest
    static final ArchRule coreHasNoWindow =
            noClasses()
                    .that()
                    .resideInAPackage(CORE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "javafx..", "com.sun.javafx..", "org.controlsfx..", "atlantafx..")
                    .because("command line and tests use core without a display");

    @ArchTest
    static final ArchRule coreKnowsNoInjector =
            noClasses()
                    .that()
                    .resideInAPackage(CORE)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("com.google.inject..", "jakarta.inject..")
                                    .and(not(type(Inject.class))))
                    .because(
                            "constructors in core may carry jakarta.inject.Inject, and nothing else of injection");

    @ArchTest
    static final ArchRule iconsAreALeaf =
            classes()
                    .that()
                    .resideInAPackage(ICONS)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(ICONS, "java..", "javafx..", "org.jspecify..")
                    .because("an icon is a picture with a name, for every module to use");

    @ArchTest
    static final ArchRule controlsSeeNoApplication =
            noClasses()
                    .that()
                    .resideInAPackage(UI)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(APP, "com.google.inject..", "jakarta.inject..")
                    .because(
                            "controls take values and emit events, so that any window and any test can use them");

    @ArchTest
    static final ArchRule controlsReachNoHost =
            noClasses()
                    .that()
                    .resideInAPackage(UI)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(CORE)
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            "org.bridgewright.core.model..",
                                                            "org.bridgewright.core.topology..",
                                                            "org.bridgewright.core.change..",
                                                            "org.bridgewright.core.diagnose..",
                                                            "org.bridgewright.core.words.."))))
                    .because(
                            "a control draws what core knows; reading and writing hosts is the application's");

    @ArchTest
    static final ArchRule injectorOnlyInWiring =
            noClasses()
                    .that()
                    .resideInAPackage(APP)
                    .and()
                    .resideOutsideOfPackage("org.bridgewright.app.wiring..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.google.inject..")
                    .because(
                            "everything else gets what it needs through its constructor, and can be made without an injector");

    // --- libraries with one door

    @ArchTest
    static final ArchRule libvirtHasOneDoor =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.bridgewright.core.libvirt..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.libvirt..", "com.sun.jna..")
                    .because(
                            "handles have one owner, errors are read on the calling thread, and no other code can break either");

    @ArchTest
    static final ArchRule sshHasOneDoor =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.bridgewright.core.ssh..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.jcraft.jsch..")
                    .because(
                            "only one place joins and quotes remote commands, and judges host keys");

    @ArchTest
    static final ArchRule xmlHasOneDoor =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.bridgewright.core.xml..")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "javax\\.xml\\.parsers\\.(DocumentBuilderFactory|SAXParserFactory)"
                                    + "|javax\\.xml\\.stream\\.XML(Input|Output|Event)Factory"
                                    + "|javax\\.xml\\.transform\\.TransformerFactory"
                                    + "|javax\\.xml\\.validation\\.SchemaFactory"
                                    + "|javax\\.xml\\.xpath\\.XPathFactory"
                                    + "|org\\.xml\\.sax\\.helpers\\.XMLReaderFactory")
                    .because(
                            "XML comes from hosts: a factory with its default settings resolves entities and fetches files");

    // --- layers inside a module

    @ArchTest
    static final ArchRule viewModelsHaveNoNodes =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("ViewModel")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx.scene..", "javafx.stage..", "org.controlsfx..")
                    .allowEmptyShould(true)
                    .because("a view model is tested without a toolkit");

    @ArchTest
    static final ArchRule coreHasNoCycles =
            slices().matching("org.bridgewright.core.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because(
                            "a package that needs itself through another cannot be understood, or tested, alone");

    @ArchTest
    static final ArchRule standardStreamsAreTheCommandLines =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.bridgewright.app.cli..")
                    .and()
                    .doNotHaveFullyQualifiedName("org.bridgewright.app.Main")
                    .should(ACCESS_STANDARD_STREAMS)
                    .because(
                            "standard output belongs to results; Main only hands the streams to the command line");
}
