package dev.vitrine.engine.controller;

import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UnregisterBrokerResponseData;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.UnregisterBrokerRecord;
import org.apache.kafka.common.protocol.Errors;

/**
 * Forgets a broker, as Kafka does even one that runs: its partitions have no leader then, and no client is told of it any more, until it is
 * started again and registers anew.
 */
final class UnregisterBroker {

    private static final int NO_LEADER = -1;

    private final Ground ground;

    UnregisterBroker(Ground ground) {
        this.ground = ground;
    }

    Decision<UnregisterBrokerResponseData> decide(UnregisterBrokerRequestData request) {
        int id = request.brokerId();
        if (ground.image().broker(id).isEmpty()) {
            return Decision.nothing(refused(Errors.BROKER_ID_NOT_REGISTERED, "Broker ID " + id + " is not currently registered"));
        }
        List<MetadataRecord> records = new ArrayList<>();
        ground.image().topics().values().forEach(topic -> topic.partitions().stream()
                .filter(partition -> partition.leader() == id)
                .forEach(partition -> records.add(MetadataRecord.of(new PartitionChangeRecord()
                        .setTopicId(topic.id()).setPartitionId(partition.index()).setLeader(NO_LEADER)))));
        records.add(MetadataRecord.of(new UnregisterBrokerRecord().setBrokerId(id).setBrokerEpoch(-1)));
        return new Decision<>(records, new UnregisterBrokerResponseData().setErrorMessage(null),
                List.of(new Event.BrokerStopped(id)));
    }

    static UnregisterBrokerResponseData refused(Errors error) {
        return refused(error, error.message());
    }

    private static UnregisterBrokerResponseData refused(Errors error, String message) {
        return new UnregisterBrokerResponseData().setErrorCode(error.code()).setErrorMessage(message);
    }
}
