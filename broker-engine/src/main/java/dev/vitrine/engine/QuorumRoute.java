package dev.vitrine.engine;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.quorum.MetadataTopic;
import dev.vitrine.engine.quorum.Quorum;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;

/** How the quorum stands, as its leader knows it: asked wherever that is. */
record QuorumRoute(int self, Quorum quorum, Links links) {

    private static final long PATIENCE_MS = 5_000;

    /** Empty where nobody leads, or the leader does not answer. */
    CompletionStage<Optional<PartitionData>> describe() {
        OptionalInt leader = quorum.leader();
        if (leader.isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        if (leader.getAsInt() == self) {
            return quorum.describe();
        }
        DescribeQuorumRequestData request = new DescribeQuorumRequestData().setTopics(List.of(
                new DescribeQuorumRequestData.TopicData().setTopicName(MetadataTopic.PARTITION.topic())
                        .setPartitions(List.of(new DescribeQuorumRequestData.PartitionData().setPartitionIndex(0)))));
        return links.ask(self, leader.getAsInt(), new Question(request, ApiKeys.DESCRIBE_QUORUM.latestVersion()), DescribeQuorumResponseData.class, PATIENCE_MS)
                .thenApply(answer -> answer.stream().flatMap(one -> one.topics().stream()).flatMap(topic -> topic.partitions().stream()).findFirst());
    }

    /** For who asked this broker for it: nothing in it where this broker does not lead. */
    CompletionStage<DescribeQuorumResponseData> here() {
        return quorum.describe().thenApply(found -> {
            DescribeQuorumResponseData answer = new DescribeQuorumResponseData();
            found.ifPresent(partition -> answer.topics().add(
                    new DescribeQuorumResponseData.TopicData().setTopicName(MetadataTopic.PARTITION.topic()).setPartitions(List.of(partition))));
            return answer;
        });
    }
}
