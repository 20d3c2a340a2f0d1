package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Gives users SCRAM credentials and takes them away (KIP-554). */
public final class AlterUserScramCredentials extends Api<AlterUserScramCredentialsRequestData, AlterUserScramCredentialsResponseData> {

    private final Controller controller;

    public AlterUserScramCredentials(Controller controller) {
        super(ApiKeys.ALTER_USER_SCRAM_CREDENTIALS, 0, 0);
        this.controller = controller;
    }

    @Override
    public CompletionStage<AlterUserScramCredentialsResponseData> answer(RequestContext context, AlterUserScramCredentialsRequestData request) {
        return controller.alterUserScramCredentials(request);
    }
}
