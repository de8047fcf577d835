package gradshell.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {
    private static final String AS_JUPYTER_WRITES_IT = """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "intro",
               "metadata": {},
               "source": [
                "# Grüße <b>\\n",
                "∇f"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "first",
               "metadata": {
                "own": {
                 "kept": 1.50
                }
               },
               "outputs": [],
               "source": "1 + 1"
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": "My own",
               "language": "java",
               "name": "mine"
              },
              "language_info": {
               "codemirror_mode": "text/x-java",
               "file_extension": ".java",
               "mimetype": "text/x-java",
               "name": "java",
               "pygments_lexer": "java",
               "version": "25"
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """.replace("\"25\"", "\"" + System.getProperty("java.specification.version") + "\"");

    @TempDir
    Path directory;

    @Test
    void write_ofWhatWasRead_keepsEveryByte() throws Exception {
        Path out = directory.resolve("out.ipynb");
        Notebook.read(file(AS_JUPYTER_WRITES_IT)).write(out);
        assertEquals(AS_JUPYTER_WRITES_IT, Files.readString(out));
    }

    @Test
    void write_ofSparseNotebook_addsWhatTheFormatRequires() throws Exception {
        Path file = file("""
                {"nbformat": 4, "nbformat_minor": 5, "cells": [
                  {"cell_type": "code", "source": []},
                  {"cell_type": "markdown", "id": "cell-1", "source": ""}]}""");
        Notebook.read(file).write(file);
        String written = Files.readString(file);
        for (String member : List.of("\"outputs\": []", "\"execution_count\": null", "\"id\": \"cell-1-\"",
                "\"name\": \"gradshell\""))
            assertTrue(written.contains(member), () -> member + " in " + written);
    }

    @Test
    void write_ontoItself_leavesNoOtherFile() throws Exception {
        Path file = file(AS_JUPYTER_WRITES_IT);
        Notebook.read(file).write(file);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void write_intoMissingDirectory_saysSo() throws Exception {
        Notebook notebook = Notebook.read(file(AS_JUPYTER_WRITES_IT));
        Path out = directory.resolve("missing").resolve("out.ipynb");
        assertEquals(out + ": can't be written: its directory does not exist",
                assertThrows(NotebookException.class, () -> notebook.write(out)).getMessage());
    }

    @Test
    void write_thatFails_leavesTheOldFile() throws Exception {
        Notebook notebook = Notebook.read(file(AS_JUPYTER_WRITES_IT));
        Path out = Files.createDirectory(directory.resolve("out.ipynb"));
        assertThrows(NotebookException.class, () -> notebook.write(out));
        assertTrue(Files.isDirectory(out));
    }

    @Test
    void read_missingFile_saysSo() {
        assertBroken(directory.resolve("none.ipynb"), "no such file");
    }

    @Test
    void read_directory_saysSo() {
        assertBroken(directory, "a directory, not a notebook file");
    }

    @Test
    void read_notUtf8_saysSo() throws IOException {
        Path file = Files.write(directory.resolve("latin.ipynb"), "{\"é\": 1}".getBytes(StandardCharsets.ISO_8859_1));
        assertBroken(file, "the file is not UTF-8 text");
    }

    @Test
    void read_notJson_saysWhere() throws IOException {
        assertBroken(file("{'cells': []}"), "not JSON");
        assertBroken(file("{\"cells\": [}"), "line 1");
        assertBroken(file("{} {}"), "not JSON");
        assertBroken(file(""), "the file is empty");
    }

    @Test
    void read_noNotebook_saysWhatIsMissing() throws IOException {
        assertBroken(file("[1]"), "no JSON object");
        assertBroken(file("{\"cells\": []}"), "no number \"nbformat\"");
        assertBroken(file("{\"nbformat\": 4}"), "no list \"cells\"");
        assertBroken(file("{\"nbformat\": 4, \"cells\": [{\"source\": \"\"}]}"), "cell 1 has no \"cell_type\"");
        assertBroken(file("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\"}]}"), "\"source\" of cell 1");
    }

    @Test
    void read_otherFormat_saysHowToConvert() throws IOException {
        assertBroken(file("{\"nbformat\": 3, \"worksheets\": []}"), "jupyter nbconvert --to notebook --nbformat 4");
        assertBroken(file("{\"nbformat\": 5, \"cells\": []}"), "save it as format 4");
    }

    @Test
    void read_otherLanguage_saysWhich() throws IOException {
        assertBroken(file("""
                {"nbformat": 4, "cells": [], "metadata": {"kernelspec": {"name": "python3", "language": "python"}}}"""),
                "written in python, and Gradshell runs Java");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("in.ipynb"), text);
    }

    private static void assertBroken(Path file, String problem) {
        String message = assertThrows(NotebookException.class, () -> Notebook.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": ") && message.contains(problem), message);
        assertEquals(1, message.lines().count(), message);
    }
}
