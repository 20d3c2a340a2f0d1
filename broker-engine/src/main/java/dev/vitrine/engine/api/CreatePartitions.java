package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Gives topics more partitions. The answer comes when the new ones can be produced to. */
public final class CreatePartitions extends ForwardedApi<CreatePartitionsRequestData, CreatePartitionsResponseData> {

    public CreatePartitions(Controller controller) {
        super(ApiKeys.CREATE_PARTITIONS, 0, 3, CreatePartitionsResponseData.class, controller);
    }
}
