package gradshell.kernel.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A text made from another one, each of its characters knowing which of the original's it stands for. Offsets are counted
 * from 0 in UTF-16 units. Immutable.
 */
public final class MappedText {
    private final String original;
    private final String text;
    /** For each character of the text an offset in the original; null while nothing has been changed. */
    private final int[] origins;

    private MappedText(String original, String text, int[] origins) {
        this.original = original;
        this.text = text;
        this.origins = origins;
    }

    /** The text as it is. */
    public static MappedText of(String text) {
        return new MappedText(text, text, null);
    }

    /** The text after all changes. */
    public String text() {
        return text;
    }

    /** The text before any change. */
    public String original() {
        return original;
    }

    /** Whether anything has been changed. */
    public boolean isChanged() {
        return origins != null;
    }

    /** Where in the original a stretch that starts at {@code position} starts. */
    public int start(int position) {
        if (origins == null) return position;
        return position < origins.length ? origins[Math.max(0, position)] : original.length();
    }

    /** Where in the original a stretch ends that ends before {@code position}. */
    public int end(int position) {
        if (origins == null) return position;
        return position <= 0 ? 0 : Math.min(original.length(), origins[Math.min(position, origins.length) - 1] + 1);
    }

    /** Where {@code position} of the original is now. */
    public int now(int position) {
        if (origins == null) return position;
        for (int i = 0; i < origins.length; i++) if (origins[i] >= position) return i;
        return text.length();
    }

    /** The text with {@code inserted} before what starts at {@code position}. */
    public MappedText insert(int position, String inserted) {
        var edits = new Edits();
        edits.open(position, inserted);
        return edits.applyTo(this);
    }

    private int origin(int position) {
        return origins == null ? position : origins[position];
    }

    /** Changes of one text, collected and then made at once. */
    static final class Edits {
        /** What closes comes before what opens at the same place, and that before what is written anew. */
        private enum Kind {
            CLOSES, OPENS, REPLACES
        }

        private record Edit(Kind kind, int start, int end, String text) {
            int standsFor(int i) {
                return switch (kind) {
                    case CLOSES -> start - 1;
                    case OPENS -> start;
                    case REPLACES -> Math.min(start + i, end - 1);
                };
            }
        }

        private final List<Edit> edits = new ArrayList<>();

        /** Writes {@code text} before what starts at {@code at}, and before what has been written there already. */
        void open(int at, String text) {
            edits.addFirst(new Edit(Kind.OPENS, at, at, text));
        }

        /** Writes {@code text} behind what ends at {@code at}, and behind what has been written there already. */
        void close(int at, String text) {
            edits.add(new Edit(Kind.CLOSES, at, at, text));
        }

        void replace(int start, int end, String text) {
            edits.add(new Edit(Kind.REPLACES, start, end, text));
        }

        boolean isEmpty() {
            return edits.isEmpty();
        }

        MappedText applyTo(MappedText before) {
            edits.sort(Comparator.comparingInt(Edit::start).thenComparing(Edit::kind));
            var text = new StringBuilder();
            var origins = new ArrayList<Integer>();
            int from = 0;
            for (Edit edit : edits) {
                for (; from < edit.start(); from++) {
                    text.append(before.text.charAt(from));
                    origins.add(before.origin(from));
                }
                for (int i = 0; i < edit.text().length(); i++) origins.add(before.origin(edit.standsFor(i)));
                text.append(edit.text());
                from = edit.end();
            }
            for (; from < before.text.length(); from++) {
                text.append(before.text.charAt(from));
                origins.add(before.origin(from));
            }
            return new MappedText(before.original, text.toString(), origins.stream().mapToInt(i -> i).toArray());
        }
    }
}
