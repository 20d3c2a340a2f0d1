package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.ClassicGroupScripts.join;
import static dev.vitrine.engine.oracle.script.ClassicGroupScripts.joined;
import static dev.vitrine.engine.oracle.script.ClassicGroupScripts.leaving;
import static dev.vitrine.engine.oracle.script.ClassicGroupScripts.syncing;
import static dev.vitrine.engine.oracle.script.Requests.topic;

import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerProtocolSubscription;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.MessageUtil;

/** Committed offsets: OffsetCommit, OffsetFetch, OffsetDelete; and DeleteGroups, ListGroups. */
public final class CommitScripts {

    private CommitScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.OFFSET_COMMIT, "without members", CommitScripts::simple);
        book.each(ApiKeys.OFFSET_COMMIT, "by members", CommitScripts::byMembers);
        book.each(ApiKeys.OFFSET_COMMIT, "where it can't go", CommitScripts::nowhere);
        book.each(ApiKeys.OFFSET_FETCH, "committed and not", CommitScripts::fetched);
        book.each(ApiKeys.OFFSET_FETCH, 8, "several groups", CommitScripts::severalGroups);
        book.each(ApiKeys.OFFSET_DELETE, "offsets", CommitScripts::deleteOffsets);
        book.each(ApiKeys.OFFSET_DELETE, "of topics that are read", CommitScripts::deleteReadOffsets);
        book.each(ApiKeys.DELETE_GROUPS, "groups", CommitScripts::deleteGroups);
        book.each(ApiKeys.LIST_GROUPS, 4, "filters that match nothing", CommitScripts::listGroups);
    }

    static OffsetCommitRequestPartition offset(int partition, long offset, String metadata) {
        return new OffsetCommitRequestPartition().setPartitionIndex(partition).setCommittedOffset(offset).setCommittedLeaderEpoch(-1)
                .setCommittedMetadata(metadata);
    }

    static OffsetCommitRequestData commit(String group, String topic, Uuid id, OffsetCommitRequestPartition... partitions) {
        return new OffsetCommitRequestData().setGroupId(group).setMemberId("").setGenerationIdOrMemberEpoch(-1).setGroupInstanceId(null)
                .setTopics(List.of(new OffsetCommitRequestTopic().setName(topic).setTopicId(id).setPartitions(Arrays.asList(partitions))));
    }

    static OffsetCommitRequestData commit(Talk talk, String group, String topic, OffsetCommitRequestPartition... partitions) {
        return commit(group, topic, talk.topicId(topic), partitions);
    }

    /** Of one group, in the words of all versions. @param partitions none for all that is committed */
    static OffsetFetchRequestData committed(Talk talk, String group, String topic, Integer... partitions) {
        boolean all = partitions.length == 0;
        OffsetFetchRequestTopics one = new OffsetFetchRequestTopics().setName(topic).setTopicId(talk.topicId(topic))
                .setPartitionIndexes(Arrays.asList(partitions));
        return new OffsetFetchRequestData().setGroupId(group)
                .setTopics(all ? null : List.of(new OffsetFetchRequestTopic().setName(topic).setPartitionIndexes(Arrays.asList(partitions))))
                .setGroups(List.of(new OffsetFetchRequestGroup().setGroupId(group).setMemberId(null).setMemberEpoch(-1)
                        .setTopics(all ? null : List.of(one))));
    }

    private static void simple(Talk talk, int version) {
        String topic = topic(talk, "topic", 2);
        String group = talk.name("simple");
        talk.ask(version, commit(talk, group, topic, offset(0, 5, "m")));
        talk.ask("no metadata", version, commit(talk, group, topic, offset(1, 6, null)));
        talk.ask("back", version, commit(talk, group, topic, offset(0, 2, "")));
        talk.ask("negative", version, commit(talk, group, topic, offset(0, -1, "")));
        talk.ask("huge", version, commit(talk, group, topic, offset(0, Long.MAX_VALUE, "")));
        talk.ask("metadata of the largest size", version, commit(talk, group, topic, offset(0, 3, "x".repeat(4096))));
        talk.ask("too much metadata", version, commit(talk, group, topic, offset(0, 4, "x".repeat(4097)), offset(1, 9, "")));
        talk.ask("twice", version, commit(talk, group, topic, offset(0, 7, "a"), offset(0, 8, "b")));
        talk.ask("epoch", version, commit(talk, group, topic, offset(1, 7, "").setCommittedLeaderEpoch(3)));
        talk.ask("retention", version, commit(talk, group, topic, offset(1, 8, "")).setRetentionTimeMs(100_000));
        talk.ask("what is committed", 10, committed(talk, group, topic, 0, 1));
    }

    private static void nowhere(Talk talk, int version) {
        String topic = topic(talk, "topic", 1);
        String group = talk.name("nowhere");
        talk.ask("missing topic", version, commit(group, Fixture.MISSING, Fixture.MISSING_ID, offset(0, 1, "")));
        talk.ask("zero id", version, commit(group, "", Uuid.ZERO_UUID, offset(0, 1, "")));
        talk.ask("bad name", version, commit(group, "no such/name", Fixture.MISSING_ID, offset(0, 1, "")));
        for (int partition : new int[] {1, -1, Integer.MAX_VALUE}) {
            talk.ask(version, commit(talk, group, topic, offset(partition, 1, "")));
        }
        OffsetCommitRequestData mixed = commit(talk, group, topic, offset(0, 1, ""));
        mixed.setTopics(List.of(mixed.topics().getFirst(), commit(group, Fixture.MISSING, Fixture.MISSING_ID, offset(0, 1, "")).topics().getFirst()));
        talk.ask("good and missing", version, mixed);
        talk.ask("nothing", version, new OffsetCommitRequestData().setGroupId(group).setGenerationIdOrMemberEpoch(-1));
        talk.ask("no partition", version, commit(talk, group, topic));
        talk.ask("no group", version, commit(talk, "", topic, offset(0, 1, "")));
        talk.ask("a member of nothing", version, commit(talk, talk.name("none"), topic, offset(0, 1, "")).setMemberId("nobody"));
        talk.ask("a generation of nothing", version, commit(talk, talk.name("none"), topic, offset(0, 1, "")).setGenerationIdOrMemberEpoch(5));
        talk.ask("an instance of nothing", version, commit(talk, talk.name("none"), topic, offset(0, 1, "")).setGroupInstanceId("i"));
    }

    private static void byMembers(Talk talk, int version) {
        String topic = topic(talk, "topic", 1);
        String group = talk.name("members");
        JoinGroupResponseData member = joined(talk.line(), 5, join(group, ""));
        String id = member.memberId();
        int generation = member.generationId();
        talk.ask("before syncing", version, commit(talk, group, topic, offset(0, 1, "")).setMemberId(id).setGenerationIdOrMemberEpoch(generation));
        talk.ask(5, syncing(group, generation, id, id));
        talk.ask("well", version, commit(talk, group, topic, offset(0, 2, "")).setMemberId(id).setGenerationIdOrMemberEpoch(generation));
        for (int other : new int[] {0, -1, 2, 99, Integer.MIN_VALUE}) {
            talk.ask("generation " + other, version, commit(talk, group, topic, offset(0, 3, "")).setMemberId(id).setGenerationIdOrMemberEpoch(other));
        }
        talk.ask("nobody", version, commit(talk, group, topic, offset(0, 4, "")).setMemberId("nobody").setGenerationIdOrMemberEpoch(generation));
        talk.ask("nameless", version, commit(talk, group, topic, offset(0, 5, "")).setGenerationIdOrMemberEpoch(generation));
        talk.ask("from outside", version, commit(talk, group, topic, offset(0, 6, "")));
        talk.ask("an unknown instance", version, commit(talk, group, topic, offset(0, 7, "")).setMemberId(id)
                .setGenerationIdOrMemberEpoch(generation).setGroupInstanceId("i"));
        talk.ask("delete while subscribed", 0, deleting(group, topic, 0));
        talk.ask("delete the group", 2, new DeleteGroupsRequestData().setGroupsNames(List.of(group)));
        talk.ask(5, leaving(group, id));
        talk.ask("after leaving", version, commit(talk, group, topic, offset(0, 8, "")).setMemberId(id).setGenerationIdOrMemberEpoch(generation));
        talk.ask("from outside, empty", version, commit(talk, group, topic, offset(0, 9, "")));
        talk.ask("what is committed", 10, committed(talk, group, topic, 0));
    }

    private static void fetched(Talk talk, int version) {
        String topic = topic(talk, "topic", 3);
        String group = talk.name("fetched");
        talk.ask("unknown group", version, committed(talk, group, topic, 0, 1));
        talk.ask("all of an unknown group", Math.max(2, version), committed(talk, group, topic));
        talk.ask(10, commit(talk, group, topic, offset(0, 5, "m").setCommittedLeaderEpoch(0), offset(2, 7, "")));
        talk.ask(version, committed(talk, group, topic, 0, 1, 2));
        talk.ask("all", Math.max(2, version), committed(talk, group, topic));
        talk.ask("missing topic", version, committed(talk, group, Fixture.MISSING, 0));
        talk.ask("bad partitions", version, committed(talk, group, topic, 9, -1));
        talk.ask("twice", version, committed(talk, group, topic, 0, 0));
        talk.ask("stable", version, committed(talk, group, topic, 0).setRequireStable(version >= 7));
        talk.ask("no group", version, committed(talk, "", topic, 0));
        OffsetFetchRequestData none = committed(talk, group, topic, 0).setTopics(List.of());
        none.groups().getFirst().setTopics(List.of());
        talk.ask("no topic", version, none);
        talk.ask("no partition", version, withoutPartitions(talk, group, topic));
    }

    private static OffsetFetchRequestData withoutPartitions(Talk talk, String group, String topic) {
        OffsetFetchRequestData request = committed(talk, group, topic, 0);
        request.topics().getFirst().setPartitionIndexes(List.of());
        request.groups().getFirst().topics().getFirst().setPartitionIndexes(List.of());
        return request;
    }

    private static void severalGroups(Talk talk, int version) {
        String topic = topic(talk, "topic", 1);
        String one = talk.name("one");
        talk.ask(10, commit(talk, one, topic, offset(0, 5, "m")));
        OffsetFetchRequestGroup known = committed(talk, one, topic, 0).groups().getFirst();
        OffsetFetchRequestGroup unknown = committed(talk, talk.name("two"), topic, 0).groups().getFirst();
        talk.ask(version, new OffsetFetchRequestData().setGroups(List.of(known, unknown)));
        talk.ask("twice", version, new OffsetFetchRequestData().setGroups(List.of(known, known)));
        talk.ask("none", version, new OffsetFetchRequestData().setGroups(List.of()));
        if (version >= 9) {
            talk.ask("as a member", version, new OffsetFetchRequestData().setGroups(List.of(known.duplicate().setMemberId("nobody").setMemberEpoch(1))));
            talk.ask("as nobody of an unknown group", version,
                    new OffsetFetchRequestData().setGroups(List.of(unknown.duplicate().setMemberId("nobody").setMemberEpoch(1))));
            talk.ask("an epoch without a member", version, new OffsetFetchRequestData().setGroups(List.of(known.duplicate().setMemberEpoch(1))));
        }
    }

    private static OffsetDeleteRequestData deleting(String group, String topic, int... partitions) {
        OffsetDeleteRequestData request = new OffsetDeleteRequestData().setGroupId(group);
        request.topics().add(new OffsetDeleteRequestTopic().setName(topic).setPartitions(
                Arrays.stream(partitions).mapToObj(p -> new OffsetDeleteRequestPartition().setPartitionIndex(p)).toList()));
        return request;
    }

    private static void deleteOffsets(Talk talk, int version) {
        String topic = topic(talk, "topic", 2);
        String group = talk.name("deleted");
        talk.ask("unknown group", version, deleting(group, topic, 0));
        talk.ask("no group", version, deleting("", topic, 0));
        talk.ask(10, commit(talk, group, topic, offset(0, 5, "m"), offset(1, 7, "")));
        talk.ask("missing topic", version, deleting(group, Fixture.MISSING, 0));
        talk.ask("bad partitions", version, deleting(group, topic, 9, -1));
        talk.ask(version, deleting(group, topic, 0, 0));
        talk.ask("again", version, deleting(group, topic, 0));
        talk.ask("no partition", version, deleting(group, topic));
        talk.ask("nothing", version, new OffsetDeleteRequestData().setGroupId(group));
        talk.ask("what is committed", 10, committed(talk, group, topic, 0, 1));
        talk.ask("the last one", version, deleting(group, topic, 1));
        talk.ask("what is committed", 10, committed(talk, group, topic, 0, 1));
    }

    /** A member's subscription decides. Some clients name a version of it, and leave out what that version added. */
    private static void deleteReadOffsets(Talk talk, int version) {
        byte[] whole = MessageUtil.toVersionPrefixedBytes((short) 1, new ConsumerProtocolSubscription().setTopics(List.of(Fixture.FULL)));
        byte[] negative = whole.clone();
        negative[0] = -1;
        Map<String, byte[]> subscriptions = new TreeMap<>(Map.of("whole", whole, "cut", Arrays.copyOf(whole, whole.length - Integer.BYTES), "negative", negative));
        subscriptions.forEach((how, subscription) -> {
            String group = talk.name(how);
            JoinGroupRequestData join = join(group, "");
            join.protocols().forEach(protocol -> protocol.setMetadata(subscription));
            JoinGroupResponseData member = joined(talk.line(), 5, join);
            talk.ask(5, syncing(group, member.generationId(), member.memberId(), member.memberId()));
            talk.ask("read", version, deleting(group, Fixture.FULL, 0));
            talk.ask("not read", version, deleting(group, Fixture.EMPTY, 0));
            talk.ask(5, leaving(group, member.memberId()));
            talk.ask("read no more", version, deleting(group, Fixture.FULL, 0));
        });
    }

    private static void deleteGroups(Talk talk, int version) {
        String topic = topic(talk, "topic", 1);
        String group = talk.name("gone");
        talk.ask("unknown", version, new DeleteGroupsRequestData().setGroupsNames(List.of(group)));
        talk.ask("no name", version, new DeleteGroupsRequestData().setGroupsNames(List.of("")));
        talk.ask("nothing", version, new DeleteGroupsRequestData());
        talk.ask(10, commit(talk, group, topic, offset(0, 5, "m")));
        talk.ask("empty and unknown", version, new DeleteGroupsRequestData().setGroupsNames(List.of(group, talk.name("none"))));
        talk.ask("again", version, new DeleteGroupsRequestData().setGroupsNames(List.of(group)));
        String busy = talk.name("busy");
        JoinGroupResponseData member = joined(talk.line(), 5, join(busy, ""));
        talk.ask("with a member", version, new DeleteGroupsRequestData().setGroupsNames(List.of(busy)));
        talk.ask("twice", version, new DeleteGroupsRequestData().setGroupsNames(List.of(busy, busy)));
        talk.ask(5, leaving(busy, member.memberId()));
        talk.ask("empty", version, new DeleteGroupsRequestData().setGroupsNames(List.of(busy)));
    }

    private static void listGroups(Talk talk, int version) {
        talk.ask("no such state", version, new ListGroupsRequestData().setStatesFilter(List.of("Nonsense")));
        talk.ask("dead", version, new ListGroupsRequestData().setStatesFilter(List.of("Dead")));
        if (version >= 5) {
            talk.ask("no such type", version, new ListGroupsRequestData().setTypesFilter(List.of("nonsense")));
            talk.ask("none of this type", version, new ListGroupsRequestData().setTypesFilter(List.of("share")).setStatesFilter(List.of("Stable")));
        }
    }
}
