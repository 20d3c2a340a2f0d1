package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.MetadataCache;
import java.util.concurrent.CompletionStage;
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
        String named = request.clusterId(); // whoever names none means this one
        return now(named == null || named.equals(metadata.image().clusterId()) ? fixed() : otherCluster(named));
    }

    private static RemoveRaftVoterResponseData fixed() {
        return new RemoveRaftVoterResponseData()
                .setErrorCode(Errors.UNSUPPORTED_VERSION.code())
                .setErrorMessage("Cluster doesn't support removing voter because the kraft.version feature is 0");
    }

    private RemoveRaftVoterResponseData otherCluster(String named) {
        return new RemoveRaftVoterResponseData()
                .setErrorCode(Errors.INCONSISTENT_CLUSTER_ID.code())
                .setErrorMessage("The given id \"" + named + "\" doesn't match the cluster id \"" + metadata.image().clusterId() + "\"");
    }
}
