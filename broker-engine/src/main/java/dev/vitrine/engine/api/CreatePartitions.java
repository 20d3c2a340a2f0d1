package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Gives topics more partitions. The answer comes when the new ones can be produced to. */
public final class CreatePartitions extends Api<CreatePartitionsRequestData, CreatePartitionsResponseData> {

    /** From here on an answer may say THROTTLING_QUOTA_EXCEEDED (KIP-599). */
    private static final short KNOWS_QUOTAS = 3;

    private final Controller controller;

    public CreatePartitions(Controller controller) {
        super(ApiKeys.CREATE_PARTITIONS, 0, 3);
        this.controller = controller;
    }

    @Override
    public CompletionStage<CreatePartitionsResponseData> answer(RequestContext context, CreatePartitionsRequestData request) {
        return controller.createPartitions(request, context.account().mutations(context.version() >= KNOWS_QUOTAS));
    }
}
