package dev.vitrine.app.actors;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Stops a whole Kafka client in its tracks, heartbeats included, as a stopped process would be: connections stay, nothing moves. A client has
 * threads of its own that offer no hold from outside, but each of them measures how long it waited for the network, and looks at that metric's
 * configuration while doing so. A reporter may set the configuration; ours waits at a {@link Gate}.
 */
public final class Freezer implements MetricsReporter {

    /** The setting under which a client is given its gate. */
    static final String GATE = "vitrine.gate";
    private static final String MEASURED_AT_EVERY_POLL = "io-wait-time-ns-avg";

    private Gate gate = new Gate();

    @Override
    public void configure(Map<String, ?> settings) {
        gate = (Gate) settings.get(GATE);
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        if (metric.metricName().name().equals(MEASURED_AT_EVERY_POLL)) {
            metric.config(new Gated(metric.config(), gate));
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        // nothing was kept
    }

    @Override
    public void close() {
        // nothing is held
    }

    private static final class Gated extends MetricConfig {

        private final Gate gate;

        Gated(MetricConfig like, Gate gate) {
            this.gate = gate;
            eventWindow(like.eventWindow()).timeWindow(like.timeWindowMs(), TimeUnit.MILLISECONDS).samples(like.samples()).tags(like.tags());
        }

        @Override
        public long timeWindowMs() {
            if (gate != null) {
                gate.pass();
            }
            return super.timeWindowMs();
        }
    }
}
