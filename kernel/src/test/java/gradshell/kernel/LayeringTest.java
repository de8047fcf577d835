package gradshell.kernel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the layers of the kernel's packages, and what they know of the engine. */
class LayeringTest {
    private static final List<String> BOTTOM_UP = List.of("gradshell.kernel.javac", "gradshell.kernel.comm",
            "gradshell.kernel.plot", "gradshell.kernel.display", "gradshell.kernel.code", "gradshell.kernel.docs",
            "gradshell.kernel.source", "gradshell.kernel.shell", "gradshell.kernel.progress",
            "gradshell.kernel.widget", "gradshell.kernel.notebook", "gradshell.kernel.magic", "gradshell.kernel");
    private static final Set<String> PUBLIC_FACE = Set.of("gradshell", "gradshell.math", "gradshell.nn",
            "gradshell.optim",
            "gradshell.data", "gradshell.show");
    /** How a cell's interrupt reaches the code that the engine generates, and a cell's lines the errors of the way back. */
    private static final Set<String> FOR_SHELLS = Set.of("gradshell.compile.Interruption", "gradshell.tape.Origin",
            "gradshell.tape.RecordedAt");

    private static final JavaClasses KERNEL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("gradshell.kernel");

    @Test
    void packages_knowOnlyLayersBelow() {
        for (int layer = 0; layer < BOTTOM_UP.size(); layer++) {
            for (String above : BOTTOM_UP.subList(layer + 1, BOTTOM_UP.size())) {
                noClasses().that().resideInAPackage(BOTTOM_UP.get(layer)).should().dependOnClassesThat()
                        .resideInAPackage(above).check(KERNEL);
            }
        }
    }

    @Test
    void packages_areAllInTheList() {
        noClasses().should().resideOutsideOfPackages(BOTTOM_UP.toArray(new String[0])).check(KERNEL);
    }

    @Test
    void engine_isKnownByItsPublicFaceAlone() {
        noClasses().should().dependOnClassesThat(describe("are internal to the engine", LayeringTest::isInternal))
                .check(KERNEL);
        noClasses().should().dependOnClassesThat().resideInAnyPackage("org.nd4j..", "org.bytedeco..").check(KERNEL);
    }

    private static boolean isInternal(JavaClass type) {
        String at = type.getPackageName();
        return (at.equals("gradshell") || at.startsWith("gradshell.")) && !at.startsWith("gradshell.kernel")
                && !PUBLIC_FACE.contains(at) && !FOR_SHELLS.contains(type.getFullName());
    }
}
