package dev.vitrine.engine.client;

import dev.vitrine.engine.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Which clients asked for which APIs while tests ran, for the scoreboard. With {@code -Dclients.seen} every broker that a test starts logs its requests,
 * and who they came from by what the client's software said of itself; at its end that is noted.
 */
public final class ClientsSeen {

    private static final boolean WANTED = System.getProperty("clients.seen") != null;
    private static final Path FILE = Path.of("target", "clients-seen.txt");
    private static final Pattern COMPLETED = Pattern.compile(".*Completed request: (?<api>\\w+) v\\d+ of client '.*' \\((looks like )?(?<software>[\\w@/-]+).*\\) from .*");
    private static final Set<String> NOBODY = Set.of("unknown", "test");

    private ClientsSeen() {}

    static void begin(String bootstrap) {
        if (!WANTED) {
            return;
        }
        AlterConfigsResource loggers = new AlterConfigsResource().setResourceType(ConfigResource.Type.BROKER_LOGGER.id()).setResourceName("1");
        loggers.configs().add(new AlterableConfig().setName("kafka.request.logger").setConfigOperation(OpType.SET.id()).setValue("DEBUG"));
        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData();
        request.resources().add(loggers);
        try (RawClient client = new RawClient(bootstrap.split(",")[0])) {
            client.ask(0, new ApiVersionsRequestData()); // with the first request there is a logger of requests
            client.ask(1, request);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    static void end(RunningProgram broker) {
        if (!WANTED) {
            return;
        }
        Set<String> seen = new TreeSet<>();
        for (String line : broker.err().soFar()) {
            Matcher request = COMPLETED.matcher(line);
            if (request.matches() && !NOBODY.contains(request.group("software"))) {
                seen.add(request.group("api") + " " + request.group("software"));
            }
        }
        try {
            Files.write(FILE, seen, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** What was noted, of all runs since the last clean build; empty where nothing was. */
    public static Map<ApiKeys, Set<String>> all() {
        Map<ApiKeys, Set<String>> all = new EnumMap<>(ApiKeys.class);
        try {
            for (String line : Files.exists(FILE) ? Files.readAllLines(FILE) : List.<String>of()) {
                String[] seen = line.split(" ");
                for (ApiKeys api : ApiKeys.values()) {
                    if (api.name.equals(seen[0])) {
                        all.computeIfAbsent(api, first -> new TreeSet<>()).add(seen[1]);
                    }
                }
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        return all;
    }
}
