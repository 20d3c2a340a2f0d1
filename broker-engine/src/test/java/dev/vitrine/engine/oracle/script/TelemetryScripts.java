package dev.vitrine.engine.oracle.script;

import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.GetTelemetrySubscriptionsRequestData;
import org.apache.kafka.common.message.GetTelemetrySubscriptionsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.ListConfigResourcesRequestData;
import org.apache.kafka.common.message.PushTelemetryRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/** What clients are asked to tell of themselves (KIP-714). */
public final class TelemetryScripts {

    private static final byte SET = 0;
    private static final byte DELETE = 1;
    private static final byte METRICS = ConfigResource.Type.CLIENT_METRICS.id();

    private TelemetryScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.GET_TELEMETRY_SUBSCRIPTIONS, "nobody wants to hear", TelemetryScripts::unwanted);
        book.each(ApiKeys.GET_TELEMETRY_SUBSCRIPTIONS, "subscriptions", TelemetryScripts::subscriptions);
        book.each(ApiKeys.GET_TELEMETRY_SUBSCRIPTIONS, "of some clients", TelemetryScripts::ofSome);
        book.each(ApiKeys.PUSH_TELEMETRY, "pushes", TelemetryScripts::pushes);
        book.each(ApiKeys.PUSH_TELEMETRY, "the wrong subscription", TelemetryScripts::wrongSubscription);
    }

    /** The same at both brokers, and no other script's. */
    private static Uuid client(Talk talk, int number) {
        return new Uuid(talk.name("client").hashCode(), number);
    }

    private static GetTelemetrySubscriptionsRequestData get(Uuid client) {
        return new GetTelemetrySubscriptionsRequestData().setClientInstanceId(client);
    }

    private static void unwanted(Talk talk, int version) {
        Uuid client = client(talk, 1);
        talk.ask(version, get(client));
        talk.ask("again, too early", version, get(client));
        talk.line("other").ask("on another connection", version, get(client));
        talk.ask("no id yet", version, get(Uuid.ZERO_UUID));
        talk.ask("a reserved id", version, get(Uuid.ONE_UUID));
    }

    private static AlterableConfig config(String key, String value) {
        return new AlterableConfig().setName(key).setConfigOperation(value == null ? DELETE : SET).setValue(value);
    }

    private static void subscribe(Talk talk, String what, String name, AlterableConfig... configs) {
        AlterConfigsResource resource = new AlterConfigsResource().setResourceType(METRICS).setResourceName(name);
        List.of(configs).forEach(resource.configs()::add);
        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData();
        request.resources().add(resource);
        talk.ask(what, 1, request);
    }

    /** A client of its own for each question: one alone would be told that it asks too often. */
    private static void untilWanted(Talk talk, int version, AtomicLong clients, int interval) {
        talk.until(version, () -> get(new Uuid(talk.name("new").hashCode(), clients.incrementAndGet())),
                (GetTelemetrySubscriptionsResponseData answer) -> answer.pushIntervalMs() == interval);
    }

    private static void describe(Talk talk, String name) {
        DescribeConfigsRequestData request = new DescribeConfigsRequestData().setIncludeSynonyms(true);
        request.resources().add(new DescribeConfigsResource().setResourceType(METRICS).setResourceName(name));
        talk.ask("described", 4, request);
    }

    private static void subscriptions(Talk talk, int version) {
        AtomicLong clients = new AtomicLong(100);
        String some = talk.name("some");
        String all = talk.name("all");
        Uuid client = client(talk, 1);
        talk.ask(version, get(client));
        subscribe(talk, "some", some, config("metrics", "org.apache.kafka.producer.,org.apache.kafka.consumer.coordinator."),
                config("interval.ms", "1500"));
        untilWanted(talk, version, clients, 1500);
        talk.ask("at once, since it is another subscription", version, get(client));
        subscribe(talk, "all", all, config("metrics", "*"), config("interval.ms", "60000"));
        subscribe(talk, "more often", some, config("interval.ms", "1000"));
        untilWanted(talk, version, clients, 1000);
        describe(talk, some);
        describe(talk, all);
        talk.ask("listed", 0, new ListConfigResourcesRequestData());
        talk.ask("listed", 1, new ListConfigResourcesRequestData().setResourceTypes(List.of(METRICS)));
        subscribe(talk, "no metrics", some, config("metrics", ""));
        subscribe(talk, "too often", some, config("interval.ms", "99"));
        subscribe(talk, "no such setting", some, config("nonsense", "1"));
        subscribe(talk, "given up", some, config("metrics", null), config("interval.ms", null));
        untilWanted(talk, version, clients, 60_000);
        subscribe(talk, "given up", all, config("metrics", null), config("interval.ms", null));
        untilWanted(talk, version, clients, 300_000);
        talk.ask("listed", 0, new ListConfigResourcesRequestData());
    }

    private static void ofSome(Talk talk, int version) {
        AtomicLong clients = new AtomicLong(100);
        String name = talk.name("matching");
        subscribe(talk, "mine", name, config("metrics", "a."), config("interval.ms", "7000"), config("match", "client_id=ora.*"));
        untilWanted(talk, version, clients, 7000);
        subscribe(talk, "not mine", name, config("match", "client_id=ora.*,client_software_name=another"));
        untilWanted(talk, version, clients, 300_000);
        subscribe(talk, "mine by address", name, config("match", "client_source_address=127.*,client_software_version=unknown"));
        untilWanted(talk, version, clients, 7000);
        subscribe(talk, "no pattern", name, config("match", "client_id=(["));
        subscribe(talk, "no such attribute", name, config("match", "nonsense=1"));
        subscribe(talk, "given up", name, config("metrics", null), config("interval.ms", null), config("match", null));
        untilWanted(talk, version, clients, 300_000);
    }

    private static PushTelemetryRequestData push(Uuid client, int subscription, int bytes) {
        return new PushTelemetryRequestData().setClientInstanceId(client).setSubscriptionId(subscription)
                .setMetrics(ByteBuffer.wrap(new byte[bytes]));
    }

    private static int subscription(Talk talk, Uuid client) {
        GetTelemetrySubscriptionsResponseData answer = talk.ask("set-up", 0, get(client));
        return answer.subscriptionId();
    }

    private static void pushes(Talk talk, int version) {
        Uuid client = client(talk, 1);
        int subscription = subscription(talk, client);
        talk.ask("metrics", version, push(client, subscription, 10));
        talk.ask("too early", version, push(client, subscription, 10));
        talk.ask("the last", version, push(client, subscription, 10).setTerminating(true));
        talk.ask("after the last", version, push(client, subscription, 10));
        for (int codec : new int[] {0, 1, 2, 3, 4, 5, -1, 127}) {
            Uuid other = client(talk, 10 + codec);
            talk.ask("codec " + codec, version, push(other, subscription(talk, other), 10).setCompressionType((byte) codec));
        }
        for (int bytes : new int[] {0, 1 << 20, (1 << 20) + 1}) {
            Uuid other = client(talk, 1_000 + bytes);
            talk.ask(bytes + " bytes", version, push(other, subscription(talk, other), bytes));
        }
    }

    private static void wrongSubscription(Talk talk, int version) {
        Uuid client = client(talk, 1);
        int subscription = subscription(talk, client);
        talk.ask("another subscription", version, push(client, subscription + 1, 10));
        talk.ask("asks again at once", 0, get(client));
        talk.ask("and again", 0, get(client));
        talk.ask("without asking", version, push(client(talk, 2), 0, 10));
        talk.ask("no id", version, push(Uuid.ZERO_UUID, 0, 10));
        talk.ask("a reserved id", version, push(Uuid.ONE_UUID, 0, 10));
        Uuid bad = client(talk, 3);
        talk.ask("codec", version, push(bad, subscription(talk, bad), 10).setCompressionType((byte) 9));
        talk.ask("asks again at once", 0, get(bad));
    }
}
