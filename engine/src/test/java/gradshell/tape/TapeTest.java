package gradshell.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tape on numbers in boxes, which is all it needs. */
class TapeTest {
    private static final class Box extends Traced {
        double value;
        long version;

        Box(double value) {
            this.value = value;
        }

        Box times(Box other) {
            var out = new Box(value * other.value);
            Recorder.record("times", out, true, (dy, i) -> (Double) dy * (i == 0 ? other.value : value), this, other);
            return out;
        }

        @Override
        protected long version() {
            return version;
        }

        @Override
        protected String describe() {
            return "Box";
        }
    }

    private final Box x = new Box(3);
    private final Box y = new Box(5);
    private final Tape tape = new Tape(List.of(x, y), (a, b) -> (Double) a + (Double) b);

    @Test
    void sweep_addsCotangents() {
        var z = tape.run(() -> x.times(x).times(y));
        var sweep = new Sweep(tape).seed(z, 1.0).reverseTo(0);
        assertEquals(30.0, sweep.cotangent(x));
        assertEquals(9.0, sweep.cotangent(y));
        assertEquals(30.0, new Sweep(tape).seed(z, 1.0).reverseTo(0).cotangent(x));
    }

    @Test
    void reverseTo_mark_runsOnlyWhatCameAfter() {
        var middle = new Box[1];
        var mark = new int[1];
        var z = tape.run(() -> {
            middle[0] = x.times(x);
            mark[0] = tape.mark();
            return middle[0].times(y);
        });
        var sweep = new Sweep(tape).seed(z, 1.0).reverseTo(mark[0]);
        assertEquals(5.0, sweep.cotangent(middle[0]));
        assertNull(sweep.cotangent(x));
        sweep.seed(middle[0], 1.0).reverseTo(0);
        assertEquals(36.0, sweep.cotangent(x));
    }

    @Test
    void record_onlyWhatIsFollowed() {
        var constant = new Box(2);
        tape.run(() -> constant.times(constant));
        assertEquals(0, tape.mark());
        assertTrue(Recorder.idle());
        x.times(y);
        assertEquals(0, tape.mark());
    }

    @Test
    void paused_recordsNothing() {
        tape.run(() -> {
            assertTrue(Recorder.follows(x));
            var out = Recorder.paused(() -> x.times(y));
            assertFalse(Recorder.follows(out));
            return out;
        });
        assertEquals(0, tape.mark());
    }

    @Test
    void probed_collectsWhatIsUsed() {
        var seen = new LinkedHashSet<Traced>();
        tape.run(() -> Recorder.probed(seen, () -> x.times(new Box(1)).times(new Box(2))));
        assertEquals(List.of(x), List.copyOf(seen));
        assertEquals(0, tape.mark());
    }

    @Test
    void guarded_refusesReading() {
        tape.run(() -> {
            Recorder.read(x);
            return assertThrows(UnsupportedOperationException.class, () -> Recorder.guarded("rule", () -> {
                Recorder.read(x);
                return x;
            }));
        });
        Recorder.guarded("rule", () -> {
            Recorder.read(x);
            return x;
        });
    }

    @Test
    void sweep_changedValue_isRefused() {
        var z = tape.run(() -> x.times(y));
        y.version++;
        var sweep = new Sweep(tape).seed(z, 1.0);
        var message = assertThrows(IllegalStateException.class, () -> sweep.reverseTo(0)).getMessage();
        assertTrue(message.contains("times: its input Box"), message);
    }

    @Test
    void sweep_error_tellsWhereItsOperationWasRecorded() {
        var line = new StackTraceElement("A", "f", null, 7);
        var z = tape.run(() -> {
            var first = x.times(x);
            Origin.at(Origin.add(line));
            var second = first.times(y);
            Origin.at(0);
            return second.times(second);
        });
        y.version++;
        var sweep = new Sweep(tape).seed(z, 1.0);
        var error = assertThrows(IllegalStateException.class, () -> sweep.reverseTo(0));
        assertEquals("times was recorded here", error.getSuppressed()[0].getMessage());
        assertEquals(List.of(line), List.of(error.getSuppressed()[0].getStackTrace()));
    }

    @Test
    void sweep_errorOfAnUnknownPlace_tellsNone() {
        var z = tape.run(() -> x.times(y));
        y.version++;
        var sweep = new Sweep(tape).seed(z, 1.0);
        var error = assertThrows(IllegalStateException.class, () -> sweep.reverseTo(0));
        assertEquals(0, error.getSuppressed().length);
    }

    @Test
    void leaf_madeWhileRecording_keepsItsCotangent() {
        var leaf = new Box(2);
        var z = tape.run(() -> {
            var xy = x.times(y);
            tape.leaf(leaf);
            return xy.times(leaf).times(leaf);
        });
        var sweep = new Sweep(tape).seed(z, 1.0).reverseTo(leaf);
        assertEquals(60.0, sweep.cotangent(leaf));
        assertNull(sweep.cotangent(x));
        sweep.reverseTo(0);
        assertEquals(60.0, sweep.cotangent(leaf));
        assertEquals(20.0, sweep.cotangent(x));
    }

    @Test
    void seed_behindTheSweep_isRefused() {
        var xy = new Box[1];
        var z = tape.run(() -> {
            xy[0] = x.times(y);
            return xy[0].times(y);
        });
        var sweep = new Sweep(tape).seed(z, 1.0).reverseTo(0);
        sweep.seed(x, 1.0);
        assertThrows(IllegalStateException.class, () -> sweep.seed(xy[0], 1.0));
    }

    @Test
    void begin_recordsUpToEnd() {
        tape.begin();
        var z = x.times(y);
        assertTrue(Recorder.follows(z));
        assertFalse(Recorder.followsBesides(tape, z));
        assertTrue(Recorder.followsBesides(new Tape(List.of(x), (a, _) -> a), z));
        tape.end();
        assertTrue(Recorder.idle());
        assertEquals(1, tape.mark());
        z.times(y);
        assertEquals(1, tape.mark());
    }

    @Test
    void end_insideAnother_leavesThatOneRecording() {
        tape.run(() -> {
            var inner = new Tape(List.of(x), (a, _) -> a);
            inner.begin();
            x.times(x);
            inner.end();
            assertEquals(1, inner.mark());
            assertTrue(Recorder.follows(x.times(y)));
            return x;
        });
        assertEquals(2, tape.mark());
    }
}
