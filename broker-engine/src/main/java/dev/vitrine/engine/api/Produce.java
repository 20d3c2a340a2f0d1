package dev.vitrine.engine.api;

import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.AppendResult.Appended;
import dev.vitrine.engine.log.AppendResult.Rejected;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import dev.vitrine.engine.replica.TransactionAdmission;
import dev.vitrine.engine.replica.TransactionAdmission.Admitted;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.RecordBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.BatchIndexAndErrorMessage;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Appends record batches.
 * <ul>
 *   <li>v0–2 are advertised and not served: librdkafka before 2.0 switches compression off where they are missing (KAFKA-18659).
 *   <li>v3: record batches of magic 2. v7: zstd. v8: errors of single records. v10: leader hints (KIP-951). v11: TRANSACTION_ABORTABLE. v12: a
 *       transactional batch adds its partition to the transaction (KIP-890). v13: topic ids (KIP-516).
 *   <li>acks=0 has no response; where something went wrong the connection is closed, so that the client notices.
 * </ul>
 */
public final class Produce extends Api<ProduceRequestData, ProduceResponseData> {

    private static final short OLDEST_SERVED = 3;
    private static final short TOPIC_IDS = 13;
    /** The one client that Kafka lets write to the coordinators' topics. */
    private static final String ADMIN_CLIENT = "__admin_client";

    /** Where the log was not to be had, or refused a batch unseen, Kafka doesn't tell its start. */
    private static final Set<Errors> WITHOUT_LOG_START = EnumSet.of(Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.NOT_LEADER_OR_FOLLOWER,
            Errors.MESSAGE_TOO_LARGE, Errors.RECORD_LIST_TOO_LARGE, Errors.CORRUPT_MESSAGE, Errors.KAFKA_STORAGE_ERROR);

    private final PartitionLookup partitions;
    private final MetadataCache metadata;
    private final ProduceTransactions transactions;
    private final Clock clock;

    public Produce(PartitionLookup partitions, MetadataCache metadata, TransactionAdmission admission, Clock clock) {
        super(ApiKeys.PRODUCE, 0, 13);
        this.partitions = partitions;
        this.metadata = metadata;
        this.transactions = new ProduceTransactions(admission);
        this.clock = clock;
    }

    @Override
    public boolean serves(short version) {
        return version >= OLDEST_SERVED && super.serves(version);
    }

    @Override
    protected CompletionStage<Reply> reply(RequestContext context, ProduceRequestData request) {
        return answer(context, request).thenApply(answer -> {
            if (request.acks() != 0) {
                return new Reply.Body(answer, context.version());
            }
            return firstError(answer)
                    .<Reply>map(error -> new Reply.Close("a produce request with acks=0 failed: " + error))
                    .orElse(new Reply.None());
        });
    }

    private static Optional<Errors> firstError(ProduceResponseData answer) {
        return answer.responses().stream()
                .flatMap(topic -> topic.partitionResponses().stream())
                .map(partition -> Errors.forCode(partition.errorCode()))
                .filter(error -> error != Errors.NONE)
                .findFirst();
    }

    @Override
    public CompletionStage<ProduceResponseData> answer(RequestContext context, ProduceRequestData request) {
        ProduceResponseData response = new ProduceResponseData();
        List<Append> appends = new ArrayList<>();
        for (TopicProduceData topic : request.topicData()) {
            Optional<String> name = topicName(context.version(), topic);
            TopicProduceResponse answers = new TopicProduceResponse().setName(name.orElse(topic.name())).setTopicId(topic.topicId());
            if (!topic.partitionData().isEmpty()) {
                response.responses().add(answers);
            }
            for (PartitionProduceData partition : topic.partitionData()) {
                PartitionProduceResponse answer = new PartitionProduceResponse().setIndex(partition.index());
                answers.partitionResponses().add(answer);
                Append append = new Append(context, request.acks(), answer);
                name.ifPresentOrElse(
                        known -> appends.add(append.of(new TopicPartition(known, partition.index()), RecordBytes.of(partition))),
                        () -> append.refuse(Errors.UNKNOWN_TOPIC_ID, null));
            }
        }
        return append(context.version(), request.transactionalId(), appends).thenApply(done -> response);
    }

