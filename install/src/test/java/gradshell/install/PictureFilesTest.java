package gradshell.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import gradshell.kernel.display.MimeBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {
    @TempDir
    private Path directory;

    private static MimeBundle bundle(String type, String content) {
        return new MimeBundle(Map.of("text/plain", "it", type, content), Map.of());
    }

    @Test
    void write_plots_goToNewFiles() throws IOException {
        Files.writeString(directory.resolve("plot-1.svg"), "mine");
        String said = new PictureFiles(directory).write(bundle("image/svg+xml", "<svg/>"), null).orElseThrow();
        assertEquals("written to " + directory.resolve("plot-2.svg"), said);
        assertEquals("mine", Files.readString(directory.resolve("plot-1.svg")));
        assertEquals("<svg/>", Files.readString(directory.resolve("plot-2.svg")));
    }

    @Test
    void write_image_isDecoded() throws IOException {
        byte[] bytes = {1, 2, 3};
        new PictureFiles(directory).write(bundle("image/png", Base64.getEncoder().encodeToString(bytes)), null);
        assertArrayEquals(bytes, Files.readAllBytes(directory.resolve("picture-1.png")));
    }

    @Test
    void write_updates_goToTheSameFile() throws IOException {
        var pictures = new PictureFiles(directory);
        pictures.write(bundle("image/svg+xml", "<svg>1</svg>"), "curve");
        assertEquals(Optional.empty(), pictures.write(bundle("image/svg+xml", "<svg>2</svg>"), "curve"));
        assertEquals("<svg>2</svg>", Files.readString(directory.resolve("plot-1.svg")));
        assertTrue(Files.notExists(directory.resolve("plot-2.svg")));
    }

    @Test
    void write_otherValues_writeNothing() throws IOException {
        assertEquals(Optional.empty(), new PictureFiles(directory).write(MimeBundle.plain("3"), null));
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }
}
