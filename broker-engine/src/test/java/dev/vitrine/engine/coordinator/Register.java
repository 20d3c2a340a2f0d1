package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.coordinator.Register.Put;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The smallest coordinator that has everything: values by key, requests that park, timers. */
final class Register implements CoordinatorShard<Register, Put> {

    /** A value that can't be replayed. */
    static final String POISON = "poison";

    final Map<String, String> values = new TreeMap<>();
    final Map<Long, Map<String, String>> undecided = new TreeMap<>();
    final List<ReplyTo<String>> parked = new ArrayList<>();
    int replayed;
    boolean loaded;

    /** @param value null removes */
    record Put(String key, String value) {}

    @Override
    public void replay(Put put) {
        if (POISON.equals(put.value())) {
            throw new IllegalStateException("poisoned");
        }
        replayed++;
        if (put.value() == null) {
            values.remove(put.key());
        } else {
            values.put(put.key(), put.value());
        }
    }

    @Override
    public void replayInTransaction(long producerId, Put put) {
        if (POISON.equals(put.value())) {
            throw new IllegalStateException("poisoned");
        }
        undecided.computeIfAbsent(producerId, id -> new TreeMap<>()).put(put.key(), put.value());
    }

    @Override
    public void transactionEnded(long producerId, boolean committed) {
        Map<String, String> decided = undecided.remove(producerId);
        if (committed && decided != null) {
            values.putAll(decided);
        }
    }

    @Override
    public Outcome<Register, Put> loaded(long nowMillis) {
        loaded = true;
        return Outcome.nothing();
    }

    static Outcome<Register, Put> outcome(List<Put> puts, List<Effect<Register, Put>> effects) {
        return new Outcome<>(puts, effects);
    }

    static Effect<Register, Put> answer(ReplyTo<String> to, String reply) {
        return new Effect.Answer<>(to, reply);
    }

    static ShardType<Register, Put> type() {
        return new ShardType<>(Register::new, new Codec());
    }

    static KeyValue encoded(String key, String value) {
        return new Codec().encode(new Put(key, value));
    }

    /** Text, UTF-8; keys that begin with '?' are of a newer version. */
    private static final class Codec implements RecordCodec<Put> {

        @Override
        public KeyValue encode(Put put) {
            return new KeyValue(bytes(put.key()), put.value() == null ? null : bytes(put.value()));
        }

        @Override
        public Optional<Put> decode(ByteBuffer key, ByteBuffer value) {
            String text = text(key);
            return text.startsWith("?") ? Optional.empty() : Optional.of(new Put(text, value == null ? null : text(value)));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static String text(ByteBuffer bytes) {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
    }
}
