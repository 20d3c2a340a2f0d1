package dev.vitrine.engine.net;

import dev.vitrine.engine.observe.ClientSoftware;
import dev.vitrine.engine.wire.Request;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line for each request that was answered, for whoever asks for it: under the name that Kafka gives this logger, so that the habit works here
 * ({@code kafka-configs --entity-type broker-loggers … --add-config kafka.request.logger=DEBUG}).
 */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger("kafka.request.logger");

    private RequestLog() {}

    static void completed(Connection connection, Request request, Reply reply, long beganNanos) {
        if (LOG.isDebugEnabled()) {
            String software = connection.software().map(RequestLog::told).orElse("unknown software");
            LOG.debug("Completed request: {} v{} of client '{}' ({}) from {} by {}: {} after {} µs", request.api().name, request.version(),
                    request.clientId(), software, connection.address(), connection.listener(), told(reply),
                    TimeUnit.NANOSECONDS.toMicros(connection.nanos() - beganNanos));
        }
    }

    private static String told(ClientSoftware software) {
        return software.inferred() ? "looks like " + software.name() : software.name() + " " + software.version();
    }

    private static String told(Reply reply) {
        return switch (reply) {
            case Reply.Body body -> "answered";
            case Reply.None none -> "done without an answer";
            case Reply.Close close -> "closed, since " + close.why();
        };
    }
}
