package dev.vitrine.engine.api;

import dev.vitrine.engine.observe.ClientSoftware;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Concludes what library a client is written with from the way it opens the talk, where it doesn't say itself (before KIP-511). What is
 * concluded is marked so: a screen says "looks like".
 */
final class ClientInference {

    private static final short KAFKAJS_FIRST_TRY = 2;
    private static final short NAMES_ITSELF = 3;

    private ClientInference() {}

    static void look(RequestContext context, ApiKeys api) {
        if (context.connection().isIdentified() || (api == ApiKeys.API_VERSIONS && context.version() >= NAMES_ITSELF)) {
            return;
        }
        // What was said or concluded earlier on this connection stays true when only the client id changes.
        Optional<ClientSoftware> known = context.connection().software();
        context.connection().identify(known.or(() -> conclude(context, api)));
    }

    private static Optional<ClientSoftware> conclude(RequestContext context, ApiKeys api) {
        String id = context.clientId().toLowerCase(Locale.ROOT);
        if (id.startsWith("kafka-python")) {
            return looksLike("kafka-python");
        }
        if (id.startsWith("sarama")) {
            return looksLike("sarama");
        }
        if (api == ApiKeys.API_VERSIONS) {
            // kafkajs walks down from version 2; librdkafka and kafka-python begin at 0 where they don't speak version 3.
            return context.version() == KAFKAJS_FIRST_TRY ? looksLike("kafkajs") : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<ClientSoftware> looksLike(String name) {
        return Optional.of(new ClientSoftware(name, "", true));
    }
}
