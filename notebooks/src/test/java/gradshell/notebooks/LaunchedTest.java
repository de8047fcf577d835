package gradshell.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import gradshell.notebooks.Command.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with what the build made. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LaunchedTest {
    static final String GRADSHELL = Path.of("../install/gradshell").toAbsolutePath().normalize().toString();

    @TempDir
    Path directory;

    @Test
    void run_elsewhere_worksInTheNotebooksDirectory() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("a folder"));
        Files.writeString(folder.resolve("data.txt"), "32.0");
        notebook(folder, "Files.readString(Path.of(\\\"data.txt\\\"))");
        Outcome outcome = gradshell("run", "a folder/in.ipynb", "-o", "out.ipynb").mustSucceed();
        assertTrue(outcome.output().contains("[1/1] Files.readString"), outcome::output);
        assertTrue(Files.readString(directory.resolve("out.ipynb")).contains("32.0"));
    }

    @Test
    void run_withoutOutput_writesNothing() throws Exception {
        Path file = notebook(directory, "1 + 1");
        String before = Files.readString(file);
        gradshell("run", "in.ipynb").mustSucceed();
        assertEquals(before, Files.readString(file));
    }

    @Test
    void run_failingCell_showsItAndExitsWithOne() throws Exception {
        notebook(directory, "int a = 1;\\nint b = a / 0;");
        Outcome outcome = gradshell("run", "in.ipynb");
        assertEquals(1, outcome.status(), outcome::output);
        assertTrue(outcome.output().contains("   2 | int b = a / 0;"), outcome::output);
        assertTrue(outcome.output().contains("ArithmeticException: / by zero"), outcome::output);
    }

    @Test
    void run_failedAssertion_failsTheCell() throws Exception {
        notebook(directory, "assert 1 + 1 == 3;");
        Outcome outcome = gradshell("run", "in.ipynb");
        assertEquals(1, outcome.status(), outcome::output);
        assertTrue(outcome.output().contains("AssertionError"), outcome::output);
    }

    @Test
    void run_brokenFile_saysWhyInOneLine() throws Exception {
        Files.writeString(directory.resolve("in.ipynb"), "no json");
        Outcome outcome = gradshell("run", "in.ipynb");
        assertEquals(2, outcome.status());
        assertEquals(1, outcome.output().lines().count(), outcome::output);
        assertTrue(outcome.output().contains("in.ipynb: not a notebook: the file is not JSON"), outcome::output);
    }

    @Test
    void run_cellThatAsksForInput_fails() throws Exception {
        notebook(directory, "System.in.read()");
        Outcome outcome = gradshell("run", "in.ipynb");
        assertEquals(1, outcome.status(), outcome::output);
        assertTrue(outcome.output().contains("nobody there to type"), outcome::output);
    }

    @Test
    void jshell_gradientOfAMethod_isThere() throws Exception {
        Path script = Files.writeString(directory.resolve("polynomial.jsh"), """
                double f(double x) { return 3*x*x + 2*x + 1; }
                System.out.println(gradient(x -> f(x), 5));
                /exit
                """);
        Outcome outcome = gradshell("jshell", script.toString()).mustSucceed();
        assertTrue(outcome.output().contains("32.0"), outcome::output);
    }

    @Test
    void unknownCommand_suggestsTheNearest() throws Exception {
        Outcome outcome = gradshell("docter");
        assertEquals(2, outcome.status());
        assertEquals("gradshell: no command docter; did you mean doctor?\n", outcome.output());
    }

    @Test
    void doctor_onThisMachine_findsNothingBad() throws Exception {
        Outcome outcome = gradshell("doctor");
        assertFalse(outcome.output().contains("BAD"), outcome::output);
        assertEquals(0, outcome.status(), outcome::output);
    }

    private Outcome gradshell(String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 1];
        command[0] = GRADSHELL;
        System.arraycopy(words, 0, command, 1, words.length);
        return Command.in(directory).with("HOME", directory.toString()).run(command);
    }

    private static Path notebook(Path folder, String source) throws IOException {
        return Files.writeString(folder.resolve("in.ipynb"), """
                {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [
                 {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": "%s"}]}
                """.formatted(source));
    }
}
