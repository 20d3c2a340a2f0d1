package dev.vitrine.app.screen.lessons;

import dev.vitrine.app.model.lessons.BrokerHand;
import dev.vitrine.app.model.lessons.Stagehand;
import dev.vitrine.app.model.lessons.Stagehand.Patience;
import dev.vitrine.app.screen.ScreenContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Who does a lesson's deeds at the cluster that is looked at. */
public final class Stagehands {

    /** Longer than the session of an actor that crashed. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final Duration BROKER_STARTS_WITHIN = Duration.ofSeconds(40);

    private Stagehands() {}

    public static Stagehand of(ScreenContext context) {
        return new Stagehand(context.source()::admin, settings -> {
            Map<String, Object> all = context.source().clientProperties("lesson");
            all.putAll(settings);
            return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        }, context.actors(), new BrokerHand(context.source()::brokers, () -> context.source().snapshot().toCompletableFuture().get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS),
                Patience.of(BROKER_STARTS_WITHIN)), Patience.of(LONGEST_WAIT));
    }
}
