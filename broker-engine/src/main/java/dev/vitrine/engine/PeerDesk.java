package dev.vitrine.engine;

import dev.vitrine.engine.api.AddPartitionsToTxn;
import dev.vitrine.engine.api.Fetch;
import dev.vitrine.engine.api.ListOffsets;
import dev.vitrine.engine.api.WriteTxnMarkers;
import dev.vitrine.engine.link.Peer;
import dev.vitrine.engine.link.Question;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * Who answers what other brokers ask: voters and the active controller, leaders of partitions, coordinators of transactions.
 *
 * @param reads what followers ask of leaders
 */
record PeerDesk(MetadataNode metadata, Reads reads, Transactions transactions) implements Peer {

    record Reads(Fetch fetch, ListOffsets offsets) {}

    record Transactions(WriteTxnMarkers markers, AddPartitionsToTxn partitions) {}

    @Override
    public CompletionStage<? extends ApiMessage> asked(int from, Question question) {
        if (MetadataNode.concerns(question)) {
            return metadata.asked(from, question);
        }
        return switch (question.message()) {
            case FetchRequestData fetch -> reads.fetch().ofFollower(question.version(), fetch);
            case ListOffsetsRequestData offsets -> reads.offsets().ofFollower(question.version(), offsets);
            case WriteTxnMarkersRequestData markers -> transactions.markers().ofBroker(markers);
            case AddPartitionsToTxnRequestData partitions -> transactions.partitions().ofBroker(question.version(), partitions);
            case ApiMessage other -> throw new IllegalArgumentException("nothing that brokers ask each other: " + other.getClass().getSimpleName());
        };
    }
}
