package gradshell.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads tables. */
final class Csv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Csv() {}

    static Table read(Path file, CsvFormat format) {
        try (BufferedReader text = Files.newBufferedReader(file)) {
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) text.reset();
            return read(file, text, format);
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(file + " is no CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException encoding ? noText(file, encoding) : e;
        } catch (CharacterCodingException e) {
            throw noText(file, e);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no file " + file.toAbsolutePath(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file + ": " + e, e);
        }
    }

    private static IllegalArgumentException noText(Path file, CharacterCodingException e) {
        return new IllegalArgumentException(file + " isn't text in UTF-8: " + e.getMessage(), e);
    }

    private static Table read(Path file, BufferedReader text, CsvFormat format) throws IOException {
        List<String> names = null;
        List<List<String>> rows = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        try (CsvReader<CsvRecord> records = CsvReader.builder().fieldSeparator(format.separator())
                .allowExtraFields(true).allowMissingFields(true).ofCsvRecord(text)) {
            for (CsvRecord record : records) {
                if (names == null) {
                    names = names(file, record, format);
                    if (format.hasHeader()) continue;
                }
                if (record.getFieldCount() != names.size())
                    throw new IllegalArgumentException("%s, line %d: there are %d fields, but %d columns".formatted(
                            file, record.getStartingLineNumber(), record.getFieldCount(), names.size()));
                rows.add(record.getFields());
                lines.add(record.getStartingLineNumber());
            }
        }
        if (names == null) throw new IllegalArgumentException(file + " is empty: there is no table in it");
        return Table.of(file.toString(), names, rows, lines, format.missingWords());
    }

    private static List<String> names(Path file, CsvRecord first, CsvFormat format) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < first.getFieldCount(); i++) {
            String name = format.hasHeader() ? first.getField(i).strip() : Integer.toString(i);
            if (name.isEmpty() || !seen.add(name))
                throw new IllegalArgumentException("%s, line %d: %s".formatted(file, first.getStartingLineNumber(),
                        name.isEmpty()
                                ? "column " + i
                                        + " has no name; CsvFormat.of().withoutHeader() reads tables without names"
                                : "two columns are called \"" + name + "\""));
            names.add(name);
        }
        return names;
    }
}
