package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.RemoveRaftVoterRequestData;
import org.apache.kafka.common.message.RemoveRaftVoterResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Takes the vote in the quorum of the metadata log from a broker, be it the leader's own (KIP-853); whoever leads the quorum does it. */
public final class RemoveRaftVoter extends ForwardedApi<RemoveRaftVoterRequestData, RemoveRaftVoterResponseData> {

    public RemoveRaftVoter(Controller controller) {
        super(ApiKeys.REMOVE_RAFT_VOTER, 0, 0, RemoveRaftVoterResponseData.class, controller);
    }
}
