package dev.vitrine.engine;

import dev.vitrine.engine.controller.ImageReplay;
import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.metadata.ClusterImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Reads what is committed in a broker's own copy of the metadata log into images, and hands each on; all of it in the log's mailbox. */
final class MetadataFeed {

    private static final int TURN_BYTES = 1 << 20;

    private final CommittedLog log;
    private final ImageReplay replay;
    private final Consumer<ClusterImage> taken;
    private long position;

    MetadataFeed(CommittedLog log, ImageReplay replay, Consumer<ClusterImage> taken) {
        this.log = log;
        this.replay = replay;
        this.taken = taken;
    }

    void start() {
        log.mailbox().execute(() -> {
            position = log.startOffset();
            log.onCommitted(this::follow);
            follow(log.committedOffset());
        });
    }

    private void follow(long committed) {
        long before = position;
        try {
            while (position < committed) {
                position = log.read(position, TURN_BYTES, (offset, key, value) -> replay.record(offset, value));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        replay.upTo(position);
        if (position > before) {
            taken.accept(replay.image());
        }
    }
}
