package dev.vitrine.engine.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.protocol.ApiKeys;

/** What a run of the oracle found, as a text. */
final class Report {

    private final List<Oracle.Result> results = new ArrayList<>();
    private final Set<String> notServed = new TreeSet<>();

    synchronized void add(Oracle.Result result) {
        results.add(result);
    }

    synchronized void notServed(ApiKeys api) {
        notServed.add(api.name);
    }

    int requests() {
        return results.stream().mapToInt(Oracle.Result::requests).sum();
    }

    /** How many requests about each API and version were compared. */
    Map<ApiKeys, Map<Short, Integer>> counts() {
        Map<ApiKeys, Map<Short, Integer>> counts = new TreeMap<>();
        for (Oracle.Result result : results) {
            counts.computeIfAbsent(result.script().api(), api -> new TreeMap<>())
                    .merge(result.script().version(), result.requests(), Integer::sum);
        }
        return counts;
    }

    private String text() {
        List<Difference> all = results.stream().flatMap(r -> r.differences().stream()).toList();
        List<Difference> notAllowed = results.stream().flatMap(r -> r.notAllowed().stream()).toList();
        List<Difference> wordings = all.stream().filter(Difference::isWording).toList();
        Map<String, Integer> reasons = new LinkedHashMap<>();
        AllowedDifferences.all().forEach(allowed -> reasons.put(allowed.reason(), 0));
        all.stream().filter(d -> !d.isWording()).forEach(d ->
                AllowedDifferences.of(d).ifPresent(allowed -> reasons.merge(allowed.reason(), 1, Integer::sum)));
        StringBuilder text = new StringBuilder();
        text.append("%d scripts, %d requests compared, of %d APIs in %d versions%n".formatted(results.size(), requests(), counts().size(),
                counts().values().stream().mapToInt(Map::size).sum()));
        text.append("not served by the engine: ").append(notServed).append("\n\n");
        text.append("allowed differences, and how often seen\n");
        reasons.forEach((reason, times) -> text.append("  %6d  %s%n".formatted(times, reason)));
        text.append("\n%d differences not allowed%n%n".formatted(notAllowed.size()));
        notAllowed.forEach(d -> text.append(d).append("\n\n"));
        text.append("slowest scripts\n");
        results.stream().sorted(Comparator.comparingLong(Oracle.Result::millis).reversed()).limit(12)
                .forEach(r -> text.append("  %6d ms  %s%n".formatted(r.millis(), r.script().title())));
        text.append("\nnot answered by Kafka in time\n");
        results.forEach(r -> r.silent().forEach(request -> text.append("  ").append(r.script().title()).append(": ").append(request).append('\n')));
        text.append("\n%d differences in wording%n%n".formatted(wordings.size()));
        wordings.stream().map(d -> d.api().name + " " + d.path() + "\n    kafka:  " + d.kafka() + "\n    engine: " + d.engine())
                .map(t -> t.replaceAll("-v\\d+-", "-vN-")).distinct().forEach(t -> text.append(t).append('\n'));
        return text.toString();
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
