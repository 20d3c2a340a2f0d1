package dev.vitrine.engine.api;

import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.ReadResult;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.replica.FollowerFetch;
import dev.vitrine.engine.replica.Isolation;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import dev.vitrine.engine.wire.FileRecords;
import dev.vitrine.engine.wire.RecordBytes;
import dev.vitrine.engine.wire.Responses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.message.FetchResponseData.EpochEndOffset;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/** One pass over the partitions that a fetch asks for. */
final class FetchRead {

    private final FetchReader reader;
    private final Isolation isolation;
    private final PartitionLookup partitions;
    private final List<FetchAnswer> answers = new ArrayList<>();
    private int bytes;
    private boolean begun;
    private boolean urgent;

    private FetchRead(FetchReader reader, PartitionLookup partitions) {
        this.reader = reader;
        this.isolation = reader.isolation();
        this.partitions = partitions;
    }

    /** @param maxBytes for all together */
    static FetchRead of(List<FetchTarget> targets, FetchReader reader, int maxBytes, PartitionLookup partitions) {
        FetchRead read = new FetchRead(reader, partitions);
        for (FetchTarget target : targets) {
            FetchAnswer answer = read.read(target, maxBytes);
            read.answers.add(answer);
            read.bytes += answer.bytes();
            read.begun |= !answer.isUnknown();
            read.urgent |= answer.isUrgent();
        }
        return read.unknownLast();
    }

    /** As in Kafka, those that don't exist are spoken of at the end. */
    private FetchRead unknownLast() {
        if (urgent) {
            answers.sort(Comparator.comparing(FetchAnswer::isUnknown));
        }
        return this;
    }

    int bytes() {
        return bytes;
    }

    boolean isForConsumer() {
        return reader instanceof FetchReader.Consumer;
    }

    /** Something to be told at once, however few bytes there are: an error, where the logs part, a high watermark that the follower doesn't know. */
    boolean isUrgent() {
        return urgent;
    }

    List<FetchAnswer> answers() {
        return answers;
    }

    List<Partition> partitions() {
        return answers.stream().flatMap(answer -> answer.partition().stream()).toList();
    }

    /** True where more can be seen now than when this was read. */
    boolean isStale() {
        return answers.stream().anyMatch(answer -> answer.partition()
                .map(partition -> partition.visibleEnd(isolation) != answer.visibleEnd()
                        || isolation == Isolation.REPLICA && partition.highWatermark() != answer.data().highWatermark())
                .orElse(false));
    }

    /** Lets the leader know how far this follower has come: to ask from an offset on is to have what lies before. */
    void tellLeaders() {
        if (reader instanceof FetchReader.Replica(int broker, long epoch)) {
            answers.stream().filter(FetchAnswer::isInOrder)
                    .forEach(answer -> answer.partition().ifPresent(partition -> partition.followers().fetched(broker,
                            new FollowerFetch(epochOf(answer.target(), partition), answer.target().offset(),
                                    answer.target().follower().startOffset(), epoch, answer.target().follower().presence()))));
        }
    }

    private static int epochOf(FetchTarget target, Partition partition) {
        return target.currentLeaderEpoch() >= 0 ? target.currentLeaderEpoch() : partition.leaderEpoch();
    }

    void release() {
        answers.forEach(answer -> RecordBytes.release(answer.data()));
    }

    private FetchAnswer read(FetchTarget target, int maxBytes) {
        Optional<Partition> found = target.name().flatMap(partitions::replica);
        Errors refused = refusal(target, found);
        if (refused != Errors.NONE) {
            return FetchAnswer.refused(target, found, refused);
        }
        Partition partition = found.get();
        PartitionData data = FetchAnswer.nothing(target).setAbortedTransactions(null);
        long visibleEnd = partition.visibleEnd(isolation);
        OptionalInt elsewhere = nearer(partition, target);
        if (elsewhere.isPresent()) {
            data.setPreferredReadReplica(elsewhere.getAsInt());
            offsets(partition, data);
        } else if (!diverges(partition, target, data)) {
            fill(partition, target, maxBytes, data);
        }
        return new FetchAnswer(target, found, data, visibleEnd);
    }

    /** Who says where it stands is sent to a replica that is nearer. */
    private OptionalInt nearer(Partition partition, FetchTarget target) {
        return reader instanceof FetchReader.Consumer(Isolation seen, Optional<String> rack) && rack.isPresent()
                ? partition.nearest(rack.get(), target.offset()) : OptionalInt.empty();
    }

    private Errors refusal(FetchTarget target, Optional<Partition> found) {
        if (target.topic().isEmpty()) {
            return Errors.UNKNOWN_TOPIC_ID;
        }
        return switch (reader) {
            case FetchReader.Consumer(Isolation seen, Optional<String> rack) -> rack.isPresent()
                    ? LeaderEpochs.checkReplica(partitions, target.name().get(), target.currentLeaderEpoch())
                    : LeaderEpochs.check(partitions, target.name().get(), target.currentLeaderEpoch());
            case FetchReader.Replica(int broker, long epoch) -> {
                Errors error = LeaderEpochs.check(partitions, target.name().get(), target.currentLeaderEpoch());
                yield error == Errors.NONE && !found.get().followers().include(broker) ? stranger(target) : error;
            }
        };
    }

    /** It may know of a newer assignment than this broker does. */
    private static Errors stranger(FetchTarget target) {
        return target.currentLeaderEpoch() < 0 ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_LEADER_EPOCH;
    }

