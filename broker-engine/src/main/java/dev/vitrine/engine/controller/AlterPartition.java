package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionRequestData.BrokerState;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.protocol.Errors;

/**
 * A leader says who is in sync (KIP-497). Whatever it saw when it asked must still hold: its own epoch, the leader's and the partition's (and since
 * KIP-903 the epoch of each broker that it names); else it is told what is the matter, and works out anew what it wants.
 */
final class AlterPartition {

    private static final short WITH_BROKER_EPOCHS = 3;
    private static final long ANY_EPOCH = -1;

    private final Ground ground;
    private final short version;
    private final List<MetadataRecord> records = new ArrayList<>();

    AlterPartition(Ground ground, short version) {
        this.ground = ground;
        this.version = version;
    }

    Decision<AlterPartitionResponseData> decide(AlterPartitionRequestData request) {
        Errors stale = ground.stale(request.brokerId(), request.brokerEpoch());
        AlterPartitionResponseData response = new AlterPartitionResponseData().setErrorCode(stale.code());
        if (stale == Errors.NONE) {
            request.topics().forEach(topic -> response.topics().add(topic(request.brokerId(), topic)));
        }
        return new Decision<>(records, response, List.of()).because("broker " + request.brokerId() + " says who is in sync");
    }

    private AlterPartitionResponseData.TopicData topic(int leader, AlterPartitionRequestData.TopicData asked) {
        AlterPartitionResponseData.TopicData answer = new AlterPartitionResponseData.TopicData().setTopicId(asked.topicId());
        Optional<TopicImage> topic = ground.image().topic(asked.topicId());
        asked.partitions().forEach(partition -> answer.partitions().add(topic.isPresent()
                ? partition(leader, topic.get(), partition) : refused(partition, Errors.UNKNOWN_TOPIC_ID)));
        return answer;
    }

    private static AlterPartitionResponseData.PartitionData refused(AlterPartitionRequestData.PartitionData asked, Errors error) {
        return new AlterPartitionResponseData.PartitionData().setPartitionIndex(asked.partitionIndex()).setErrorCode(error.code());
    }

    private AlterPartitionResponseData.PartitionData partition(int leader, TopicImage topic, AlterPartitionRequestData.PartitionData asked) {
        Optional<PartitionImage> known = topic.partition(asked.partitionIndex());
        if (known.isEmpty()) {
            return refused(asked, Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        PartitionImage before = known.get();
        List<BrokerState> wanted = wanted(asked);
        boolean recovering = asked.leaderRecoveryState() == PartitionChanges.RECOVERING;
        Errors error = standing(leader, before, asked);
        if (error == Errors.NONE) {
            error = fitting(before, wanted, recovering);
        }
        return error == Errors.NONE ? change(leader, topic, before, wanted, recovering) : refused(asked, error);
    }

    private List<BrokerState> wanted(AlterPartitionRequestData.PartitionData asked) {
        return version >= WITH_BROKER_EPOCHS ? asked.newIsrWithEpochs()
                : asked.newIsr().stream().map(id -> new BrokerState().setBrokerId(id).setBrokerEpoch(ANY_EPOCH)).toList();
    }

    /** Whether whoever asks leads the partition, and speaks of it as it is. */
    private static Errors standing(int leader, PartitionImage partition, AlterPartitionRequestData.PartitionData asked) {
        if (asked.leaderEpoch() > partition.leaderEpoch() || asked.partitionEpoch() > partition.partitionEpoch()) {
            return Errors.NOT_CONTROLLER; // it knows more than this controller: there must be another
        }
        if (asked.leaderEpoch() < partition.leaderEpoch()) {
            return Errors.FENCED_LEADER_EPOCH;
        }
        if (leader != partition.leader()) {
            return Errors.INVALID_REQUEST;
        }
        return asked.partitionEpoch() < partition.partitionEpoch() ? Errors.INVALID_UPDATE_VERSION : Errors.NONE;
    }

    private Errors fitting(PartitionImage partition, List<BrokerState> wanted, boolean recovering) {
        List<Integer> ids = wanted.stream().map(BrokerState::brokerId).toList();
        boolean sound = !ids.isEmpty() && new HashSet<>(ids).size() == ids.size() && partition.replicas().containsAll(ids)
                && ids.contains(partition.leader());
        if (!sound || recovering && (ids.size() > 1 || !partition.recovering())) {
            return Errors.INVALID_REQUEST;
        }
        return wanted.stream().allMatch(this::mayBeInSync) ? Errors.NONE : Errors.INELIGIBLE_REPLICA;
    }

    private boolean mayBeInSync(BrokerState wanted) {
        return ground.image().broker(wanted.brokerId())
                .filter(BrokerImage::active)
                .filter(broker -> wanted.brokerEpoch() == ANY_EPOCH || wanted.brokerEpoch() == broker.epoch())
                .isPresent();
    }

    private AlterPartitionResponseData.PartitionData change(
            int leader, TopicImage topic, PartitionImage before, List<BrokerState> wanted, boolean recovering) {
        Optional<MetadataRecord> record = ground.change(topic, before)
                .electing(ground.election(topic))
                .inSync(wanted.stream().map(BrokerState::brokerId).toList())
                .recovering(recovering)
                .record();
        record.ifPresent(records::add);
        PartitionImage after = record.map(written -> PartitionChanges.applied((PartitionChangeRecord) written.message(), before)).orElse(before);
        AlterPartitionResponseData.PartitionData answer = new AlterPartitionResponseData.PartitionData().setPartitionIndex(before.index());
        if (after.leader() != leader) { // a reassignment is complete with it, and this broker is no replica any more
            return answer.setErrorCode(Errors.NEW_LEADER_ELECTED.code());
        }
        return answer.setLeaderId(after.leader()).setLeaderEpoch(after.leaderEpoch()).setIsr(after.inSync())
                .setLeaderRecoveryState(after.recovering() ? PartitionChanges.RECOVERING : PartitionChanges.RECOVERED)
                .setPartitionEpoch(after.partitionEpoch());
    }
}
