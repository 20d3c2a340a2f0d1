package dev.vitrine.app.model.words;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what an Admin asked for. Blocks: not for the toolkit's thread. */
public final class Answers {

    private static final long PATIENCE_SECONDS = 30;

    private Answers() {}

    /** @throws Exception the broker's refusal itself, without its wrapper; Kafka's TimeoutException after half a minute */
    public static <T> T await(KafkaFuture<T> answer) throws Exception {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException _) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer within " + PATIENCE_SECONDS + " s");
        }
    }
}
