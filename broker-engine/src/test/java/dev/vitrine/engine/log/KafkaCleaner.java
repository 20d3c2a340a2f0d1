package dev.vitrine.engine.log;

import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestException;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.storage.internals.log.Cleaner;
import org.apache.kafka.storage.internals.log.LogToClean;
import org.apache.kafka.storage.internals.log.SkimpyOffsetMap;
import org.apache.kafka.storage.internals.utils.Throttler;

/** Apache Kafka's own cleaner over a folder. */
final class KafkaCleaner {

    private final Path folder;
    private final LongSupplier millis;

    KafkaCleaner(Path folder, LongSupplier millis) {
        this.folder = folder;
        this.millis = millis;
    }

    /** @return up to where it compacted */
    long clean(Map<String, String> config, Cleanable range, int dedupeBytes) throws IOException {
        Time time = new Standing();
        try (KafkaLog kafka = new KafkaLog(folder, true, config, false, time)) {
            Throttler throttler = new Throttler(Double.MAX_VALUE, 300, "cleaner-io", "bytes", time);
            Cleaner cleaner = new Cleaner(0, new SkimpyOffsetMap(dedupeBytes), 4096, 4096, 0.9, throttler, time, partition -> { });
            return cleaner.clean(new LogToClean(kafka.log(), range.firstDirty(), range.firstUncleanable(), false)).getKey();
        } catch (NoSuchAlgorithmException | DigestException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private final class Standing implements Time {
        @Override
        public long milliseconds() {
            return millis.getAsLong();
        }

        @Override
        public long nanoseconds() {
            return millis.getAsLong() * 1_000_000;
        }

        @Override
        public void sleep(long ms) {}

        @Override
        public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) {}
    }
}
