package gradshell.kernel.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.shell.ShellTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest extends ShellTest {
    private List<String> page(String code) {
        io.canUpdate = true;
        done(code);
        return io.displays;
    }

    private String last(String code) {
        return page(code).getLast();
    }

    @Test
    void loop_completed_isShownAndEnds() {
        List<String> shown = page("int sum = 0; for (int i : progress(5)) sum += i;");
        assertTrue(shown.getFirst().startsWith("show ") && shown.getFirst().contains(" 0/5"), shown::toString);
        assertTrue(
                shown.getLast().startsWith("update ") && shown.getLast().matches("(?s).*100% \\|█{20}\\| 5/5 .* in .*"),
                shown::toString);
        assertEquals(10, value("sum"));
    }

    @Test
    void loop_running_isUpdatedAtMostTenTimesASecond() {
        List<String> shown = page("for (int i : progress(1000)) Thread.sleep(1);");
        assertTrue(shown.size() > 3 && shown.size() < 3 + 10 * 30, () -> shown.size() + " updates");
        assertTrue(shown.stream().anyMatch(line -> line.matches(".*/1000 .*(/s|each), .* left")), shown::toString);
        assertEquals(1, shown.stream().filter(line -> line.startsWith("show")).count());
    }

    @Test
    void loop_left_isStoppedAtTheCellsEnd() {
        assertTrue(last("for (int i : progress(8)) if (i == 2) break;").matches(".* 2/8 .*stopped after.*"));
    }

    @Test
    void loop_failed_isStoppedAtTheCellsEnd() {
        io.canUpdate = true;
        failed("for (int i : progress(8)) i = 1 / (3 - i);");
        assertTrue(io.displays.getLast().matches(".* 3/8 .*stopped after.*"), io.displays::toString);
    }

    @Test
    void loop_ofUnknownSize_hasCountAndRate() {
        String line = last(
                "Iterable<String> some = () -> List.of(\"a\", \"b\").iterator(); for (var s : progress(some)) {}");
        assertTrue(line.matches("update \\S+ 2  .*/s in .*"), line);
    }

    @Test
    void loops_nested_innerOnesShareAPlace() {
        List<String> shown = page("for (int i : progress(3)) for (int j : progress(2)) if (i == 1) break;");
        assertEquals(2, shown.stream().filter(line -> line.startsWith("show ")).count(), shown::toString);
        assertEquals(1, shown.stream().filter(line -> line.contains("stopped")).count(), shown::toString);
        assertTrue(shown.getLast().contains("3/3"), shown::toString);
    }

    @Test
    void elements_ofEveryKind_areTheSame() {
        assertEquals("[3, 1, 2]", cellText("""
                var got = new ArrayList<Integer>();
                for (int x : progress(new int[]{3})) got.add(x);
                for (double x : progress(new double[]{1})) got.add((int) x);
                for (String s : progress(new String[]{"ab"})) got.add(s.length());
                got"""));
        assertEquals("[0, 2, 4]", cellText("progress(Stream.of(0, 1, 2)).map(i -> 2 * i).toList()"));
        assertEquals("4950", cellText("progress(IntStream.range(0, 100).boxed().parallel()).mapToInt(i -> i).sum()"));
    }

    @Test
    void stream_parallel_endsWhenAllPartsHave() {
        String line = last(
                "long n = progress(IntStream.range(0, 1000).boxed().parallel()).filter(i -> true).toList().size();");
        assertTrue(line.contains("1000/1000") && line.contains(" in "), line);
    }

    @Test
    void file_getsALineAtTheEnd() {
        done("for (int i : progress(4)) for (int j : progress(4)) {}");
        assertEquals(List.of(), io.displays);
        assertEquals(1, io.printed().lines().count(), io::printed);
        assertTrue(io.printed().contains("4/4"), io::printed);
    }

    @Test
    void terminal_getsALineThatIsReplaced() {
        io.isTerminal = true;
        done("for (int i : progress(3)) Thread.sleep(150);");
        assertTrue(io.statuses.size() >= 2 && io.statuses.getFirst().contains("/3"), io.statuses::toString);
        assertEquals(1, io.printed().lines().count(), io::printed);
    }

    @Test
    void train_withProgress_hasABarWithEpochAndLoss() {
        String line = last("var w = ones(2); train((a, b) -> w.times(a).minus(b).square().sum(), params(w), "
                + "dataLoader(ones(2, 6), ones(2, 6)).batchSize(2), descent(0.01), epochs(5).progress(true));");
        assertTrue(line.matches(".*100% .*15/15 .* in .*epoch 5/5  loss .*"), line);
        assertEquals("", io.printed());
    }

    @Test
    void train_withValidation_showsWhatWasMeasured() {
        String line = last("var z = ones(2); var data = dataLoader(ones(2, 6), ones(2, 6)).batchSize(2); "
                + "train((a, b) -> z.times(a).minus(b).square().sum(), params(z), data, descent(0.01), "
                + "epochs(2).progress(true).validation(data).metric(\"half\", (a, b) -> 0.5));");
        assertTrue(line.endsWith("validation loss 0.000, half 0.5000"), line);
    }

    @Test
    void train_withLiveCurve_drawsTheLosses() {
        List<String> shown = page("var v = ones(2); train((a, b) -> v.times(a).minus(b).square().sum(), params(v), "
                + "dataLoader(ones(2, 6), ones(2, 6)).batchSize(2), descent(0.01), epochs(5).liveCurve(true));");
        assertTrue(shown.getLast().contains("History(5 epochs, 15 batches"), shown::toString);
    }

    @Test
    void train_inAFile_printsLines() {
        done("var u = ones(2); train((a, b) -> u.times(a).minus(b).square().sum(), params(u), "
                + "dataLoader(ones(2, 6), ones(2, 6)), descent(0.01), epochs(3).progress(true));");
        assertEquals(3, io.printed().lines().filter(line -> line.matches("epoch \\d/3  loss .*")).count(), io::printed);
    }

    private String cellText(String code) {
        return String.valueOf(value(code));
    }
}
