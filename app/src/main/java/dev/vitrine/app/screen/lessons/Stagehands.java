package dev.vitrine.app.screen.lessons;

import dev.vitrine.app.model.lessons.Stagehand;
import dev.vitrine.app.model.lessons.Stagehand.Patience;
import dev.vitrine.app.screen.ScreenContext;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Who does a lesson's deeds at the cluster that is looked at. */
public final class Stagehands {

    /** Longer than the session of an actor that crashed. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private Stagehands() {}

    public static Stagehand of(ScreenContext context) {
        return new Stagehand(context.source()::admin, settings -> {
            Map<String, Object> all = context.source().clientProperties("lesson");
            all.putAll(settings);
            return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        }, context.actors(), Patience.of(LONGEST_WAIT));
    }
}
