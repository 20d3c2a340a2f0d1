package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.replica.TransactionGate.Question;
import dev.vitrine.engine.txn.TransactionCoordinator;
import dev.vitrine.engine.txn.TransactionVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnPartitionResult;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnResult;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnTopicResult;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnTopicResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Partitions become part of a transaction before anything is written to them. All of them, or none: where one is refused, the others are
 * OPERATION_NOT_ATTEMPTED. v2: PRODUCER_FENCED (KIP-588). v4: for brokers, many transactions at once, and verifying only (KIP-890).
 */
public final class AddPartitionsToTxn extends Api<AddPartitionsToTxnRequestData, AddPartitionsToTxnResponseData> {

    private static final int FENCED_SINCE = 2;
    private static final int BATCHES_SINCE = 4;

    private final TransactionCoordinator transactions;
    private final MetadataCache metadata;

    public AddPartitionsToTxn(TransactionCoordinator transactions, MetadataCache metadata) {
        super(ApiKeys.ADD_PARTITIONS_TO_TXN, 0, 5);
        this.transactions = transactions;
        this.metadata = metadata;
    }

    @Override
    public CompletionStage<AddPartitionsToTxnResponseData> answer(RequestContext context, AddPartitionsToTxnRequestData request) {
        return ofBroker(context.version(), request);
    }

    /** Answers another broker, too, on behalf of the partitions that it leads. */
    public CompletionStage<AddPartitionsToTxnResponseData> ofBroker(short version, AddPartitionsToTxnRequestData request) {
        if (version < BATCHES_SINCE) {
            Question question = question(request.v3AndBelowTransactionalId(), request.v3AndBelowProducerId(), request.v3AndBelowProducerEpoch(),
                    request.v3AndBelowTopics());
            boolean asWhole = allWell(question, version);
            return add(question, TransactionVersion.TV_0, version)
                    .thenApply(answers -> new AddPartitionsToTxnResponseData().setResultsByTopicV3AndBelow(
                            asWhole ? asAsked(request.v3AndBelowTopics(), answers) : each(answers)));
        }
        CompletionStage<AddPartitionsToTxnResponseData> response = now(new AddPartitionsToTxnResponseData());
        for (AddPartitionsToTxnTransaction transaction : request.transactions()) {
            response = response.thenCombine(answer(version, transaction), (all, one) -> {
                all.resultsByTransaction().add(one);
                return all;
            });
        }
        return response;
    }

    private CompletionStage<AddPartitionsToTxnResult> answer(short version, AddPartitionsToTxnTransaction transaction) {
        Question question =
                question(transaction.transactionalId(), transaction.producerId(), transaction.producerEpoch(), transaction.topics());
        boolean allWell = allWell(question, version);
        CompletionStage<Map<TopicPartition, Errors>> answers = transaction.verifyOnly()
                ? allWell ? transactions.verifyPartitions(question) : now(refused(question, version))
                : add(question, TransactionVersion.TV_2, version);
        return answers.thenApply(errors -> new AddPartitionsToTxnResult().setTransactionalId(transaction.transactionalId())
                .setTopicResults(allWell && !transaction.verifyOnly() ? asAsked(transaction.topics(), errors) : each(errors)));
    }

    private static Question question(String transactionalId, long producerId, short epoch, AddPartitionsToTxnTopicCollection topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach(topic -> topic.partitions().forEach(index -> partitions.add(new TopicPartition(topic.name(), index))));
        return new Question(transactionalId, producerId, epoch, partitions);
    }

    private CompletionStage<Map<TopicPartition, Errors>> add(Question question, TransactionVersion client, short version) {
        return !allWell(question, version)
                ? now(refused(question, version))
                : transactions.addPartitions(question, client).thenApply(error -> all(question, Fencing.told(error, version, FENCED_SINCE)));
    }

    private boolean allWell(Question question, short version) {
        ClusterImage image = metadata.image();
        return question.partitions().stream().allMatch(partition -> check(image, partition, version) == Errors.NONE);
    }

    private Map<TopicPartition, Errors> refused(Question question, short version) {
        ClusterImage image = metadata.image();
        Map<TopicPartition, Errors> errors = new LinkedHashMap<>();
        question.partitions().forEach(partition -> {
            Errors error = check(image, partition, version);
            errors.put(partition, error == Errors.NONE ? Errors.OPERATION_NOT_ATTEMPTED : error);
        });
        return errors;
    }

    /** Clients have no business in internal topics: offsets enter a transaction by AddOffsetsToTxn. */
    private static Errors check(ClusterImage image, TopicPartition partition, short version) {
        if (version < BATCHES_SINCE && Topic.isInternal(partition.topic())) {
            return Errors.TOPIC_AUTHORIZATION_FAILED;
        }
        boolean there = image.topic(partition.topic()).flatMap(topic -> topic.partition(partition.partition())).isPresent();
        return there ? Errors.NONE : Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }

    private static Map<TopicPartition, Errors> all(Question question, Errors error) {
        Map<TopicPartition, Errors> errors = new LinkedHashMap<>();
        question.partitions().forEach(partition -> errors.put(partition, error));
        return errors;
    }

    /** What is answered as a whole is answered just as it was asked: what is named twice twice, and topics without partitions too. */
    private static AddPartitionsToTxnTopicResultCollection asAsked(
            AddPartitionsToTxnTopicCollection asked, Map<TopicPartition, Errors> errors) {
        AddPartitionsToTxnTopicResultCollection topics = new AddPartitionsToTxnTopicResultCollection();
        asked.forEach(topic -> {
            AddPartitionsToTxnTopicResult result = new AddPartitionsToTxnTopicResult().setName(topic.name());
            topic.partitions().forEach(index -> add(result, index, errors.get(new TopicPartition(topic.name(), index))));
            topics.add(result);
        });
        return topics;
    }

    private static AddPartitionsToTxnTopicResultCollection each(Map<TopicPartition, Errors> errors) {
        AddPartitionsToTxnTopicResultCollection topics = new AddPartitionsToTxnTopicResultCollection();
        errors.forEach((partition, error) -> {
            AddPartitionsToTxnTopicResult topic = topics.find(partition.topic());
            if (topic == null) {
                topic = new AddPartitionsToTxnTopicResult().setName(partition.topic());
                topics.add(topic);
            }
            add(topic, partition.partition(), error);
        });
        return topics;
    }

    private static void add(AddPartitionsToTxnTopicResult topic, int partition, Errors error) {
        topic.resultsByPartition().add(new AddPartitionsToTxnPartitionResult()
                .setPartitionIndex(partition)
                .setPartitionErrorCode(error.code()));
    }
}
