package dev.vitrine.engine.replica;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/** Asks the controller to change who is in sync. */
@FunctionalInterface
public interface InSyncChanges {

    /** @param partitionEpoch of the state that it stands on @param inSync brokers, each with the incarnation that is meant; −1 where it is not known */
    record Proposal(TopicPartition partition, Uuid topicId, int leaderEpoch, int partitionEpoch, List<Member> inSync) {}

    record Member(int broker, long epoch) {}

    sealed interface Answer {

        record Decided(int leaderEpoch, int partitionEpoch, List<Integer> inSync) implements Answer {}

        record Refused(Errors error) implements Answer {}
    }

    /** Completes when the controller has answered, however long that takes; on any thread, never exceptionally. */
    CompletionStage<Answer> propose(Proposal proposal);
}
