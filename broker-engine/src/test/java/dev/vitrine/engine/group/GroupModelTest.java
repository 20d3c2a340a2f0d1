package dev.vitrine.engine.group;

import static dev.vitrine.engine.group.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.ModelProperties;
import dev.vitrine.engine.group.GroupHarness.Awaited;
import dev.vitrine.engine.observe.GroupState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Example;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Clients that join, sync, beat, commit, leave, fall silent and are restarted in any order, under a broker that is restarted too. Whatever
 * happens: nobody shares a partition within a generation, generations go up only, every request is answered in the end, and the log alone
 * makes the same durable state.
 */
class GroupModelTest extends ModelProperties {

    private static final int PARTITIONS = 6;
    private static final int CLIENTS = 5;
    private static final int STEPS = 200;

    @Override
    protected Run run(long seed, boolean restarts) {
        return new Play(seed, restarts);
    }

    @Example
    void runs_get_somewhere_several_members_share_the_work_in_many_of_them() {
        long shared = 0;
        for (long seed = 0; seed < 20; seed++) {
            Play run = new Play(seed, seed % 2 == 0);
            run.play();
            shared += run.owners.values().stream().anyMatch(owned -> new HashSet<>(owned.values()).size() > 1) ? 1 : 0;
        }
        assertThat(shared).isGreaterThanOrEqualTo(8);
    }

    /** What a simulated client is at. */
    private static final class Actor {

        private final Client client;
        private Awaited<JoinGroupResponseData> joining;
        private Awaited<SyncGroupResponseData> syncing;
        private boolean leads;
        private boolean settled;
        private List<String> others = List.of();

        private Actor(Client client) {
            this.client = client;
        }

        private boolean waits() {
            return joining != null || syncing != null;
        }

        /** The broker was restarted: connections broke, answers will not come. */
        private void disconnected() {
            joining = null;
            syncing = null;
        }
    }

    private static final class Play implements Run {

        private final Random random;
        private final boolean restarts;
        private final GroupHarness harness;
        private final List<Actor> actors = new ArrayList<>();
        private final List<Awaited<?>> parked = new ArrayList<>();
        private final Map<Integer, Map<TopicPartition, String>> owners = new HashMap<>();
        private int generation;

        private Play(long seed, boolean restarts) {
            this.random = new Random(seed);
            this.restarts = restarts;
            this.harness = new GroupHarness(GroupHarness.with(random.nextBoolean() ? 0 : 3_000, random.nextInt(4) == 0 ? 3 : 100));
            for (int i = 0; i < CLIENTS; i++) {
                actors.add(new Actor(fresh(i)));
            }
        }

        private Client fresh(int i) {
            Client client = new Client(harness).as("client-" + i).version(random.nextInt(10));
            client.rebalanceMs = 5_000 + random.nextInt(30_000);
            if (i % 2 == 1) {
                client.instance("instance-" + i).version(5 + random.nextInt(5));
            }
            return client;
        }

        @Override
        public Object log() {
            return harness.log;
        }

        @Override
        public void play() {
            for (int step = 0; step < STEPS; step++) {
                int who = random.nextInt(CLIENTS);
                act(who);
                actors.forEach(this::hear);
                check();
            }
            everythingIsAnswered();
        }

        private void act(int who) {
            Actor actor = actors.get(who);
            switch (random.nextInt(restarts ? 13 : 12)) {
                case 0, 1, 2 -> join(actor);
                case 3, 4, 5 -> sync(actor);
                case 6 -> beat(actor);
                case 7 -> actor.client.commit("orders", random.nextInt(PARTITIONS), random.nextInt(1_000));
                case 8 -> harness.advance(random.nextInt(5_000));
                case 9 -> harness.advance(random.nextInt(10) == 0 ? 40_000 : 100);
                case 10 -> leaveSometimes(actor);
                case 11 -> restartSometimes(who);
                default -> restartBrokerSometimes();
            }
        }

        private void beat(Actor actor) {
            Errors error = actor.client.heartbeat();
            actor.settled &= error == Errors.NONE;
            if (error == Errors.UNKNOWN_MEMBER_ID) {
                actor.client.memberId = "";
            }
        }

        /** Now and then one joins though it has no reason to, or though it waits already. */
        private void join(Actor actor) {
            if ((actor.waits() || actor.settled) && random.nextInt(15) > 0) {
                beat(actor);
                return;
            }
            actor.settled = false;
            if (random.nextInt(8) == 0) {
                actor.client.offering(Client.consumer("range", "orders"), Client.consumer("sticky" + random.nextInt(2), "orders"));
            }
            actor.joining = actor.client.join();
            parked.add(actor.joining);
        }

        private void sync(Actor actor) {
            if (actor.waits() || (actor.settled && random.nextInt(5) > 0)) {
                return;
            }
            Map<String, byte[]> shares = new HashMap<>();
            if (actor.leads) {
                for (int p = 0; p < PARTITIONS; p++) {
                    String to = actor.others.get(p % actor.others.size());
                    shares.merge(to, Client.assignment(new TopicPartition("orders", p)), Play::both);
                }
            }
            actor.syncing = actor.client.sync(shares);
            parked.add(actor.syncing);
        }

        private static byte[] both(byte[] one, byte[] other) {
            Set<TopicPartition> all = new HashSet<>(partitions(one));
            all.addAll(partitions(other));
            return Client.assignment(all.toArray(TopicPartition[]::new));
        }

