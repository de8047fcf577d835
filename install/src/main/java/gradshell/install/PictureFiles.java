package gradshell.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.plot.Plot;

/** Writes the pictures that a terminal can't show to files, which are new ones. */
final class PictureFiles {
    private static final int MOST = 100_000;

    private final Path directory;
    /** The files of displays that may be updated. */
    private final Map<String, Path> displays = new HashMap<>();

    PictureFiles(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** What there is to say about a value's picture: its file, or why there is none; empty when it has no picture. */
    Optional<String> write(MimeBundle bundle, String displayId) {
        Object svg = bundle.data().get("image/svg+xml");
        Object png = bundle.data().get("image/png");
        if (svg == null && png == null) return Optional.empty();
        byte[] content = svg != null
                ? Plot.onPaper((String) svg).getBytes(StandardCharsets.UTF_8)
                : Base64.getMimeDecoder().decode((String) png);
        try {
            Path before = displays.get(displayId);
            if (before != null) {
                Files.write(before, content);
                return Optional.empty();
            }
            Path file = fresh(svg != null ? "plot-%d.svg" : "picture-%d.png", content);
            if (displayId != null) displays.put(displayId, file);
            return Optional.of("written to " + file);
        } catch (IOException e) {
            return Optional.of("its picture can't be written: " + e);
        }
    }

    private Path fresh(String name, byte[] content) throws IOException {
        return fresh(Files.isWritable(directory) ? directory : Path.of(System.getProperty("java.io.tmpdir")), name,
                content);
    }

    private static Path fresh(Path directory, String name, byte[] content) throws IOException {
        for (int n = 1; n <= MOST; n++) {
            try {
                return Files.write(directory.resolve(name.formatted(n)), content, StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException _) {
                // it is someone's: the next number
            }
        }
        throw new IOException("there are " + MOST + " pictures in " + directory + " already");
    }
}
