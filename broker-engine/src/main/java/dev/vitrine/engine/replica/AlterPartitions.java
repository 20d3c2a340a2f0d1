package dev.vitrine.engine.replica;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionRequestData.BrokerState;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Asks the active controller by AlterPartition, one request at a time, with all proposals that have come together meanwhile (KIP-497). Where no answer
 * comes, or not from the controller, they are asked again: what was decided the first time is then refused as outdated, and the image tells of it.
 */
final class AlterPartitions implements InSyncChanges {

    private static final short VERSION = 3;
    private static final long ANSWER_TIMEOUT_MS = 2_000;
    private static final long ASK_AGAIN_MS = 50;

    private final int broker;
    private final Neighbours neighbours;
    private final Links links;
    private final Scheduler scheduler;
    private final Mailbox mailbox;
    private final Map<Place, Waiting> waiting = new LinkedHashMap<>();
    private boolean asking;

    private record Place(Uuid topic, int partition) {}

    private record Waiting(Proposal proposal, CompletableFuture<Answer> answer) {}

    AlterPartitions(int broker, Neighbours neighbours, Links links, Scheduler scheduler, Executor pool) {
        this.broker = broker;
        this.neighbours = neighbours;
        this.links = links;
        this.scheduler = scheduler;
        this.mailbox = new Mailbox("in-sync replicas of " + broker, pool);
    }

    @Override
    public CompletionStage<Answer> propose(Proposal proposal) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        mailbox.execute(() -> {
            Waiting former = waiting.put(new Place(proposal.topicId(), proposal.partition().partition()), new Waiting(proposal, answer));
            if (former != null) {
                former.answer().complete(new Answer.Refused(Errors.INVALID_UPDATE_VERSION)); // its leader has gone on without it
            }
            ask();
        });
        return answer;
    }

    private void ask() {
        if (asking || waiting.isEmpty()) {
            return;
        }
        asking = true;
        Map<Place, Waiting> asked = new LinkedHashMap<>(waiting);
        Question question = new Question(request(asked), VERSION);
        links.ask(broker, neighbours.controller(), question, AlterPartitionResponseData.class, ANSWER_TIMEOUT_MS)
                .thenAccept(answer -> mailbox.execute(() -> answered(asked, answer)));
    }

    private AlterPartitionRequestData request(Map<Place, Waiting> asked) {
        Map<Uuid, AlterPartitionRequestData.TopicData> topics = new LinkedHashMap<>();
        asked.forEach((place, one) -> {
            List<BrokerState> members = new ArrayList<>();
            one.proposal().inSync().forEach(member -> members.add(new BrokerState().setBrokerId(member.broker()).setBrokerEpoch(member.epoch())));
            topics.computeIfAbsent(place.topic(), id -> new AlterPartitionRequestData.TopicData().setTopicId(id)).partitions().add(
                    new AlterPartitionRequestData.PartitionData()
                            .setPartitionIndex(place.partition())
                            .setLeaderEpoch(one.proposal().leaderEpoch())
                            .setPartitionEpoch(one.proposal().partitionEpoch())
                            .setNewIsrWithEpochs(members));
        });
        return new AlterPartitionRequestData().setBrokerId(broker).setBrokerEpoch(neighbours.epoch(broker)).setTopics(List.copyOf(topics.values()));
    }

    private void answered(Map<Place, Waiting> asked, Optional<AlterPartitionResponseData> answer) {
        asking = false;
        if (answer.isEmpty() || answer.get().errorCode() != Errors.NONE.code()) {
            scheduler.schedule(ASK_AGAIN_MS, () -> mailbox.execute(this::ask));
            return;
        }
        Map<Place, Answer> decided = new HashMap<>();
        answer.get().topics().forEach(topic -> topic.partitions().forEach(partition ->
                decided.put(new Place(topic.topicId(), partition.partitionIndex()), read(partition))));
        asked.forEach((place, one) -> {
            if (decided.containsKey(place) && waiting.remove(place, one)) {
                one.answer().complete(decided.get(place));
            }
        });
        ask();
    }

    private static Answer read(AlterPartitionResponseData.PartitionData partition) {
        return partition.errorCode() == Errors.NONE.code()
                ? new Answer.Decided(partition.leaderEpoch(), partition.partitionEpoch(), partition.isr())
                : new Answer.Refused(Errors.forCode(partition.errorCode()));
    }
}
