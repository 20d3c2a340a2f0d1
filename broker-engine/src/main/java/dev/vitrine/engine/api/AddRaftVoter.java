package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.AddRaftVoterResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Lets a broker vote in the quorum of the metadata log, once it has copied what there is (KIP-853); whoever leads the quorum does it.
 * <ul>
 *   <li>v1: may be answered when it is written, without waiting for the commit (KIP-1186).
 * </ul>
 */
public final class AddRaftVoter extends ForwardedApi<AddRaftVoterRequestData, AddRaftVoterResponseData> {

    public AddRaftVoter(Controller controller) {
        super(ApiKeys.ADD_RAFT_VOTER, 0, 1, AddRaftVoterResponseData.class, controller);
    }
}
