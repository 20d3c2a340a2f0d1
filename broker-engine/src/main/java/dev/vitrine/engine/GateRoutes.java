package dev.vitrine.engine;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.replica.TransactionGate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransactionCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** The transaction coordinator of a transactional id, on whatever broker it is (KIP-890). */
final class GateRoutes implements TransactionGate {

    private static final short VERSION = ApiKeys.ADD_PARTITIONS_TO_TXN.latestVersion();
    /** As Kafka's {@code request.timeout.ms}. */
    private static final long PATIENCE_MS = 30_000;

    private final int self;
    private final TransactionGate here;
    private final ToIntFunction<String> partitionOf;
    private final Supplier<ClusterImage> image;
    private final Links links;

    /** @param here the coordinator on this broker @param partitionOf of {@code __transaction_state}, by transactional id */
    GateRoutes(int self, TransactionGate here, ToIntFunction<String> partitionOf, Supplier<ClusterImage> image, Links links) {
        this.self = self;
        this.here = here;
        this.partitionOf = partitionOf;
        this.image = image;
        this.links = links;
    }

    @Override
    public void verify(Question question, Consumer<Map<TopicPartition, Errors>> answer) {
        int coordinator = coordinator(question);
        if (coordinator == self) {
            here.verify(question, answer);
        } else {
            ask(coordinator, question, true, answer);
        }
    }

    @Override
    public void add(Question question, Consumer<Map<TopicPartition, Errors>> answer) {
        int coordinator = coordinator(question);
        if (coordinator == self) {
            here.add(question, answer);
        } else {
            ask(coordinator, question, false, answer);
        }
    }

    /** Before there is such a topic this broker says itself that it knows of no transaction. */
    private int coordinator(Question question) {
        return image.get().topic(Topic.TRANSACTION_STATE_TOPIC_NAME)
                .flatMap(topic -> topic.partition(partitionOf.applyAsInt(question.transactionalId())))
                .map(PartitionImage::leader).orElse(self);
    }

    private void ask(int coordinator, Question question, boolean verifyOnly, Consumer<Map<TopicPartition, Errors>> answer) {
        if (coordinator == PartitionImage.NO_LEADER) {
            answer.accept(all(question, Errors.COORDINATOR_NOT_AVAILABLE));
            return;
        }
        var asked = new dev.vitrine.engine.link.Question(request(question, verifyOnly), VERSION);
        links.ask(self, coordinator, asked, AddPartitionsToTxnResponseData.class, PATIENCE_MS)
                .thenAccept(told -> answer.accept(answers(question, told)));
    }

    private static AddPartitionsToTxnRequestData request(Question question, boolean verifyOnly) {
        Map<String, AddPartitionsToTxnTopic> topics = new LinkedHashMap<>();
        question.partitions().forEach(name -> topics.computeIfAbsent(name.topic(), topic -> new AddPartitionsToTxnTopic().setName(topic))
                .partitions().add(name.partition()));
        AddPartitionsToTxnTransactionCollection transactions = new AddPartitionsToTxnTransactionCollection();
        transactions.add(new AddPartitionsToTxnTransaction()
                .setTransactionalId(question.transactionalId())
                .setProducerId(question.producerId())
                .setProducerEpoch(question.producerEpoch())
                .setVerifyOnly(verifyOnly)
                .setTopics(new AddPartitionsToTxnTopicCollection(List.copyOf(topics.values()).iterator())));
        return new AddPartitionsToTxnRequestData().setTransactions(transactions);
    }

    private static Map<TopicPartition, Errors> answers(Question question, Optional<AddPartitionsToTxnResponseData> told) {
        Map<TopicPartition, Errors> errors = all(question, told.isPresent() ? Errors.UNKNOWN_SERVER_ERROR : Errors.NETWORK_EXCEPTION);
        told.ifPresent(answer -> {
            Errors whole = Errors.forCode(answer.errorCode());
            if (whole != Errors.NONE) {
                errors.replaceAll((partition, error) -> whole);
            }
            answer.resultsByTransaction().forEach(one -> one.topicResults().forEach(topic -> topic.resultsByPartition().forEach(partition ->
                    errors.put(new TopicPartition(topic.name(), partition.partitionIndex()), Errors.forCode(partition.partitionErrorCode())))));
        });
        return errors;
    }

    private static Map<TopicPartition, Errors> all(Question question, Errors error) {
        Map<TopicPartition, Errors> all = new LinkedHashMap<>();
        question.partitions().forEach(name -> all.put(name, error));
        return all;
    }
}
