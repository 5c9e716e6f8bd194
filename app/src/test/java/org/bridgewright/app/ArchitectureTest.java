// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.bridgewright", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule coreHasNoWindow =
            noClasses()
                    .that()
                    .resideInAPackage("org.bridgewright.core..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx..", "com.google.inject..")
                    .because("the command line and the tests use core without JavaFX or Guice");
}
