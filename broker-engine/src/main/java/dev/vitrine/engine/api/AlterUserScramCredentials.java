package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Gives users SCRAM credentials and takes them away (KIP-554). */
public final class AlterUserScramCredentials extends ForwardedApi<AlterUserScramCredentialsRequestData, AlterUserScramCredentialsResponseData> {

    public AlterUserScramCredentials(Controller controller) {
        super(ApiKeys.ALTER_USER_SCRAM_CREDENTIALS, 0, 0, AlterUserScramCredentialsResponseData.class, controller);
    }
}
