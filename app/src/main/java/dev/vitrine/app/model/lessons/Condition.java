package dev.vitrine.app.model.lessons;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.Collectors;

/** When a step counts as done. Judged by what the broker saw, whoever did it: an actor, the composer, a program from outside. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "see")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Condition.All.class, name = "all"),
    @JsonSubTypes.Type(value = OfTopic.There.class, name = "topic"),
    @JsonSubTypes.Type(value = OfTopic.Records.class, name = "records"),
    @JsonSubTypes.Type(value = OfTopic.Others.class, name = "others"),
    @JsonSubTypes.Type(value = OfTopic.OnePartition.class, name = "one-partition"),
    @JsonSubTypes.Type(value = OfTopic.Spread.class, name = "spread"),
    @JsonSubTypes.Type(value = OfTopic.Acks.class, name = "acks"),
    @JsonSubTypes.Type(value = OfTopic.Size.class, name = "size"),
    @JsonSubTypes.Type(value = OfTopic.HeldBack.class, name = "held-back"),
    @JsonSubTypes.Type(value = OfTopic.Trimmed.class, name = "trimmed"),
    @JsonSubTypes.Type(value = OfTopic.Compacted.class, name = "compacted"),
    @JsonSubTypes.Type(value = OfTopic.Ended.class, name = "transactions"),
    @JsonSubTypes.Type(value = OfGroup.Sharing.class, name = "sharing"),
    @JsonSubTypes.Type(value = OfGroup.Groups.class, name = "groups"),
    @JsonSubTypes.Type(value = OfGroup.By.class, name = "assignor"),
    @JsonSubTypes.Type(value = OfGroup.Read.class, name = "read"),
    @JsonSubTypes.Type(value = OfGroup.Committed.class, name = "committed"),
    @JsonSubTypes.Type(value = OfGroup.Uncommitted.class, name = "uncommitted"),
    @JsonSubTypes.Type(value = OfGroup.WentBack.class, name = "went-back"),
    @JsonSubTypes.Type(value = OfGroup.Behind.class, name = "lag"),
    @JsonSubTypes.Type(value = OfGroup.Left.class, name = "left"),
    @JsonSubTypes.Type(value = OfActor.Did.class, name = "actor"),
    @JsonSubTypes.Type(value = OfCluster.Brokers.class, name = "brokers"),
    @JsonSubTypes.Type(value = OfCluster.NewLeader.class, name = "new-leader"),
    @JsonSubTypes.Type(value = OfCluster.InSync.class, name = "in-sync"),
    @JsonSubTypes.Type(value = OfCluster.OutOfSync.class, name = "out-of-sync"),
    @JsonSubTypes.Type(value = OfCluster.Refuses.class, name = "refuses"),
    @JsonSubTypes.Type(value = OfCluster.Truncated.class, name = "truncated"),
    @JsonSubTypes.Type(value = OfCluster.NewController.class, name = "new-controller"),
    @JsonSubTypes.Type(value = OfCluster.NoController.class, name = "no-controller")
})
public sealed interface Condition permits Condition.All, OfTopic, OfGroup, OfActor, OfCluster {

    Verdict judge(Sight sight);

    /** Everything, at the same moment. */
    record All(List<Condition> of) implements Condition {

        public All {
            of = List.copyOf(of);
        }

        @Override
        public Verdict judge(Sight sight) {
            List<Verdict> verdicts = of.stream().map(condition -> condition.judge(sight)).toList();
            return new Verdict(verdicts.stream().allMatch(Verdict::met), verdicts.stream().map(Verdict::soFar).distinct().collect(Collectors.joining(", ")));
        }
    }
}
