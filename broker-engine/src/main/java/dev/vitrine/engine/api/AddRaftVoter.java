package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.MetadataCache;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.AddRaftVoterResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Adds a voter to the quorum of the metadata log (KIP-853): refused, as by every quorum whose voters are fixed (kraft.version 0). */
public final class AddRaftVoter extends Api<AddRaftVoterRequestData, AddRaftVoterResponseData> {

    private final MetadataCache metadata;

    public AddRaftVoter(MetadataCache metadata) {
        super(ApiKeys.ADD_RAFT_VOTER, 0, 1);
        this.metadata = metadata;
    }

    @Override
    public CompletionStage<AddRaftVoterResponseData> answer(RequestContext context, AddRaftVoterRequestData request) {
        String named = request.clusterId(); // whoever names none means this one
        return now(named == null || named.equals(metadata.image().clusterId()) ? fixed() : otherCluster(named));
    }

    private static AddRaftVoterResponseData fixed() {
        return new AddRaftVoterResponseData()
                .setErrorCode(Errors.UNSUPPORTED_VERSION.code())
                .setErrorMessage("Cluster doesn't support adding voter because the kraft.version feature is 0");
    }

    private AddRaftVoterResponseData otherCluster(String named) {
        return new AddRaftVoterResponseData()
                .setErrorCode(Errors.INCONSISTENT_CLUSTER_ID.code())
                .setErrorMessage("The given id \"" + named + "\" doesn't match the cluster id \"" + metadata.image().clusterId() + "\"");
    }
}
