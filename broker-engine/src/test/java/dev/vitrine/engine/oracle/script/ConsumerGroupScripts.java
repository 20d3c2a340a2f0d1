package dev.vitrine.engine.oracle.script;

import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData.TopicPartitions;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * The life of groups whose work the broker shares out (KIP-848): ConsumerGroupHeartbeat, ConsumerGroupDescribe. Topics of the fixture: Kafka's
 * coordinator hears of a new topic a little later than everybody else.
 */
public final class ConsumerGroupScripts {

    private static final String MEMBER = "AAAAAAAAAAAAAAAAAAAAAQ";
    private static final String OTHER = "AAAAAAAAAAAAAAAAAAAAAg";

    private ConsumerGroupScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.CONSUMER_GROUP_HEARTBEAT, "refused", ConsumerGroupScripts::refused);
        book.each(ApiKeys.CONSUMER_GROUP_HEARTBEAT, "alone", ConsumerGroupScripts::alone);
        book.each(ApiKeys.CONSUMER_GROUP_HEARTBEAT, "two members", ConsumerGroupScripts::two);
        book.each(ApiKeys.CONSUMER_GROUP_HEARTBEAT, "static members", ConsumerGroupScripts::staticMembers);
        book.each(ApiKeys.CONSUMER_GROUP_HEARTBEAT, 1, "subscribed by a pattern", ConsumerGroupScripts::pattern);
        book.each(ApiKeys.CONSUMER_GROUP_HEARTBEAT, "commits", ConsumerGroupScripts::commits);
        book.each(ApiKeys.CONSUMER_GROUP_DESCRIBE, "groups", ConsumerGroupScripts::describe);
    }

    static ConsumerGroupHeartbeatRequestData joining(String group, String member, String... topics) {
        return new ConsumerGroupHeartbeatRequestData().setGroupId(group).setMemberId(member).setMemberEpoch(0).setRebalanceTimeoutMs(60_000)
                .setSubscribedTopicNames(List.of(topics)).setTopicPartitions(List.of()).setInstanceId(null).setRackId(null);
    }

    static ConsumerGroupHeartbeatRequestData beat(String group, String member, int epoch) {
        return new ConsumerGroupHeartbeatRequestData().setGroupId(group).setMemberId(member).setMemberEpoch(epoch).setSubscribedTopicNames(null)
                .setTopicPartitions(null).setRebalanceTimeoutMs(-1);
    }

    /** Version 0 lets the broker name the member; later the member names itself. */
    private static String nameFor(int version, String own) {
        return version == 0 ? "" : own;
    }

    private static TopicPartitions owned(Talk talk, String topic, Integer... partitions) {
        return new TopicPartitions().setTopicId(talk.topicId(topic)).setPartitions(List.of(partitions));
    }

    private static void refused(Talk talk, int version) {
        String group = talk.name("refused");
        talk.ask("no group", version, joining("", MEMBER, Fixture.FULL));
        talk.ask("blank group", version, joining("  ", MEMBER, Fixture.FULL));
        talk.ask("nameless", version, joining(group, "", Fixture.FULL).setMemberEpoch(1));
        talk.ask("no subscription", version, joining(group, MEMBER).setSubscribedTopicNames(null));
        talk.ask("no owned partitions", version, joining(group, MEMBER, Fixture.FULL).setTopicPartitions(null));
        talk.ask("owns already", version, joining(group, MEMBER, Fixture.FULL).setTopicPartitions(List.of(owned(talk, Fixture.FULL, 0))));
        for (int timeout : new int[] {-1, 0, Integer.MIN_VALUE}) {
            talk.ask("rebalance timeout", version, joining(group, MEMBER, Fixture.FULL).setRebalanceTimeoutMs(timeout));
        }
        talk.ask("no instance's name", version, joining(group, MEMBER, Fixture.FULL).setInstanceId(""));
        talk.ask("no rack's name", version, joining(group, MEMBER, Fixture.FULL).setRackId(""));
        talk.ask("an assignor nobody has", version, joining(group, MEMBER, Fixture.FULL).setServerAssignor("mine"));
        talk.ask("no assignor's name", version, joining(group, MEMBER, Fixture.FULL).setServerAssignor(""));
        for (int epoch : new int[] {1, -1, -2, -3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            talk.ask("epoch " + epoch, version, beat(talk.name("none"), MEMBER, epoch));
        }
        talk.ask("static, leaves for now, no instance", version, beat(talk.name("none"), MEMBER, -2).setInstanceId(null));
        talk.ask("names and pattern", version, joining(talk.name("both"), MEMBER, Fixture.FULL).setSubscribedTopicRegex("a.*"));
        talk.ask("a bad pattern", version, joining(group, MEMBER).setSubscribedTopicNames(null).setSubscribedTopicRegex("(["));
        talk.ask("a member id that is none", version, joining(group, "x".repeat(300), Fixture.FULL));
    }

    private static void alone(Talk talk, int version) {
        String topic = Fixture.PAIR;
        String group = talk.name("alone");
        ConsumerGroupHeartbeatResponseData joined = talk.ask("joins", version, joining(group, nameFor(version, MEMBER), topic));
        String id = joined.memberId();
        int epoch = joined.memberEpoch();
        talk.ask("beats", version, beat(group, id, epoch));
        talk.ask("tells what it owns", version, beat(group, id, epoch).setTopicPartitions(List.of(owned(talk, topic, 0, 1))));
        for (int other : new int[] {epoch - 1, epoch + 1, epoch + 100}) {
            talk.ask("epoch", version, beat(group, id, other));
        }
        talk.ask("nobody", version, beat(group, "nobody", epoch));
        talk.ask("joins again", version, joining(group, id, topic));
        talk.ask("subscribes to what is missing", version, beat(group, id, epoch).setSubscribedTopicNames(List.of(Fixture.MISSING)));
        talk.ask("what is there", 1, new ConsumerGroupDescribeRequestData().setGroupIds(List.of(group)));
        talk.ask("leaves", version, beat(group, id, -1));
        talk.ask("left", version, beat(group, id, epoch));
        talk.ask("leaves again", version, beat(group, id, -1));
        talk.ask("what is there", 1, new ConsumerGroupDescribeRequestData().setGroupIds(List.of(group)));
    }

    private static void two(Talk talk, int version) {
        String topic = Fixture.PAIR;
        String group = talk.name("two");
        ConsumerGroupHeartbeatResponseData first = talk.ask("one joins", version, joining(group, nameFor(version, MEMBER), topic));
        String one = first.memberId();
        talk.ask("has it", version, beat(group, one, first.memberEpoch()).setTopicPartitions(List.of(owned(talk, topic, 0, 1))));
        ConsumerGroupHeartbeatResponseData second = talk.ask("another joins", version, joining(group, nameFor(version, OTHER), topic));
        String two = second.memberId();
        ConsumerGroupHeartbeatResponseData told = talk.ask("one is told to give up a part", version, beat(group, one, first.memberEpoch()));
        talk.ask("the other waits", version, beat(group, two, second.memberEpoch()));
        List<TopicPartitions> rest = told.assignment() == null ? List.of() : told.assignment().topicPartitions().stream()
                .map(t -> new TopicPartitions().setTopicId(t.topicId()).setPartitions(t.partitions())).toList();
        ConsumerGroupHeartbeatResponseData gave = talk.ask("gave it up", version, beat(group, one, told.memberEpoch()).setTopicPartitions(rest));
        talk.ask("the other has it", version, beat(group, two, second.memberEpoch()));
        talk.ask("the epoch before, once more", version, beat(group, one, first.memberEpoch()).setTopicPartitions(rest));
        talk.ask("the other leaves", version, beat(group, two, -1));
        talk.ask("one has all again", version, beat(group, one, gave.memberEpoch()));
        talk.ask("what is there", 1, new ConsumerGroupDescribeRequestData().setGroupIds(List.of(group)));
        talk.ask("leaves", version, beat(group, one, -1));
    }

    private static void staticMembers(Talk talk, int version) {
        String topic = Fixture.EMPTY;
        String group = talk.name("static");
        ConsumerGroupHeartbeatResponseData first = talk.ask("joins", version, joining(group, nameFor(version, MEMBER), topic).setInstanceId("i"));
        String one = first.memberId();
        talk.ask("the same instance while it lives", version, joining(group, nameFor(version, OTHER), topic).setInstanceId("i"));
        talk.ask("another instance's name", version, beat(group, one, first.memberEpoch()).setInstanceId("j"));
        talk.ask("leaves for now", version, beat(group, one, -2).setInstanceId("i"));
        ConsumerGroupHeartbeatResponseData second =
                talk.ask("comes back under another id", version, joining(group, nameFor(version, OTHER), topic).setInstanceId("i"));
        talk.ask("the one before", version, beat(group, one, first.memberEpoch()).setInstanceId("i"));
        talk.ask("the new one", version, beat(group, second.memberId(), second.memberEpoch()).setInstanceId("i"));
        talk.ask("what is there", 1, new ConsumerGroupDescribeRequestData().setGroupIds(List.of(group)));
        talk.ask("leaves for ever", version, beat(group, second.memberId(), -1).setInstanceId("i"));
    }

    /** Kafka looks for what a pattern matches in its own time: until the member has it, it goes on with the epoch that it was last told. */
    private static void pattern(Talk talk, int version) {
        String group = talk.name("pattern");
        ConsumerGroupHeartbeatResponseData joined = talk.ask("joins", version,
                joining(group, MEMBER).setSubscribedTopicNames(null).setSubscribedTopicRegex("fixture-[ep].*"));
        AtomicInteger epoch = new AtomicInteger(joined.memberEpoch());
        ConsumerGroupHeartbeatResponseData assigned = talk.until(version, () -> beat(group, MEMBER, epoch.get()),
                (ConsumerGroupHeartbeatResponseData a) -> {
                    epoch.set(a.memberEpoch());
                    return a.errorCode() != 0 || a.assignment() != null && a.assignment().topicPartitions().size() == 2;
                });
        talk.ask("a bad pattern", version, beat(group, MEMBER, assigned.memberEpoch()).setSubscribedTopicRegex("(["));
        talk.ask("names beside it", version, beat(group, MEMBER, assigned.memberEpoch()).setSubscribedTopicNames(List.of(Fixture.EMPTY)));
        talk.ask("no pattern any more", version, beat(group, MEMBER, assigned.memberEpoch()).setSubscribedTopicRegex(""));
        talk.ask("leaves", version, beat(group, MEMBER, -1));
    }

    private static void commits(Talk talk, int version) {
        String topic = Fixture.EMPTY;
        String group = talk.name("commits");
        ConsumerGroupHeartbeatResponseData joined = talk.ask("joins", version, joining(group, nameFor(version, MEMBER), topic));
        String id = joined.memberId();
        for (int epoch : new int[] {joined.memberEpoch(), joined.memberEpoch() - 1, joined.memberEpoch() + 1, -1, 0}) {
            for (int commitVersion : new int[] {8, 9, 10}) {
                talk.ask("epoch " + epoch, commitVersion, CommitScripts.commit(talk, group, topic, CommitScripts.offset(0, 4, ""))
                        .setMemberId(id).setGenerationIdOrMemberEpoch(epoch));
            }
            var fetch = CommitScripts.committed(talk, group, topic, 0);
            fetch.groups().getFirst().setMemberId(id).setMemberEpoch(epoch);
            talk.ask("fetched, epoch " + epoch, 9, fetch);
        }
        talk.ask("from outside", 9, CommitScripts.commit(talk, group, topic, CommitScripts.offset(0, 4, "")));
        talk.ask("a classic member comes", 9, ClassicGroupScripts.join(group, ""));
        talk.ask("leaves", version, beat(group, id, -1));
        talk.ask("from outside, empty", 9, CommitScripts.commit(talk, group, topic, CommitScripts.offset(0, 4, "")));
    }

    private static void describe(Talk talk, int version) {
        String group = talk.name("described");
        String classic = talk.name("classic");
        talk.ask("unknown", version, new ConsumerGroupDescribeRequestData().setGroupIds(List.of(group)));
        talk.ask("no name", version, new ConsumerGroupDescribeRequestData().setGroupIds(List.of("")));
        talk.ask("nothing", version, new ConsumerGroupDescribeRequestData());
        talk.ask(1, joining(group, MEMBER, Fixture.FULL).setInstanceId("i").setRackId("r"));
        talk.ask(10, CommitScripts.commit(classic, Fixture.FULL, talk.topicId(Fixture.FULL), CommitScripts.offset(0, 1, "")));
        talk.ask("both kinds", version, new ConsumerGroupDescribeRequestData().setGroupIds(List.of(group, classic, group)));
        talk.ask("operations", version, new ConsumerGroupDescribeRequestData().setGroupIds(List.of(group)).setIncludeAuthorizedOperations(true));
        talk.ask("in the old words", 6, new DescribeGroupsRequestData().setGroups(List.of(group)));
        talk.ask("no share groups", 5, new ListGroupsRequestData().setTypesFilter(List.of("share")));
        talk.ask(1, beat(group, MEMBER, -1));
        talk.ask("empty", version, new ConsumerGroupDescribeRequestData().setGroupIds(List.of(group)));
        talk.ask("an id that is none", version, new ConsumerGroupDescribeRequestData().setGroupIds(List.of(Uuid.ZERO_UUID.toString())));
    }
}
