package gradshell;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the layers of the packages: each knows only those before it in {@link #BOTTOM_UP}. */
class LayeringTest {
    private static final List<String> BOTTOM_UP = List.of("gradshell.array", "gradshell.tape", "gradshell",
            "gradshell.math", "gradshell.compile", "gradshell.io", "gradshell.nn", "gradshell.data", "gradshell.optim",
            "gradshell.show");

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("gradshell");

    @Test
    void packages_knowOnlyLayersBelow() {
        for (int layer = 0; layer < BOTTOM_UP.size(); layer++) {
            for (String above : BOTTOM_UP.subList(layer + 1, BOTTOM_UP.size())) {
                noClasses().that(liveIn(BOTTOM_UP.get(layer))).should().dependOnClassesThat(liveIn(above))
                        .allowEmptyShould(true).check(ENGINE);
            }
        }
    }

    @Test
    void packages_areAllInTheList() {
        noClasses().should(be(describe("outside the listed layers",
                type -> BOTTOM_UP.stream().noneMatch(name -> liveIn(name).test(type))))).check(ENGINE);
    }

    /** The kernels will be replaced, so only one package may know what they stand on. */
    @Test
    void nd4j_isKnownToArraysAlone() {
        noClasses().that().resideOutsideOfPackage("gradshell.array").and()
                .doNotHaveFullyQualifiedName("gradshell.Tensor")
                .should().dependOnClassesThat().resideInAnyPackage("org.nd4j..", "org.bytedeco..").check(ENGINE);
    }

    /** A package and, but for the root, what lies below it. */
    private static DescribedPredicate<JavaClass> liveIn(
            String name) {
        return describe("live in " + name, type -> {
            String at = type.getPackageName();
            return at.equals(name) || (!name.equals("gradshell") && at.startsWith(name + "."));
        });
    }
}
