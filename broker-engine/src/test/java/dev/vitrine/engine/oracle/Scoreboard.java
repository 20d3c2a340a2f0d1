package dev.vitrine.engine.oracle;

import dev.vitrine.engine.client.ClientsSeen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;

/** The document that says, API by API, what is served and how it is shown to work. Written by a run of the oracle, or of {@code ScoreboardTest}. */
final class Scoreboard {

    static final Path FILE = Path.of("SCOREBOARD.md");

    private static final Path TESTS = Path.of("src", "test", "java", "dev", "vitrine", "engine");
    private static final String NOT_SERVED = "–";
    private static final String NOT_THERE = "## What is not there";
    private static final String UNADVERTISED = "(0)";
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| (\\w+) \\| (\\S+) \\| (\\S+) \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\|");

    /** One line of it. @param compared how many requests the oracle compared, by version, as a text @param clients public clients that use it */
    record Row(ApiKeys api, String kafka, String here, String compared, String clients, String tests) {

        @Override
        public String toString() {
            return "| %d | %s | %s | %s | %s | %s | %s |".formatted(api.id, api.name, kafka, here, compared, clients, tests);
        }
    }

    private Scoreboard() {}

    /** @param served ranges that the engine advertises @param counts of a whole run of the oracle; empty to keep those of the document */
    static List<Row> rows(Map<ApiKeys, String> served, Map<ApiKeys, Map<Short, Integer>> counts) {
        Map<ApiKeys, Row> before = Files.exists(FILE) ? read() : Map.of();
        Map<ApiKeys, String> tests = tests();
        Map<ApiKeys, Set<String>> clients = ClientsSeen.all();
        List<Row> rows = new ArrayList<>();
        KafkaVersions.all().forEach((api, range) -> {
            String compared = !counts.isEmpty() ? text(counts.getOrDefault(api, Map.of()))
                    : before.containsKey(api) ? before.get(api).compared() : "";
            String here = KafkaVersions.isUnadvertised(api) ? UNADVERTISED : served.getOrDefault(api, NOT_SERVED);
            rows.add(new Row(api, KafkaVersions.isUnadvertised(api) ? UNADVERTISED : range.toString(), here, compared,
                    !clients.isEmpty() ? String.join(", ", clients.getOrDefault(api, Set.of()))
                            : before.containsKey(api) ? before.get(api).clients() : "", tests.getOrDefault(api, "")));
        });
        return rows;
    }

    /** What the committed document says. */
    static Map<ApiKeys, Row> read() {
        Map<ApiKeys, Row> rows = new EnumMap<>(ApiKeys.class);
        for (String line : lines(FILE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                ApiKeys api = ApiKeys.forId(Integer.parseInt(row.group(1)));
                rows.put(api, new Row(api, row.group(3), row.group(4), row.group(5), row.group(6), row.group(7)));
            }
        }
        return rows;
    }

    static void write(List<Row> rows) {
        try {
            Files.writeString(FILE, document(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands below the table: what is not there, and what differs. */
    static String differences(String document) {
        return document.substring(document.indexOf(NOT_THERE));
    }

    static String document(List<Row> rows) {
        List<Row> missing = rows.stream().filter(row -> row.here().equals(NOT_SERVED)).toList();
        StringBuilder text = new StringBuilder("""
                # What is served, and how that is shown

                Made by `./mvnw -Pdeep -pl broker-engine -am test -Dtest=WholeOracleTest -Dsurefire.failIfNoSpecifiedTests=false -Dscoreboard=write`;
                without a run of the oracle, keeping its figures, by the same with `-Dtest=ScoreboardTest`. Not to be edited by hand.

                *Compared*: requests put to Apache Kafka 4.3.1 and to the engine by the oracle's scripts about this API (`ORACLE.md`), by version.
                *(0)*: answered in version 0, and not advertised: so does a Kafka without a metrics reporter that takes clients' telemetry.
                *Clients*: public clients that asked for the API while the tests of package `client` ran, as their software called itself (librdkafka is kcat's).
                They are noted by `-Dtest='dev.vitrine.engine.client.*Test' -Dclients.seen`; what was noted last stays. *Tests*: our own that ask it.

                | key | API | Kafka 4.3.1 | here | compared | clients | tests |
                |---|---|---|---|---|---|---|
                """);
        rows.forEach(row -> text.append(row).append('\n'));
        text.append("\n%d of %d APIs are served.\n\n%s\n".formatted(rows.size() - missing.size(), rows.size(), NOT_THERE));
        text.append("\nNot served, and so not advertised: ")
                .append(missing.stream().map(row -> row.api().name).collect(Collectors.joining(", "))).append(".\n");
        reasons(text, "Known differences that will go away:", AllowedDifferences.Kind.NOT_THERE_YET);
        reasons(text, "Known differences that stay:", AllowedDifferences.Kind.BY_DESIGN);
        return text.toString();
    }

    private static void reasons(StringBuilder text, String title, AllowedDifferences.Kind kind) {
        text.append('\n').append(title).append("\n\n");
        AllowedDifferences.all().stream().filter(allowed -> allowed.kind() == kind).forEach(allowed -> text.append("- ")
                .append(allowed.apis().stream().map(api -> api.name).sorted().collect(Collectors.joining(", ")))
                .append(": ").append(allowed.reason()).append(".\n"));
    }

    /** The versions that a row tells to be compared. */
    static List<Integer> comparedVersions(Row row) {
        return Pattern.compile("v(\\d+)(?:-(\\d+))?: [1-9]").matcher(row.compared()).results().flatMap(range -> {
            int oldest = Integer.parseInt(range.group(1));
            return IntStream.rangeClosed(oldest, range.group(2) == null ? oldest : Integer.parseInt(range.group(2))).boxed();
        }).toList();
    }

    /** {@code v0-3: 70, v4: 68}: neighbours with the same count together. */
    private static String text(Map<Short, Integer> byVersion) {
        StringBuilder text = new StringBuilder();
        List<Short> versions = new ArrayList<>(new TreeMap<>(byVersion).keySet());
        for (int from = 0, to; from < versions.size(); from = to) {
            to = from + 1;
            while (to < versions.size() && versions.get(to) == versions.get(to - 1) + 1
                    && byVersion.get(versions.get(to)).equals(byVersion.get(versions.get(from)))) {
                to++;
            }
            String range = to - from == 1 ? "v" + versions.get(from) : "v" + versions.get(from) + "-" + versions.get(to - 1);
            text.append(text.isEmpty() ? "" : ", ").append(range).append(": ").append(byVersion.get(versions.get(from)));
        }
        return text.toString();
    }

    /** Which test classes mention an API's request. */
    private static Map<ApiKeys, String> tests() {
        Map<ApiKeys, String> tests = new EnumMap<>(ApiKeys.class);
        try (Stream<Path> files = Files.walk(TESTS)) {
            List<Path> candidates = files.filter(file -> file.toString().endsWith("Test.java") && !file.toString().contains("oracle")).sorted().toList();
            for (Path file : candidates) {
                String source = String.join("\n", lines(file));
                KafkaVersions.all().keySet().stream()
                        .filter(api -> Pattern.compile("\\b" + api.name + "Request(Data)?\\b").matcher(source).find())
                        .forEach(api -> tests.merge(api, file.getFileName().toString().replace(".java", ""), (a, b) -> a + ", " + b));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tests;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
