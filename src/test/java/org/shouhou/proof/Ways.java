package org.shouhou.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.shouhou.proof.Atlas.Way;

/**
 * Ways that led everywhere when they were last looked for: finding them takes minutes, going them seconds. One that leads
 * nowhere any more does no harm, what it led to is looked for again; {@code -Dshouhou.proof.ways=forget} looks for all of
 * them anew, {@code =keep} writes down those found.
 */
final class Ways {

    private static final Path FILE = Path.of("src/test/resources/proof/ways.txt");
    private static final Path BESIDE = Path.of("src/test/resources/proof/ways-beside.txt");
    private static final String WANTED = System.getProperty("shouhou.proof.ways", "");

    private Ways() {
    }

    /** Those of this kind of case: {@code start: move; move}. */
    static List<Way> of(String type) {
        if (WANTED.equals("forget")) {
            return List.of();
        }
        return lines(FILE).stream().filter(line -> line.startsWith(type + " ")).map(Ways::way).toList();
    }

    /** Those to what goes on beside a case, which no kind of case calls; written by hand. */
    static List<Way> beside() {
        return lines(BESIDE).stream().map(Ways::way).toList();
    }

    private static Way way(String line) {
        String[] parts = line.split(": ?", 2);
        return new Way(Start.of(parts[0]), Arrays.stream(parts[1].split("; ")).filter(move -> !move.isEmpty()).map(Move::of).toList());
    }

    /** Writes down the shortest way to each place of this kind of case, without those that others pass. */
    static void keep(String type, Atlas atlas, Iterable<String> places) {
        if (WANTED.isEmpty()) {
            return;
        }
        List<Way> shortest = new ArrayList<>();
        places.forEach(place -> atlas.to(place).stream().limit(1).forEach(shortest::add));
        TreeSet<String> lines = new TreeSet<>(lines(FILE));
        lines.removeIf(line -> line.startsWith(type + " "));
        for (Way way : shortest) {
            if (shortest.stream().noneMatch(other -> other.moves().size() > way.moves().size() && other.start().equals(way.start())
                    && other.moves().subList(0, way.moves().size()).equals(way.moves()))) {
                lines.add(way.start().line() + ": " + way.moves().stream().map(Move::toString).collect(Collectors.joining("; ")));
            }
        }
        try {
            Files.createDirectories(FILE.getParent());
            Files.write(FILE, lines.stream().sorted(Comparator.naturalOrder()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
