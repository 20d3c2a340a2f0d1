package dev.vitrine.engine;

import dev.vitrine.engine.controller.ImageReplay;
import dev.vitrine.engine.coordinator.CommittedLog;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads what is committed in a broker's own copy of the metadata log into images, and hands each on; all of it in the log's mailbox. */
final class MetadataFeed {

    private static final int TURN_BYTES = 1 << 20;

    private final CommittedLog log;
    private final ImageReplay replay;
    private long position;

    MetadataFeed(CommittedLog log, ImageReplay replay) {
        this.log = log;
        this.replay = replay;
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
                position = log.read(position, TURN_BYTES, (offset, key, value) -> replay.replay(value));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (position > before) {
            replay.settled(position);
        }
    }
}
