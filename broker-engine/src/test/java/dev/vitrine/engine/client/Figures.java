package dev.vitrine.engine.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured of each peer, round after round. */
final class Figures {

    private final Map<String, Map<Peer, List<Double>>> all = new LinkedHashMap<>();

    void note(String figure, Peer peer, double value) {
        all.computeIfAbsent(figure, name -> new EnumMap<>(Peer.class)).computeIfAbsent(peer, name -> new ArrayList<>()).add(value);
        System.out.printf(Locale.ROOT, "  %s: %.2f%n", figure, value);
    }

    /** Medians and their ratio, as a table. */
    void print(String title) {
        System.out.printf("%n%s:%n%n", title);
        System.out.println("| | Vitrine | Apache Kafka 4.3.1 | ratio |\n|---|---:|---:|---:|");
        all.forEach((figure, byPeer) -> {
            double ours = median(byPeer.get(Peer.VITRINE));
            double theirs = median(byPeer.get(Peer.APACHE_KAFKA));
            System.out.printf(Locale.ROOT, "| %s | %.2f | %.2f | %.2f |%n", figure, ours, theirs, ours / theirs);
        });
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
