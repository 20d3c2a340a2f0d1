package dev.vitrine.engine.quota;

import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.common.metrics.stats.TokenBucket;

/** Measures one client's use of one thing against a limit that may change meanwhile, with Kafka's own statistics. May be used from any thread. */
abstract sealed class Meter {

    private final Windows windows;
    private long lastUsedMillis;

    private Meter(Windows windows) {
        this.windows = windows;
    }

    static Meter ofRate(Windows windows) {
        return new OfRate(windows);
    }

    static Meter ofTokens(Windows windows) {
        return new OfTokens(windows);
    }

    /** @return how long to wait until the limit is kept again, in milliseconds; 0 where it is kept */
    final synchronized long record(double amount, double limit, long nowMillis) {
        lastUsedMillis = nowMillis;
        MetricConfig config = windows.config(limit);
        note(config, amount, nowMillis);
        return owed(config, nowMillis);
    }

    /** How long to wait before anything more is done, in milliseconds; 0 where nothing stands in the way. */
    final synchronized long owed(double limit, long nowMillis) {
        return owed(windows.config(limit), nowMillis);
    }

    final synchronized long lastUsedMillis() {
        return lastUsedMillis;
    }

    abstract void note(MetricConfig config, double amount, long nowMillis);

    abstract long owed(MetricConfig config, long nowMillis);

    /** So much a second, in the mean over all windows. What is above the limit is waited off over a time as long as the windows. */
    private static final class OfRate extends Meter {

        private final Rate rate = new Rate();

        OfRate(Windows windows) {
            super(windows);
        }

        @Override
        void note(MetricConfig config, double amount, long nowMillis) {
            rate.record(config, amount, nowMillis);
        }

        @Override
        long owed(MetricConfig config, long nowMillis) {
            double limit = config.quota().bound();
            double above = rate.measure(config, nowMillis) - limit;
            return above <= 0 ? 0 : Math.round(above / limit * rate.windowSize(config, nowMillis));
        }
    }

    /** A bucket that fills by the limit each second (KIP-599): a burst is let through whole, and paid for after. */
    private static final class OfTokens extends Meter {

        private final TokenBucket bucket = new TokenBucket();

        OfTokens(Windows windows) {
            super(windows);
        }

        @Override
        void note(MetricConfig config, double amount, long nowMillis) {
            bucket.record(config, amount, nowMillis);
        }

        @Override
        long owed(MetricConfig config, long nowMillis) {
            double tokens = bucket.measure(config, nowMillis);
            return tokens >= 0 ? 0 : Math.round(-tokens / config.quota().bound() * 1000);
        }
    }
}