    /** The client's log may have parted from ours (KIP-595): tells it where. */
    private static boolean diverges(Partition partition, FetchTarget target, PartitionData data) {
        if (target.lastFetchedEpoch() < 0) {
            return false;
        }
        Optional<Log.EpochEnd> end = partition.log().endOfEpoch(target.lastFetchedEpoch());
        if (end.isEmpty()) {
            data.setErrorCode(Errors.OFFSET_OUT_OF_RANGE.code());
            return true;
        }
        boolean diverges = end.get().epoch() < target.lastFetchedEpoch() || end.get().endOffset() < target.offset();
        if (diverges) {
            data.setDivergingEpoch(new EpochEndOffset().setEpoch(end.get().epoch()).setEndOffset(end.get().endOffset()));
            offsets(partition, data);
        }
        return diverges;
    }

    private void fill(Partition partition, FetchTarget target, int maxBytes, PartitionData data) {
        if (reader instanceof FetchReader.Replica(int broker, long epoch) && partition.followers().mustWait(broker)) {
            offsets(partition, data);
            return;
        }
        int limit = Math.min(target.maxBytes(), left(maxBytes));
        if (limit < 0 && partition.log().startOffset() <= target.offset() && target.offset() < partition.log().endOffset()) {
            data.setErrorCode(Errors.UNKNOWN_SERVER_ERROR.code()); // no room for less than nothing: Kafka finds out as it reads
            return;
        }
        switch (partition.read(target.offset(), Math.max(0, limit), isolation, bytes == 0)) {
            case ReadResult.Found found -> {
                offsets(partition, data);
                putOrRelease(found.records(), data);
                if (isolation == Isolation.READ_COMMITTED) {
                    putAborted(partition.log().abortedTransactions(target.offset(), found.records()), data);
                } else {
                    data.setAbortedTransactions(null); // nobody asked
                }
            }
            case ReadResult.OutOfRange out -> data.setErrorCode(Errors.OFFSET_OUT_OF_RANGE.code());
            case ReadResult.Failed failed -> data.setErrorCode(Errors.KAFKA_STORAGE_ERROR.code());
        }
    }

    /** How much there is still room for: less than nothing only for the first that is read, where the client says so. */
    private int left(int maxBytes) {
        return begun ? Math.max(0, maxBytes - bytes) : maxBytes;
    }

    private static void putAborted(Optional<List<dev.vitrine.engine.log.AbortedTransaction>> known, PartitionData data) {
        if (known.isEmpty()) {
            RecordBytes.release(data);
            RecordBytes.empty(data).setErrorCode(Errors.KAFKA_STORAGE_ERROR.code());
            return;
        }
        data.setAbortedTransactions(known.get().stream()
                .map(aborted -> new AbortedTransaction().setProducerId(aborted.producerId()).setFirstOffset(aborted.firstOffset()))
                .toList());
    }

    private static void putOrRelease(FileRecords records, PartitionData data) {
        if (records.sizeInBytes() > 0) {
            RecordBytes.put(data, records);
        } else {
            records.release();
        }
    }

    private static void offsets(Partition partition, PartitionData data) {
        data.setHighWatermark(partition.highWatermark())
                .setLastStableOffset(partition.lastStableOffset())
                .setLogStartOffset(partition.log().startOffset());
    }

    /**
     * Counts what the client has received: whoever asks from offset n on has what came before. Counted when it asks again, because only then is
     * it known how much of a batch the client wanted.
     */
    void noteProgress(RequestContext context, long nowMillis) {
        if (!isForConsumer()) {
            return;
        }
        for (FetchAnswer answer : answers) {
            answer.partition().ifPresent(partition -> {
                Flow flow = context.connection().flow(Direction.FETCH, partition.name());
                long wanted = answer.target().offset();
                long records = flow.nextOffset() < 0 ? 0 : Math.max(0, wanted - flow.nextOffset());
                if (records > 0 || flow.nextOffset() != wanted) {
                    flow.add(records, 0, 0, wanted, nowMillis);
                    partition.served(records, 0);
                }
            });
        }
    }

    /** Size of an answer of those that {@code chosen} wants, in bytes, as Kafka charges it: with the length before it. */
    int answerSize(short version, BiPredicate<FetchTarget, PartitionData> chosen) {
        FetchResponseData probe = new FetchResponseData();
        answers.stream().filter(answer -> chosen.test(answer.target(), answer.data()))
                .forEach(answer -> add(probe, answer.target(), answer.data()));
        return Integer.BYTES + Responses.bodySize(version, probe);
    }

    /** Hands on the answers, in the order asked; counts their bytes as sent. Whoever takes them sends or releases them. */
    void forEach(Optional<RequestContext> client, long nowMillis, BiConsumer<FetchTarget, PartitionData> taker) {
        for (FetchAnswer answer : answers) {
            int size = answer.bytes();
            if (size > 0 && client.isPresent() && isForConsumer()) {
                answer.partition().ifPresent(partition -> {
                    partition.served(0, size);
                    Flow flow = client.get().connection().flow(Direction.FETCH, partition.name());
                    flow.add(0, size, 0, answer.target().offset(), nowMillis);
                });
            }
            if (size > 0 && !isForConsumer()) {
                answer.partition().ifPresent(partition -> partition.followers().sent(size));
            }
            taker.accept(answer.target(), answer.data());
        }
    }

    /** Adds one partition's answer, under its topic: neighbours of one topic share an entry. */
    static void add(FetchResponseData response, FetchTarget target, PartitionData data) {
        List<FetchableTopicResponse> topics = response.responses();
        FetchableTopicResponse last = topics.isEmpty() ? null : topics.get(topics.size() - 1);
        String name = target.topic().orElse("");
        if (last == null || !last.topicId().equals(target.topicId()) || !last.topic().equals(name)) {
            last = new FetchableTopicResponse().setTopic(name).setTopicId(target.topicId());
            topics.add(last);
        }
        last.partitions().add(data);
    }
}
