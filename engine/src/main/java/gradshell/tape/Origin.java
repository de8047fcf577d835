package gradshell.tape;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the user's code has got to. An error of the way back is found when the line that made it necessary has long been
 * left; a shell that weaves the code it runs notes each call here, every operation keeps the place it was recorded at,
 * and the error carries it as a suppressed {@link RecordedAt}. Where nobody notes anything, nothing is told.
 *
 * <p>
 * One place for all threads: what a tape records, its own thread has called, and to ask which thread it is would cost more
 * than the operation. Internal; public for the shells.
 */
public final class Origin {
    private static final List<StackTraceElement> PLACES = new ArrayList<>();

    private static int place;

    private Origin() {}

    /** Makes a line of the user's code known; the number that stands for it. */
    public static synchronized int add(StackTraceElement line) {
        PLACES.add(line);
        return PLACES.size();
    }

    /** To be called before a call is made from the line that {@code number} stands for; 0 stands for none. */
    public static void at(int number) {
        place = number;
    }

    /** The line that was noted last, for {@link #at} when a method returns to its caller. */
    public static int here() {
        return place;
    }

    static synchronized StackTraceElement line(int number) {
        return PLACES.get(number - 1);
    }
}
