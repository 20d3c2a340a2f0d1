package dev.vitrine.engine.wire;

import java.nio.ByteBuffer;

/** Makes a batch anew in another codec: what {@code compression.type} asks for where it is not {@code producer}. */
final class Recompression {

    private Recompression() {}

    /** @param batch has been validated */
    static ByteBuffer of(ByteBuffer batch, BatchHeader header, Codec codec) {
        BatchBuilder builder = new BatchBuilder(codec, header.baseOffset()).leaderEpoch(header.leaderEpoch());
        if (header.hasProducer()) {
            builder.producer(header.producerId(), header.producerEpoch(), header.baseSequence());
        }
        if (header.isTransactional()) {
            builder.transactional();
        }
        for (BatchRecord record : BatchRecords.split(batch).getFirst()) {
            builder.add(record.timestamp(), record.key(), record.value(), record.headers());
        }
        return builder.build();
    }
}
