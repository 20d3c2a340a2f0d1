package dev.vitrine.engine.oracle;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Both brokers, ready to be asked, and what the engine serves of what Kafka serves. */
final class Oracle implements AutoCloseable {

    /** What came of one script. @param requests how many were compared @param silent what Kafka did not answer @param millis how long it took */
    record Result(Script script, int requests, List<String> silent, long millis, List<Difference> differences) {

        /** What fails a test. */
        List<Difference> notAllowed() {
            return differences.stream().filter(d -> !d.isWording() && AllowedDifferences.of(d).isEmpty()).toList();
        }
    }

    private final Brokers brokers;
    private final Set<ApiKeys> served = EnumSet.noneOf(ApiKeys.class);

    private Oracle(Brokers brokers) {
        this.brokers = brokers;
    }

    static Oracle start(Path folder) {
        Brokers brokers = Brokers.start(folder);
        try {
            Oracle oracle = new Oracle(brokers);
            oracle.both(() -> Fixture.prepare(brokers.kafka()), () -> Fixture.prepare(brokers.engine()));
            oracle.advertised(brokers.engine()).forEach(v -> oracle.served.add(ApiKeys.forId(v.apiKey())));
            return oracle;
        } catch (RuntimeException | Error failed) {
            brokers.close();
            throw failed;
        }
    }

    Brokers brokers() {
        return brokers;
    }

    Iterable<ApiVersionsResponseData.ApiVersion> advertised(Brokers.Peer peer) {
        try (Talk talk = new Talk(peer, "versions")) {
            ApiVersionsResponseData answer =
                    talk.ask(new ApiVersionsRequestData().setClientSoftwareName("oracle").setClientSoftwareVersion("1"));
            return answer.apiKeys();
        }
    }

    /** Whether the engine advertises it, or is to answer it without. */
    boolean serves(ApiKeys api) {
        return served.contains(api) || KafkaVersions.isUnadvertised(api);
    }

    /** Puts a script to both at once. */
    Result put(Script script) {
        try (Talk kafka = new Talk(brokers.kafka(), script.scope()); Talk engine = new Talk(brokers.engine(), script.scope())) {
            long before = System.nanoTime();
            both(() -> script.body().run(kafka), () -> script.body().run(engine));
            List<String> silent = kafka.exchanges().stream().filter(e -> e.outcome() instanceof Outcome.Silent)
                    .map(e -> e.what() + " " + e.request()).toList();
            return new Result(script, kafka.exchanges().size(), silent, (System.nanoTime() - before) / 1_000_000,
                    Comparison.of(script, brokers, kafka.exchanges(), engine.exchanges()));
        }
    }

    private void both(Runnable one, Runnable other) {
        CompletableFuture<Void> first = CompletableFuture.runAsync(one, Thread::startVirtualThread);
        other.run();
        first.join();
    }

    @Override
    public void close() {
        brokers.close();
    }
}
