package dev.vitrine.engine.api;

import dev.vitrine.engine.api.ProduceTransactions.Decision;
import dev.vitrine.engine.log.AppendResult.Appended;
import dev.vitrine.engine.log.AppendResult.Rejected;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.quota.QuotaKind;
import dev.vitrine.engine.replica.Acks;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import dev.vitrine.engine.replica.TransactionAdmission;
import dev.vitrine.engine.replica.TransactionAdmission.Admitted;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.wire.BatchFrame;
import dev.vitrine.engine.wire.RecordBytes;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicIdPartition;
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
 *   <li>acks=all is answered when every in-sync replica has the records, or when the request's own timeout is over.
 *   <li>acks=0 has no response; where something went wrong the connection is closed, so that the client notices.
 * </ul>
 */
public final class Produce extends Api<ProduceRequestData, ProduceResponseData> {

    private static final short OLDEST_SERVED = 3;
    private static final short ALL = -1;
    /** The one client that Kafka lets write to the coordinators' topics. */
    private static final String ADMIN_CLIENT = "__admin_client";

    /** Where the log was not to be had, or refused a batch unseen, Kafka doesn't tell its start. */
    private static final Set<Errors> WITHOUT_LOG_START = EnumSet.of(Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.NOT_LEADER_OR_FOLLOWER,
            Errors.MESSAGE_TOO_LARGE, Errors.RECORD_LIST_TOO_LARGE, Errors.CORRUPT_MESSAGE, Errors.KAFKA_STORAGE_ERROR);

    private final PartitionLookup partitions;
    private final MetadataCache metadata;
    private final LeaderHints hints;
    private final ProduceTransactions transactions;
    private final Clock clock;

    public Produce(PartitionLookup partitions, MetadataCache metadata, TransactionAdmission admission, Clock clock) {
        super(ApiKeys.PRODUCE, 0, 13);
        this.partitions = partitions;
        this.metadata = metadata;
        this.hints = new LeaderHints(metadata);
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
            context.account().charge(QuotaKind.PRODUCE, context.size());
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
        AskedBatches asked = AskedBatches.of(request, context.version(), metadata.image());
        Errors refusal = refusal(request);
        if (refusal != Errors.NONE) {
            return now(refused(asked.names(), refusal));
        }
        return transactions.decide(context.version(), request.transactionalId(), asked.batches()).thenCompose(decision -> switch (decision) {
            case Decision.Refused(Errors error) -> now(refused(asked.names(), error));
            case Decision.Each(Admitted admitted) -> append(context, request, asked, admitted);
        });
    }

    /**
     * Kafka first looks for a transaction in what comes, partition by partition: the first transactional batch decides, and bytes before it that
     * can't be a batch at all spoil the whole request.
     */
    private static Errors refusal(ProduceRequestData request) {
        for (TopicProduceData topic : request.topicData()) {
            for (PartitionProduceData partition : topic.partitionData()) {
                switch (BatchFrame.first(RecordBytes.of(partition))) {
                    case BROKEN -> {
                        return Errors.CORRUPT_MESSAGE;
                    }
                    case TRANSACTIONAL -> {
                        return request.transactionalId() == null ? Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED : Errors.NONE;
                    }
                    case NONE, PLAIN -> { }
                }
            }
        }
        return Errors.NONE;
    }

    private static ProduceResponseData refused(Set<TopicIdPartition> asked, Errors error) {
        ProduceResponseData response = new ProduceResponseData();
        asked.forEach(name -> add(response, name, refused(name, error, null)));
        return response;
    }

