package dev.vitrine.engine.controller;

import dev.vitrine.engine.link.Question;
import java.util.Optional;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.AddRaftVoterResponseData;
import org.apache.kafka.common.message.AllocateProducerIdsRequestData;
import org.apache.kafka.common.message.AllocateProducerIdsResponseData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.BrokerHeartbeatRequestData;
import org.apache.kafka.common.message.BrokerHeartbeatResponseData;
import org.apache.kafka.common.message.BrokerRegistrationRequestData;
import org.apache.kafka.common.message.BrokerRegistrationResponseData;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.RemoveRaftVoterRequestData;
import org.apache.kafka.common.message.RemoveRaftVoterResponseData;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/** How each request is answered that the controller could not serve: all that it asked for bears the error. */
final class Refused {

    private static final int NO_TIME = 0;

    private Refused() {}

    static ApiMessage of(Question question, Errors error) {
        return switch (question.message()) {
            case CreateTopicsRequestData request -> createTopics(request, error);
            case DeleteTopicsRequestData request -> deleteTopics(request, error);
            case CreatePartitionsRequestData request -> createPartitions(request, error);
            case AlterConfigsRequestData request -> alterConfigs(request, error);
            case IncrementalAlterConfigsRequestData request -> alterConfigs(request, error);
            case AlterPartitionReassignmentsRequestData request -> AlterReassignments.refused(request, error);
            case ListPartitionReassignmentsRequestData request -> ListReassignments.refused(error);
            case ElectLeadersRequestData request -> ElectLeaders.refused(request, error, error.message());
            case UpdateFeaturesRequestData request -> UpdateFeatures.refused(error, error.message());
            case UnregisterBrokerRequestData request -> UnregisterBroker.refused(error, error.message());
            case AlterClientQuotasRequestData request -> AlterClientQuotas.refused(request, error);
            case AlterUserScramCredentialsRequestData request -> AlterUserScramCredentials.refused(request, error);
            case AddRaftVoterRequestData request -> new AddRaftVoterResponseData().setErrorCode(error.code()).setErrorMessage(error.message());
            case RemoveRaftVoterRequestData request -> new RemoveRaftVoterResponseData().setErrorCode(error.code()).setErrorMessage(error.message());
            case AllocateProducerIdsRequestData request -> new AllocateProducerIdsResponseData().setErrorCode(error.code());
            case BrokerRegistrationRequestData request -> new BrokerRegistrationResponseData().setErrorCode(error.code());
            case BrokerHeartbeatRequestData request -> new BrokerHeartbeatResponseData().setErrorCode(error.code());
            case AlterPartitionRequestData request -> new AlterPartitionResponseData().setErrorCode(error.code());
            case ApiMessage other -> throw new IllegalArgumentException("nothing that a controller is asked: " + other.getClass().getSimpleName());
        };
    }

    /** Who gives no time at all is told at once that it is over, and who asks for nothing gets it at once: so does Kafka. */
    static Optional<ApiMessage> early(Question question) {
        return switch (question.message()) {
            case AlterPartitionReassignmentsRequestData request when request.topics().isEmpty() ->
                    Optional.of(new AlterPartitionReassignmentsResponseData());
            case ElectLeadersRequestData request when request.topicPartitions() != null && request.topicPartitions().isEmpty() ->
                    Optional.of(new ElectLeadersResponseData());
            default -> timeoutMs(question.message()) <= NO_TIME ? Optional.of(of(question, Errors.REQUEST_TIMED_OUT)) : Optional.empty();
        };
    }

    private static int timeoutMs(ApiMessage message) {
        return switch (message) {
            case CreateTopicsRequestData request when !CreateTopics.asksNothing(request) -> request.timeoutMs();
            case DeleteTopicsRequestData request when !DeleteTopics.asksNothing(request) -> request.timeoutMs();
            case CreatePartitionsRequestData request when !CreatePartitions.asksNothing(request) -> request.timeoutMs();
            case AlterPartitionReassignmentsRequestData request -> request.timeoutMs();
            case ElectLeadersRequestData request -> request.timeoutMs();
            default -> Integer.MAX_VALUE;
        };
    }

    private static CreateTopicsResponseData createTopics(CreateTopicsRequestData request, Errors error) {
        CreateTopicsResponseData response = new CreateTopicsResponseData();
        request.topics().forEach(topic -> response.topics().mustAdd(new CreatableTopicResult()
                .setName(topic.name())
                .setErrorCode(error.code())
                .setErrorMessage(error.message())));
        return response;
    }

    private static DeleteTopicsResponseData deleteTopics(DeleteTopicsRequestData request, Errors error) {
        DeleteTopicsResponseData response = new DeleteTopicsResponseData();
        request.topicNames().forEach(name -> response.responses().mustAdd(new DeletableTopicResult()
                .setName(name)
                .setErrorCode(error.code())
                .setErrorMessage(error.message())));
        request.topics().forEach(topic -> response.responses().mustAdd(new DeletableTopicResult()
                .setName(topic.name())
                .setTopicId(topic.topicId())
                .setErrorCode(error.code())
                .setErrorMessage(error.message())));
        return response;
    }

    private static CreatePartitionsResponseData createPartitions(CreatePartitionsRequestData request, Errors error) {
        CreatePartitionsResponseData response = new CreatePartitionsResponseData();
        request.topics().forEach(topic -> response.results().add(new CreatePartitionsTopicResult()
                .setName(topic.name())
                .setErrorCode(error.code())
                .setErrorMessage(error.message())));
        return response;
    }

    private static AlterConfigsResponseData alterConfigs(AlterConfigsRequestData request, Errors error) {
        AlterConfigsResponseData response = new AlterConfigsResponseData();
        request.resources().forEach(resource -> response.responses().add(
                new AlterConfigsResponseData.AlterConfigsResourceResponse()
                        .setResourceType(resource.resourceType())
                        .setResourceName(resource.resourceName())
                        .setErrorCode(error.code())
                        .setErrorMessage(error.message())));
        return response;
    }

    private static IncrementalAlterConfigsResponseData alterConfigs(IncrementalAlterConfigsRequestData request, Errors error) {
        IncrementalAlterConfigsResponseData response = new IncrementalAlterConfigsResponseData();
        request.resources().forEach(resource -> response.responses().add(
                new IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse()
                        .setResourceType(resource.resourceType())
                        .setResourceName(resource.resourceName())
                        .setErrorCode(error.code())
                        .setErrorMessage(error.message())));
        return response;
    }
}
