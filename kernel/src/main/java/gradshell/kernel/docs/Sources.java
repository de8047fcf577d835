package gradshell.kernel.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipFile;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Where the sources of classes are: of the JDK, of Gradshell, of libraries, of cells. */
final class Sources {
    /** Where a jar has its own sources; in the way of no compiler that looks for some. */
    private static final String OWN = "META-INF/sources/";

    private final Path jdk;
    private final Function<String, Optional<String>> cells;
    private final Libraries libraries;

    /**
     * @param jdk the sources of the JDK, which need not be there
     * @param cells the source of a class of a cell, by its name
     */
    Sources(Path jdk, Function<String, Optional<String>> cells, Libraries libraries) {
        this.jdk = jdk;
        this.cells = cells;
        this.libraries = libraries;
    }

    /** The text of the file that an outermost class is declared in. */
    Optional<String> of(TypeElement outermost, Elements elements) {
        String name = outermost.getQualifiedName().toString();
        var cell = cells.apply(name);
        if (cell.isPresent()) return cell;
        String file = name.replace('.', '/') + ".java";
        ModuleElement module = elements.getModuleOf(outermost);
        if (module != null && !module.isUnnamed()) return entry(jdk, module.getQualifiedName() + "/" + file);
        var from = elements.getFileObjectOf(outermost);
        return from == null ? Optional.empty() : of(from.toUri(), name, file);
    }

    private Optional<String> of(URI from, String name, String file) {
        var jar = jar(from);
        if (jar.isPresent())
            return entry(jar.get(), OWN + file)
                    .or(() -> libraries.sources(jar.get()).flatMap(sources -> entry(sources, file)));
        if (!from.getScheme().equals("file")) return Optional.empty();
        Path root = Path.of(from);
        for (int i = 0; i <= name.chars().filter(c -> c == '.').count(); i++) root = root.getParent();
        return read(root.resolve(OWN + file));
    }

    /** What the javadoc tool has written of a class of a library; nested ones have pages of their own. */
    Optional<String> page(TypeElement type, Elements elements) {
        var from = elements.getFileObjectOf(type);
        String name = elements.getBinaryName(type).toString().replace('.', '/').replace('$', '.') + ".html";
        return from == null
                ? Optional.empty()
                : jar(from.toUri()).flatMap(libraries::pages).flatMap(pages -> entry(pages, name));
    }

    private static Optional<Path> jar(URI from) {
        if (!from.getScheme().equals("jar")) return Optional.empty();
        String text = from.getSchemeSpecificPart();
        return Optional.of(Path.of(URI.create(text.substring(0, text.lastIndexOf("!/")))));
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException _) {
            // what can't be read is as good as not there
            return Optional.empty();
        }
    }

    private static Optional<String> entry(Path zip, String name) {
        if (!Files.exists(zip)) return Optional.empty();
        try (var file = new ZipFile(zip.toFile())) {
            var entry = file.getEntry(name);
            if (entry == null) return Optional.empty();
            return Optional.of(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException _) {
            // a broken jar of sources is as good as none
            return Optional.empty();
        }
    }
}