    private CompletionStage<Void> append(short version, String transactionalId, List<Append> appends) {
        if (appends.stream().noneMatch(append -> BatchHeader.beginsTransactional(append.batches))) {
            return run(appends, Admitted.UNASKED);
        }
        Map<TopicPartition, ByteBuffer> batches = new HashMap<>();
        appends.forEach(append -> batches.put(append.name, append.batches));
        return transactions.decide(version, transactionalId, batches).thenCompose(decision -> switch (decision) {
            case ProduceTransactions.Decision.Refused(Errors error) -> {
                appends.forEach(append -> append.refuse(error, null));
                yield now(null);
            }
            case ProduceTransactions.Decision.Each(Admitted admitted) -> run(appends, admitted);
        });
    }

    private static CompletionStage<Void> run(List<Append> appends, Admitted admitted) {
        return CompletableFuture.allOf(appends.stream().map(append -> append.run(admitted)).toArray(CompletableFuture[]::new));
    }

    private Optional<String> topicName(short version, TopicProduceData topic) {
        return version < TOPIC_IDS ? Optional.of(topic.name()) : metadata.image().topic(topic.topicId()).map(TopicImage::name);
    }

    /** The append to one partition, from request to answer. */
    private final class Append {

        private final RequestContext context;
        private final short acks;
        private final PartitionProduceResponse answer;
        private TopicPartition name;
        private ByteBuffer batches;

        Append(RequestContext context, short acks, PartitionProduceResponse answer) {
            this.context = context;
            this.acks = acks;
            this.answer = answer;
        }

        Append of(TopicPartition partition, ByteBuffer records) {
            name = partition;
            batches = records;
            return this;
        }

        CompletableFuture<?> run(Admitted admitted) {
            Optional<Partition> partition = partitions.find(name);
            if (partition.isEmpty()) {
                refuse(Errors.UNKNOWN_TOPIC_OR_PARTITION, null);
            } else if (acks < -1 || acks > 1) {
                refuse(Errors.INVALID_REQUIRED_ACKS, null);
            } else if (Topic.isInternal(name.topic()) && !context.clientId().equals(ADMIN_CLIENT)) {
                refuse(Errors.INVALID_TOPIC_EXCEPTION, null);
            } else if (admitted.refused().containsKey(name)) {
                ProduceTransactions.Told told = ProduceTransactions.told(admitted.refused().get(name));
                refuse(told.error(), told.message());
            } else {
                return partition.get().append(batches, context.version(), admitted.guard(name))
                        .thenAccept(result -> fill(partition.get(), result))
                        .toCompletableFuture();
            }
            return CompletableFuture.completedFuture(null);
        }

        private void fill(Partition partition, AppendResult result) {
            switch (result) {
                case Appended done -> {
                    answer.setBaseOffset(done.baseOffset()).setLogAppendTimeMs(done.logAppendTimeMs())
                            .setLogStartOffset(done.logStartOffset());
                    context.connection().flow(Direction.PRODUCE, partition.name())
                            .add(done.duplicate() ? 0 : done.records(), done.bytes(), acks, done.lastOffset() + 1, clock.millis());
                }
                case Rejected no -> {
                    refuse(no.error(), no.message().orElse(null));
                    if (!WITHOUT_LOG_START.contains(no.error())) {
                        answer.setLogStartOffset(partition.log().startOffset());
                    }
                    answer.setRecordErrors(no.recordErrors().stream()
                            .map(bad -> new BatchIndexAndErrorMessage()
                                    .setBatchIndex(bad.batchIndex()).setBatchIndexErrorMessage(bad.message()))
                            .toList());
                }
            }
        }

        void refuse(Errors error, String message) {
            answer.setErrorCode(error.code()).setErrorMessage(message).setBaseOffset(-1).setLogAppendTimeMs(-1).setLogStartOffset(-1);
        }
    }
}