    private CompletionStage<ProduceResponseData> append(
            RequestContext context, ProduceRequestData request, AskedBatches asked, Admitted admitted) {
        Map<TopicIdPartition, CompletableFuture<PartitionProduceResponse>> answers = new LinkedHashMap<>();
        asked.batches().forEach((name, batch) -> answers.put(name, append(context, request, name, batch, admitted)));
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new)).thenApply(done -> {
            ProduceResponseData response = new ProduceResponseData();
            asked.names().forEach(name -> {
                PartitionProduceResponse answer = asked.refused().containsKey(name)
                        ? refused(name, asked.refused().get(name), null)
                        : answers.get(name).join();
                hints.add(context, name.topicPartition(), answer, response);
                add(response, name, answer);
            });
            return response;
        });
    }

    private static void add(ProduceResponseData response, TopicIdPartition name, PartitionProduceResponse answer) {
        TopicProduceResponse topic = response.responses().find(name.topic(), name.topicId());
        if (topic == null) {
            topic = new TopicProduceResponse().setName(name.topic()).setTopicId(name.topicId());
            response.responses().add(topic);
        }
        topic.partitionResponses().add(answer);
    }

    private CompletableFuture<PartitionProduceResponse> append(
            RequestContext context, ProduceRequestData request, TopicIdPartition name, ByteBuffer batch, Admitted admitted) {
        short acks = request.acks();
        Optional<Partition> found = partitions.find(name.topicPartition());
        Optional<PartitionProduceResponse> refusal = found.isEmpty()
                ? Optional.of(refused(name, partitions.notLed(name.topicPartition()), null))
                : refusal(context, acks, name, admitted);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        Partition partition = found.orElseThrow();
        return partition.append(batch, context.version(), admitted.guard(name.topicPartition()), wanted(acks, request.timeoutMs()))
                .thenApply(result -> switch (result) {
                    case Appended done -> appended(context, acks, partition, done);
                    case Rejected no -> rejected(partition, name, no);
                }).toCompletableFuture();
    }

    private static Acks wanted(short acks, int timeoutMs) {
        return acks == ALL ? Acks.all(timeoutMs) : Acks.LEADER;
    }

    /** Why nothing is appended, though the partition is here and the records are one batch. */
    private static Optional<PartitionProduceResponse> refusal(RequestContext context, short acks, TopicIdPartition name, Admitted admitted) {
        if (acks < -1 || acks > 1) {
            return Optional.of(refused(name, Errors.INVALID_REQUIRED_ACKS, null));
        }
        if (Topic.isInternal(name.topic()) && !context.clientId().equals(ADMIN_CLIENT)) {
            return Optional.of(refused(name, Errors.INVALID_TOPIC_EXCEPTION, null));
        }
        return Optional.ofNullable(admitted.refused().get(name.topicPartition())).map(ProduceTransactions::told)
                .map(told -> refused(name, told.error(), told.message()));
    }

    private PartitionProduceResponse appended(RequestContext context, short acks, Partition partition, Appended done) {
        context.connection().flow(Direction.PRODUCE, partition.name())
                .add(done.duplicate() ? 0 : done.records(), done.bytes(), acks, done.lastOffset() + 1, clock.millis());
        return new PartitionProduceResponse().setIndex(partition.name().partition())
                .setBaseOffset(done.baseOffset()).setLogAppendTimeMs(done.logAppendTimeMs()).setLogStartOffset(done.logStartOffset());
    }

    private static PartitionProduceResponse rejected(Partition partition, TopicIdPartition name, Rejected no) {
        PartitionProduceResponse answer = refused(name, no.error(), no.message().orElse(null));
        if (!WITHOUT_LOG_START.contains(no.error())) {
            answer.setLogStartOffset(partition.log().startOffset());
        }
        return answer.setRecordErrors(no.recordErrors().stream()
                .map(bad -> new BatchIndexAndErrorMessage().setBatchIndex(bad.batchIndex()).setBatchIndexErrorMessage(bad.message()))
                .toList());
    }

    /** @param message null for none */
    private static PartitionProduceResponse refused(TopicIdPartition name, Errors error, String message) {
        return new PartitionProduceResponse().setIndex(name.partition()).setErrorCode(error.code()).setErrorMessage(message)
                .setBaseOffset(-1).setLogAppendTimeMs(-1).setLogStartOffset(-1);
    }
}
