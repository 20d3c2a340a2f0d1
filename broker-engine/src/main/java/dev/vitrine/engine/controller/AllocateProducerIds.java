package dev.vitrine.engine.controller;

import java.util.List;
import org.apache.kafka.common.message.AllocateProducerIdsRequestData;
import org.apache.kafka.common.message.AllocateProducerIdsResponseData;
import org.apache.kafka.common.metadata.ProducerIdsRecord;
import org.apache.kafka.common.protocol.Errors;

/** Gives a broker a block of producer ids that nobody ever had. */
final class AllocateProducerIds {

    static final int BLOCK = 1000;

    private final Ground ground;

    AllocateProducerIds(Ground ground) {
        this.ground = ground;
    }

    Decision<AllocateProducerIdsResponseData> decide(AllocateProducerIdsRequestData request) {
        Errors stale = ground.stale(request.brokerId(), request.brokerEpoch());
        if (stale != Errors.NONE) {
            return Decision.nothing(new AllocateProducerIdsResponseData().setErrorCode(stale.code()));
        }
        long first = ground.image().nextProducerId();
        MetadataRecord record = MetadataRecord.of(new ProducerIdsRecord()
                .setBrokerId(request.brokerId()).setBrokerEpoch(request.brokerEpoch()).setNextProducerId(first + BLOCK));
        return new Decision<>(List.of(record), new AllocateProducerIdsResponseData().setProducerIdStart(first).setProducerIdLen(BLOCK), List.of());
    }
}
