package dev.vitrine.engine.wire;

import dev.vitrine.engine.wire.BatchValidator.Validated;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;

/** What can be said of a client's records from the outside: whether they are one batch, and of what kind. */
public final class BatchFrame {

    private static final short FIRST_VERSION_WITH_ZSTD = 7;
    /** What the oldest format needs behind the length field; Kafka takes anything shorter as broken. */
    private static final int SMALLEST_LENGTH = 14;
    private static final int NO_BATCH = -1;
    private static final int NO_SUCH_BATCH = -2;

    private BatchFrame() {}

    /** What records begin with. */
    public enum Kind {
        /** No whole batch. */
        NONE,
        /** Something that says of itself what no batch can be. */
        BROKEN,
        PLAIN,
        TRANSACTIONAL
    }

    public static Kind first(ByteBuffer records) {
        return switch (nextSize(records, records.position())) {
            case NO_BATCH -> Kind.NONE;
            case NO_SUCH_BATCH -> Kind.BROKEN;
            default -> BatchHeader.beginsTransactional(records) ? Kind.TRANSACTIONAL : Kind.PLAIN;
        };
    }

    /** Why this isn't exactly one whole batch of magic 2, in a codec that the request's version may use; empty where it is. */
    public static Optional<Validated.Invalid> flaw(ByteBuffer records, short produceVersion) {
        String request = "Produce requests with version " + produceVersion;
        int at = records.position();
        int size = nextSize(records, at);
        if (size == NO_SUCH_BATCH) {
            return invalid(Errors.CORRUPT_MESSAGE, "A record batch with an impossible length or magic");
        }
        if (size == NO_BATCH) {
            return invalid(Errors.INVALID_RECORD, request + " must have at least one record batch per partition");
        }
        if (records.get(at + BatchHeader.MAGIC_AT) != BatchHeader.MAGIC) {
            return invalid(Errors.INVALID_RECORD, request + " are only allowed to contain record batches with magic version 2");
        }
        if (size < BatchHeader.SIZE) {
            return invalid(Errors.CORRUPT_MESSAGE, "A record batch of " + size + " bytes is smaller than its header of " + BatchHeader.SIZE);
        }
        Optional<Validated.Invalid> unusable = codecFlaw(BatchHeader.codecIdAt(records, at), produceVersion);
        if (unusable.isPresent()) {
            return unusable;
        }
        return switch (nextSize(records, at + size)) {
            case NO_BATCH -> Optional.empty(); // what can't be a batch at all is left out
            case NO_SUCH_BATCH -> invalid(Errors.CORRUPT_MESSAGE, "Behind the first batch, one with an impossible length or magic");
            default -> invalid(Errors.INVALID_RECORD, request + " are only allowed to contain exactly one record batch per partition");
        };
    }

    /** Kafka looks at the codec this early only for the sake of clients that may not use zstd. */
    private static Optional<Validated.Invalid> codecFlaw(int codecId, short produceVersion) {
        if (produceVersion >= FIRST_VERSION_WITH_ZSTD) {
            return Optional.empty();
        }
        return Codec.forId(codecId).isEmpty() ? invalid(Errors.UNKNOWN_SERVER_ERROR, "Unknown compression type id: " + codecId)
                : codecId == Codec.ZSTD.ordinal() ? invalid(Errors.UNSUPPORTED_COMPRESSION_TYPE,
                        "Produce requests with version " + produceVersion + " are not allowed to use ZStandard compression")
                : Optional.empty();
    }

    /** Size of the batch at {@code at}; {@link #NO_BATCH} where no whole one is there, {@link #NO_SUCH_BATCH} where what is there can't be one. */
    private static int nextSize(ByteBuffer records, int at) {
        int remaining = records.limit() - at;
        if (remaining < BatchHeader.PREFIX) {
            return NO_BATCH;
        }
        int length = records.getInt(at + BatchHeader.LENGTH_AT);
        if (length < SMALLEST_LENGTH) {
            return NO_SUCH_BATCH;
        }
        if (remaining <= BatchHeader.MAGIC_AT) {
            return NO_BATCH;
        }
        byte magic = records.get(at + BatchHeader.MAGIC_AT);
        if (magic < 0 || magic > BatchHeader.MAGIC) {
            return NO_SUCH_BATCH;
        }
        return length > remaining - BatchHeader.PREFIX ? NO_BATCH : length + BatchHeader.PREFIX;
    }

    private static Optional<Validated.Invalid> invalid(Errors error, String why) {
        return Optional.of(new Validated.Invalid(error, Optional.empty(), why, List.of()));
    }
}
