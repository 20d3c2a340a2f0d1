package dev.vitrine.engine.quota;

import dev.vitrine.engine.metadata.BrokerSettings;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Quota;

/**
 * Over how long something is measured: so many windows of so many seconds, the newest of them not yet over.
 *
 * @param number {@code quota.window.num} @param seconds {@code quota.window.size.seconds}
 */
public record Windows(int number, int seconds) {

    static Windows ofClients(BrokerSettings settings) {
        return new Windows(settings.intValue("quota.window.num"), settings.intValue("quota.window.size.seconds"));
    }

    static Windows ofController(BrokerSettings settings) {
        return new Windows(settings.intValue("controller.quota.window.num"), settings.intValue("controller.quota.window.size.seconds"));
    }

    /** As Kafka's statistics take it. */
    MetricConfig config(double limit) {
        return new MetricConfig().samples(number).timeWindow(seconds, TimeUnit.SECONDS).quota(Quota.upperBound(limit));
    }

    long oneMs() {
        return TimeUnit.SECONDS.toMillis(seconds);
    }
}
