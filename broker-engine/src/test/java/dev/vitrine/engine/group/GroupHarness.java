package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.Command;
import dev.vitrine.engine.coordinator.Effect;
import dev.vitrine.engine.coordinator.HarnessTimers;
import dev.vitrine.engine.coordinator.Outcome;
import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.protocol.Errors;

/** A shard without threads: records are replayed at once and kept, timers fire when time is moved on, answers are there when they are given. */
final class GroupHarness {

    static final long START = 1_000_000;

    final List<GroupRecord> log = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final HarnessTimers<GroupShard, GroupRecord> timers = new HarnessTimers<>(START);
    private final Map<ReplyTo<?>, Object> answers = new IdentityHashMap<>();
    private final GroupConfig config;
    ClusterImage image;
    private GroupShard shard;
    private long ids;
    private int recordsBefore;

    GroupHarness(GroupConfig config) {
        this(config, ClusterImage.empty("cluster", 1));
    }

    GroupHarness(GroupConfig config, ClusterImage image) {
        this.config = config;
        this.image = image;
        load();
    }

    /** A broker that starts groups without a delay. */
    static GroupConfig quick() {
        return with(0, Integer.MAX_VALUE);
    }

    static GroupConfig with(int initialDelayMs, int maxSize) {
        GroupConfig kafka = GroupConfig.defaults();
        return new GroupConfig(
                kafka.minSessionTimeoutMs(),
                kafka.maxSessionTimeoutMs(),
                maxSize,
                initialDelayMs,
                kafka.newMemberJoinTimeoutMs(),
                kafka.offsetMetadataMaxBytes(),
                kafka.offsetsRetentionMs(),
                kafka.offsetsRetentionCheckMs(),
                kafka.consumers());
    }

    /** An answer, once it is there. */
    final class Awaited<T> {

        private final ReplyTo<T> to;

        private Awaited(ReplyTo<T> to) {
            this.to = to;
        }

        boolean isThere() {
            return answers.containsKey(to);
        }

        @SuppressWarnings("unchecked")
        T get() {
            if (!isThere()) {
                throw new AssertionError("still parked");
            }
            return (T) answers.get(to);
        }
    }

    <T> Awaited<T> ask(Function<ReplyTo<T>, Operation> request) {
        ReplyTo<T> to = new ReplyTo<>(error -> null);
        run(request.apply(to));
        return new Awaited<>(to);
    }

    void run(Command<GroupShard, GroupRecord> command) {
        recordsBefore = log.size();
        follow(command.run(shard, now()));
    }

    /** What the last thing that was run has written. */
    List<GroupRecord> written() {
        return log.subList(recordsBefore, log.size());
    }

    private void follow(Outcome<GroupShard, GroupRecord> outcome) {
        outcome.records().forEach(shard::replay);
        log.addAll(outcome.records());
        for (Effect<GroupShard, GroupRecord> effect : outcome.effects()) {
            switch (effect) {
                case Effect.Answer<GroupShard, GroupRecord, ?> answer -> answer(answer);
                case Effect.Publish<GroupShard, GroupRecord> publish -> events.add(publish.event());
                case Effect.Act<GroupShard, GroupRecord> act -> act.action().run();
                case Effect.StartTimer<GroupShard, GroupRecord> timer -> timers.start(timer);
                case Effect.StopTimer<GroupShard, GroupRecord> timer -> timers.stop(timer.key());
            }
        }
    }

    private void answer(Effect.Answer<GroupShard, GroupRecord, ?> answer) {
        if (answers.put(answer.to(), answer.reply()) != null) {
            throw new AssertionError("answered twice: " + answer.reply());
        }
    }

    /** Runs what is due at this moment, such as an initial delay of nothing. */
    void settle() {
        advance(0);
    }

    void advance(long ms) {
        timers.advance(ms, this::run);
    }

    /** The broker is killed and started again: what was parked is gone, the log is read. */
    void reload() {
        timers.stopAll();
        load();
    }

    private void load() {
        shard = new GroupShard(config, () -> new UUID(0, ++ids), () -> image, 1);
        GroupRecordCodec codec = new GroupRecordCodec();
        for (GroupRecord record : log) {
            var bytes = codec.encode(record);
            var value = bytes.value() == null ? null : java.nio.ByteBuffer.wrap(bytes.value());
            codec.decode(java.nio.ByteBuffer.wrap(bytes.key()), value).ifPresent(shard::replay);
        }
        recordsBefore = log.size();
        follow(shard.loaded(now()));
    }

    GroupShard shard() {
        return shard;
    }

    ClassicGroup group(String id) {
        return shard.classic(id).orElseThrow();
    }

    long now() {
        return timers.now();
    }

    <E extends Event> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static Errors error(short code) {
        return Errors.forCode(code);
    }
}