        private static List<TopicPartition> partitions(byte[] share) {
            return ConsumerBytes.partitions(OpaqueBytes.of(share)).orElse(List.of());
        }

        private void leaveSometimes(Actor actor) {
            if (random.nextInt(6) == 0) {
                actor.client.leave();
            }
        }

        private void restartSometimes(int who) {
            if (random.nextInt(6) == 0) {
                actors.set(who, new Actor(fresh(who)));
            }
        }

        private void restartBrokerSometimes() {
            if (random.nextInt(6) == 0) {
                Map<String, GroupMetadata> before = durable(harness.shard());
                Map<TopicPartition, OffsetAndMetadata> offsets = offsets(harness.shard());
                harness.reload();
                parked.clear();
                actors.forEach(Actor::disconnected);
                assertThat(durable(harness.shard())).isEqualTo(before);
                assertThat(offsets(harness.shard())).isEqualTo(offsets);
                generation = harness.shard().classic(GROUP).map(ClassicGroup::generation).orElse(0);
                owners.keySet().removeIf(since -> since > generation);
            }
        }

        private void hear(Actor actor) {
            if (actor.joining != null && actor.joining.isThere()) {
                joined(actor, actor.joining.get());
                actor.joining = null;
            }
            if (actor.syncing != null && actor.syncing.isThere()) {
                synced(actor, actor.syncing.get());
                actor.syncing = null;
            }
        }

        private static void joined(Actor actor, JoinGroupResponseData answer) {
            switch (Errors.forCode(answer.errorCode())) {
                case NONE -> {
                    actor.client.memberId = answer.memberId();
                    actor.client.generation = answer.generationId();
                    actor.leads = answer.leader().equals(answer.memberId()) && !answer.skipAssignment();
                    actor.others = answer.members().stream().map(JoinGroupResponseData.JoinGroupResponseMember::memberId).toList();
                    assertThat(actor.leads).isEqualTo(!actor.others.isEmpty() && !answer.skipAssignment());
                }
                case MEMBER_ID_REQUIRED -> actor.client.memberId = answer.memberId();
                case UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID -> actor.client.memberId = "";
                case REBALANCE_IN_PROGRESS, GROUP_MAX_SIZE_REACHED, INCONSISTENT_GROUP_PROTOCOL -> {}
                default -> throw new AssertionError("a join was answered " + Errors.forCode(answer.errorCode()));
            }
        }

        /** One owner for each partition in each generation; a static member's next incarnation takes over from its last. */
        private void synced(Actor actor, SyncGroupResponseData answer) {
            actor.settled = answer.errorCode() == Errors.NONE.code();
            if (!actor.settled) {
                return;
            }
            String me = Optional.ofNullable(actor.client.instanceId).orElse(actor.client.memberId);
            Map<TopicPartition, String> owned = owners.computeIfAbsent(actor.client.generation, g -> new TreeMap<>(
                    Comparator.comparingInt(TopicPartition::partition)));
            partitions(answer.assignment()).forEach(partition -> assertThat(owned.merge(partition, me, (had, gets) -> had)).isEqualTo(me));
        }

        private void check() {
            harness.shard().classic(GROUP).ifPresent(group -> {
                assertThat(group.generation()).isGreaterThanOrEqualTo(generation);
                generation = group.generation();
                if (group.state() == GroupState.EMPTY) {
                    assertThat(group.members().isEmpty()).isTrue();
                } else if (!group.inInitialRebalance() && group.pendingJoins().isEmpty()) { // else all may be gone while some are waited for
                    assertThat(group.members().size()).isPositive();
                    assertThat(group.members().leader().flatMap(group.members()::find)).isPresent();
                }
                if (group.state() != GroupState.COMPLETING_REBALANCE) {
                    assertThat(group.members().all()).noneMatch(Member::awaitsSync);
                }
                if (group.state() != GroupState.PREPARING_REBALANCE) {
                    assertThat(group.members().all()).noneMatch(Member::awaitsJoin);
                }
                group.members().all().forEach(member ->
                        assertThat(harness.timers.runs(new TimerKey.Session(GROUP, member.id())) || member.silenceExcused()).isTrue());
            });
            assertThat(durable(replayed())).isEqualTo(durable(harness.shard()));
            assertThat(offsets(replayed())).isEqualTo(offsets(harness.shard()));
        }

        /** With nobody doing anything any more, time answers all that is parked, and empties the group. */
        private void everythingIsAnswered() {
            harness.advance(10 * 60_000);
            assertThat(parked).allMatch(Awaited::isThere);
            harness.shard().classic(GROUP).ifPresent(group -> assertThat(group.state()).isEqualTo(GroupState.EMPTY));
        }

        private GroupShard replayed() {
            GroupShard shard = new GroupShard(GroupHarness.quick(), () -> new UUID(0, 0), () -> harness.image, 1);
            harness.log.forEach(shard::replay);
            return shard;
        }

        private static Map<String, GroupMetadata> durable(GroupShard shard) {
            Map<String, GroupMetadata> durable = new TreeMap<>();
            shard.groups().forEach(group -> {
                if (group instanceof ClassicGroup classic) {
                    classic.stored().ifPresent(metadata -> durable.put(classic.id(), metadata));
                }
            });
            return durable;
        }

        private static Map<TopicPartition, OffsetAndMetadata> offsets(GroupShard shard) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            shard.offsets().forEach(GROUP, offsets::put);
            return offsets;
        }
    }
}
