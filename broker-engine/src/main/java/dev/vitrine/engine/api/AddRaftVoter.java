package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.MetadataCache;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.AddRaftVoterResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Adds a voter to the quorum of the metadata log (KIP-853): refused, as by every quorum whose voters are fixed (kraft.version 0). */
public final class AddRaftVoter extends Api<AddRaftVoterRequestData, AddRaftVoterResponseData> {

    private static final String CONTROLLER_LISTENER = "CONTROLLER";

    private final MetadataCache metadata;

    public AddRaftVoter(MetadataCache metadata) {
        super(ApiKeys.ADD_RAFT_VOTER, 0, 1);
        this.metadata = metadata;
    }

    @Override
    public CompletionStage<AddRaftVoterResponseData> answer(RequestContext context, AddRaftVoterRequestData request) {
        String cluster = metadata.image().clusterId();
        if (request.clusterId() != null && !request.clusterId().equals(cluster)) {
            return refused(Errors.INCONSISTENT_CLUSTER_ID,
                    "The given id \"" + request.clusterId() + "\" doesn't match the cluster id \"" + cluster + "\"");
        }
        if (request.voterId() < 0 || request.voterDirectoryId().equals(Uuid.ZERO_UUID)) {
            return refused(Errors.INVALID_REQUEST, "Add voter request didn't include a valid voter");
        }
        boolean reachable = request.listeners().stream().anyMatch(listener -> listener.name().equals(CONTROLLER_LISTENER));
        return reachable
                ? refused(Errors.UNSUPPORTED_VERSION, "Cluster doesn't support adding voter because the kraft.version feature is 0")
                : refused(Errors.INVALID_REQUEST, "Add voter request didn't include the endpoint for the default listener " + CONTROLLER_LISTENER);
    }

    private static CompletionStage<AddRaftVoterResponseData> refused(Errors error, String message) {
        return now(new AddRaftVoterResponseData().setErrorCode(error.code()).setErrorMessage(message));
    }
}
