package dev.vitrine.engine.controller;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.protocol.Errors;

/** How each request is answered that the controller could not serve: all that it asked for bears the error. */
final class Refused {

    private Refused() {}

    static CreateTopicsResponseData createTopics(CreateTopicsRequestData request, Errors error) {
        CreateTopicsResponseData response = new CreateTopicsResponseData();
        request.topics().forEach(topic -> response.topics().mustAdd(new CreatableTopicResult()
                .setName(topic.name())
                .setErrorCode(error.code())
                .setErrorMessage(error.message())));
        return response;
    }

    static DeleteTopicsResponseData deleteTopics(DeleteTopicsRequestData request, Errors error) {
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

    static CreatePartitionsResponseData createPartitions(CreatePartitionsRequestData request, Errors error) {
        CreatePartitionsResponseData response = new CreatePartitionsResponseData();
        request.topics().forEach(topic -> response.results().add(new CreatePartitionsTopicResult()
                .setName(topic.name())
                .setErrorCode(error.code())
                .setErrorMessage(error.message())));
        return response;
    }

    static AlterConfigsResponseData alterConfigs(AlterConfigsRequestData request, Errors error) {
        AlterConfigsResponseData response = new AlterConfigsResponseData();
        request.resources().forEach(resource -> response.responses().add(
                new AlterConfigsResponseData.AlterConfigsResourceResponse()
                        .setResourceType(resource.resourceType())
                        .setResourceName(resource.resourceName())
                        .setErrorCode(error.code())
                        .setErrorMessage(error.message())));
        return response;
    }

    static IncrementalAlterConfigsResponseData alterConfigs(IncrementalAlterConfigsRequestData request, Errors error) {
        IncrementalAlterConfigsResponseData response = new IncrementalAlterConfigsResponseData();
        request.resources().forEach(resource -> response.responses().add(
                new IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse()
                        .setResourceType(resource.resourceType())
                        .setResourceName(resource.resourceName())
                        .setErrorCode(error.code())
                        .setErrorMessage(error.message())));
        return response;
    }

    static Map<String, Errors> createAutomatically(Set<String> topics, Errors error) {
        Map<String, Errors> outcomes = new TreeMap<>();
        topics.forEach(topic -> outcomes.put(topic, error));
        return outcomes;
    }
}
