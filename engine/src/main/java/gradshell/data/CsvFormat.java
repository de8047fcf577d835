package gradshell.data;

import java.util.Set;

/**
 * How a table is written in CSV.
 *
 * @param separator what stands between fields
 * @param hasHeader whether the first line holds the names of the columns
 * @param missingWords what stands where a value is missing
 */
public record CsvFormat(char separator, boolean hasHeader, Set<String> missingWords) {
    /** Keeps a copy of the set. */
    public CsvFormat {
        missingWords = Set.copyOf(missingWords);
    }

    /** With a header and commas; nothing, NA, N/A, NaN and null are missing values. */
    public static CsvFormat of() {
        return new CsvFormat(',', true, Set.of("", "NA", "N/A", "NaN", "null"));
    }

    /** With another separator: {@code ';'}, {@code '\t'}. */
    public CsvFormat separator(char other) {
        return new CsvFormat(other, hasHeader, missingWords);
    }

    /** Whose columns are called 0, 1, .. */
    public CsvFormat withoutHeader() {
        return new CsvFormat(separator, false, missingWords);
    }

    /** With these words, and no others, for missing values. */
    public CsvFormat missing(String... words) {
        return new CsvFormat(separator, hasHeader, Set.of(words));
    }
}
