package gradshell.array;

import java.lang.foreign.MemorySegment;

/** Moves elements between arrays, converting them where the types differ. */
final class Copying {
    private Copying() {}

    /** Writes {@code from}, broadcast, into {@code to}; their memory must not overlap. */
    static void copy(Array from, Array to) {
        Loop.over(to.shape, body(from, to), to, from);
    }

    private static Loop.Body body(Array from, Array to) {
        MemorySegment in = from.memory();
        MemorySegment out = to.memory();
        ElementType type = from.type();
        ElementType target = to.type();
        if (type == target) return same(in, out, type);
        if (type.isFloating()) {
            return (n, at, step) -> {
                for (long i = 0, p = at[0], q = at[1]; i < n; i++, p += step[0], q += step[1]) {
                    Storage.setDouble(out, target, p, Storage.getDouble(in, type, q));
                }
            };
        }
        return (n, at, step) -> {
            for (long i = 0, p = at[0], q = at[1]; i < n; i++, p += step[0], q += step[1]) {
                Storage.setLong(out, target, p, Storage.getLong(in, type, q));
            }
        };
    }

    private static Loop.Body same(MemorySegment in, MemorySegment out, ElementType type) {
        int bytes = type.bytes();
        return (n, at, step) -> {
            if (step[0] == 1 && step[1] == 1) {
                MemorySegment.copy(in, at[1] * bytes, out, at[0] * bytes, n * bytes);
                return;
            }
            long p = at[0];
            long q = at[1];
            long dp = step[0];
            long dq = step[1];
            switch (bytes) {
                case 1 -> {
                    for (long i = 0; i < n; i++)
                        out.set(Storage.BOOL, p + i * dp, in.get(Storage.BOOL, q + i * dq));
                }
                case 4 -> {
                    for (long i = 0; i < n; i++)
                        out.setAtIndex(Storage.INT, p + i * dp, in.getAtIndex(Storage.INT, q + i * dq));
                }
                default -> {
                    for (long i = 0; i < n; i++)
                        out.setAtIndex(Storage.LONG, p + i * dp, in.getAtIndex(Storage.LONG, q + i * dq));
                }
            }
        };
    }

    /** Writes {@code from} where {@code condition} holds, both broadcast, into {@code to} of the same type. */
    static void copyWhere(Array condition, Array from, Array to) {
        MemorySegment test = condition.memory();
        MemorySegment in = from.memory();
        MemorySegment out = to.memory();
        int bytes = to.type().bytes();
        Loop.over(to.shape, (n, at, step) -> {
            for (long i = 0; i < n; i++) {
                if (test.get(Storage.BOOL, at[2] + i * step[2]) == 0) continue;
                long p = at[0] + i * step[0];
                long q = at[1] + i * step[1];
                switch (bytes) {
                    case 1 -> out.set(Storage.BOOL, p, in.get(Storage.BOOL, q));
                    case 4 -> out.setAtIndex(Storage.INT, p, in.getAtIndex(Storage.INT, q));
                    default -> out.setAtIndex(Storage.LONG, p, in.getAtIndex(Storage.LONG, q));
                }
            }
        }, to, from, condition);
    }
}
