package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A worker of Kafka Connect in a process of its own, spoken to by its REST interface. */
final class ConnectWorker implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);

    private final RunningProgram program;
    private final URI rest;
    private final HttpClient http = HttpClient.newHttpClient();

    private ConnectWorker(RunningProgram program, int port) {
        this.program = program;
        this.rest = URI.create("http://localhost:" + port);
    }

    /** A worker that serves. @param connectors where they are given at the start: standalone; none: distributed */
    static ConnectWorker start(ApacheKafka kafka, Path folder, Map<String, String> settings, List<Map<String, String>> connectors) {
        int port = FreePort.withItsNext();
        Map<String, String> all = new TreeMap<>(settings);
        all.put("listeners", "http://localhost:" + port);
        all.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        all.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        all.put("offset.flush.interval.ms", "200");
        all.put("plugin.discovery", "service_load");
        List<String> files = new ArrayList<>(List.of(properties(folder, "worker-" + port, all)));
        connectors.forEach(connector -> files.add(properties(folder, connector.get("name"), connector)));
        String main = connectors.isEmpty() ? "org.apache.kafka.connect.cli.ConnectDistributed" : "org.apache.kafka.connect.cli.ConnectStandalone";
        ConnectWorker worker = new ConnectWorker(kafka.start(kafka.shortLived(), main, files.toArray(String[]::new)), port);
        Awaiting.until(STARTS_WITHIN, () -> worker.answers("/connectors"), worker.program::printed);
        return worker;
    }

    private static String properties(Path folder, String name, Map<String, String> settings) {
        try {
            String lines = settings.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue()).collect(Collectors.joining("\n"));
            return Files.writeString(Files.createDirectories(folder).resolve(name + ".properties"), lines).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a connector, or changes it. */
    void put(Map<String, String> connector) {
        String json = connector.entrySet().stream().map(setting -> quoted(setting.getKey()) + ":" + quoted(setting.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        String path = "/connectors/" + connector.get("name") + "/config";
        // While workers rebalance they answer 409: ask again, as people do.
        Awaiting.until(STARTS_WITHIN, () -> {
            int status = status(HttpRequest.newBuilder(rest.resolve(path)).header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(json)).build());
            assertThat(status).isIn(200, 201, 409, 500);
            return status < 300;
        }, () -> path);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private boolean answers(String path) {
        if (!program.isAlive()) {
            throw new AssertionError(program.printed());
        }
        return status(HttpRequest.newBuilder(rest.resolve(path)).build()) == 200;
    }

    /** −1 where nobody answers. */
    private int status(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException notYet) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void stop() {
        program.terminate();
        program.end(STARTS_WITHIN);
    }

    /** SIGKILL. */
    void kill() {
        program.kill();
    }

    String printed() {
        return program.printed();
    }

    @Override
    public void close() {
        http.close();
        program.close();
    }
}
