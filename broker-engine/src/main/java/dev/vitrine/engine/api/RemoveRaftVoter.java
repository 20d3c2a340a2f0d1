package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.MetadataCache;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.RemoveRaftVoterRequestData;
import org.apache.kafka.common.message.RemoveRaftVoterResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Takes a voter out of the quorum of the metadata log (KIP-853): refused, as by every quorum whose voters are fixed (kraft.version 0). */
public final class RemoveRaftVoter extends Api<RemoveRaftVoterRequestData, RemoveRaftVoterResponseData> {

    private final MetadataCache metadata;

    public RemoveRaftVoter(MetadataCache metadata) {
        super(ApiKeys.REMOVE_RAFT_VOTER, 0, 0);
        this.metadata = metadata;
    }

    @Override
    public CompletionStage<RemoveRaftVoterResponseData> answer(RequestContext context, RemoveRaftVoterRequestData request) {
        String cluster = metadata.image().clusterId();
        if (request.clusterId() != null && !request.clusterId().equals(cluster)) {
            return refused(Errors.INCONSISTENT_CLUSTER_ID,
                    "The given id \"" + request.clusterId() + "\" doesn't match the cluster id \"" + cluster + "\"");
        }
        return request.voterId() < 0 || request.voterDirectoryId().equals(Uuid.ZERO_UUID)
                ? refused(Errors.INVALID_REQUEST, "Remove voter request didn't include a valid voter")
                : refused(Errors.UNSUPPORTED_VERSION, "Cluster doesn't support removing voter because the kraft.version feature is 0");
    }

    private static CompletionStage<RemoveRaftVoterResponseData> refused(Errors error, String message) {
        return now(new RemoveRaftVoterResponseData().setErrorCode(error.code()).setErrorMessage(message));
    }
}
