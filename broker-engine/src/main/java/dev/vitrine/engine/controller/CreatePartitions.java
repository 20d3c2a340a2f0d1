package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsAssignment;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.protocol.Errors;

/** Gives topics more partitions. Fewer is not possible: records would be lost, and keys would change their place. */
final class CreatePartitions {

    /** As for new topics: more would be too large a batch of the metadata log. */
    private static final int MOST_PARTITIONS = 10_000;

    private final Ground ground;

    CreatePartitions(Ground ground) {
        this.ground = ground;
    }

    Decision<CreatePartitionsResponseData> decide(CreatePartitionsRequestData request) {
        CreatePartitionsResponseData response = new CreatePartitionsResponseData();
        Decision.Draft draft = new Decision.Draft();
        Map<String, Integer> times = times(request);
        for (CreatePartitionsTopic topic : request.topics()) {
            Integer asked = times.remove(topic.name());
            if (asked != null) {
                Optional<Refusal> refusal = asked > 1
                        ? Optional.of(new Refusal(Errors.INVALID_REQUEST, "Duplicate topic name."))
                        : extend(topic, request.validateOnly(), draft);
                response.results().add(result(topic.name(), refusal));
            }
        }
        return draft.decide(response);
    }

    /** How often each topic is named. */
    private static Map<String, Integer> times(CreatePartitionsRequestData request) {
        Map<String, Integer> times = new HashMap<>();
        request.topics().forEach(topic -> times.merge(topic.name(), 1, Integer::sum));
        return times;
    }

    /** Whether no topic is to grow, since each is named twice: then there is nothing to take time either. */
    static boolean asksNothing(CreatePartitionsRequestData request) {
        return times(request).values().stream().allMatch(asked -> asked > 1);
    }

    private static CreatePartitionsTopicResult result(String name, Optional<Refusal> refusal) {
        return new CreatePartitionsTopicResult()
                .setName(name)
                .setErrorCode(refusal.map(Refusal::error).orElse(Errors.NONE).code())
                .setErrorMessage(refusal.map(Refusal::message).orElse(null));
    }

    private Optional<Refusal> extend(CreatePartitionsTopic asked, boolean validateOnly, Decision.Draft draft) {
        Optional<TopicImage> topic = ground.image().topic(asked.name());
        if (topic.isEmpty()) {
            return Optional.of(new Refusal(Errors.UNKNOWN_TOPIC_OR_PARTITION, null));
        }
        int now = topic.get().partitions().size();
        return countRefusal(asked, now).or(() -> switch (replicas(asked, topic.get())) {
            case TopicPlacement.Placed.Refused(Refusal why) -> Optional.of(why);
            case TopicPlacement.Placed.At(List<List<Integer>> partitions) when !ground.quota().take(partitions.size()) ->
                    Optional.of(Ground.THROTTLED);
            case TopicPlacement.Placed.At(List<List<Integer>> partitions) -> {
                if (!validateOnly) {
                    draft.write(TopicRecords.partitions(topic.get().id(), now, partitions, ground.image()),
                            new Event.PartitionsAdded(asked.name(), now, asked.count()));
                }
                yield Optional.empty();
            }
        });
    }

    private static Optional<Refusal> countRefusal(CreatePartitionsTopic asked, int now) {
        if (asked.count() == now) {
            return refuse(Errors.INVALID_PARTITIONS, "Topic already has " + now + " partition(s).");
        }
        if (asked.count() < now) {
            return refuse(Errors.INVALID_PARTITIONS, "The topic " + asked.name() + " currently has " + now + " partition(s); "
                    + asked.count() + " would not be an increase.");
        }
        int additional = asked.count() - now;
        if (asked.assignments() != null && asked.assignments().size() != additional) {
            return refuse(Errors.INVALID_REPLICA_ASSIGNMENT, "Attempted to add " + additional + " additional partition(s), but only "
                    + asked.assignments().size() + " assignment(s) were specified.");
        }
        return additional > MOST_PARTITIONS
                ? refuse(Errors.POLICY_VIOLATION, "Excessively large number of partitions per request.") : Optional.empty();
    }

    /** New partitions have as many replicas as the old ones. */
    private TopicPlacement.Placed replicas(CreatePartitionsTopic asked, TopicImage topic) {
        int each = topic.partitions().getFirst().replicas().size();
        if (asked.assignments() == null) {
            return new TopicPlacement(ground).spread(asked.count() - topic.partitions().size(), each);
        }
        ManualAssignment check = new ManualAssignment(ground.image());
        List<List<Integer>> partitions = new ArrayList<>();
        for (CreatePartitionsAssignment assignment : asked.assignments()) {
            Optional<Refusal> refusal = check.refusal(assignment.brokerIds(), OptionalInt.of(each));
            if (refusal.isPresent()) {
                return new TopicPlacement.Placed.Refused(refusal.get());
            }
            if (assignment.brokerIds().stream().noneMatch(ground.image()::isActive)) {
                return new TopicPlacement.Placed.Refused(new Refusal(Errors.INVALID_REPLICA_ASSIGNMENT,
                        "All brokers specified in the manual partition assignment for partition " + (topic.partitions().size() + partitions.size())
                                + " are fenced or in controlled shutdown."));
            }
            partitions.add(assignment.brokerIds());
        }
        return new TopicPlacement.Placed.At(partitions);
    }

    private static Optional<Refusal> refuse(Errors error, String message) {
        return Optional.of(new Refusal(error, message));
    }
}
