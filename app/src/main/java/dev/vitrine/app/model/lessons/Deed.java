package dev.vitrine.app.model.lessons;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.vitrine.app.model.actors.Assignor;
import dev.vitrine.app.model.actors.CommitMode;
import dev.vitrine.app.model.actors.Content;
import dev.vitrine.app.model.actors.KeyPlan;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.model.composer.Compression;
import dev.vitrine.app.model.composer.SendMode;
import java.util.Map;
import java.util.Optional;

/** Something that a lesson does itself: to set its scene, or to show how a step is done. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Deed.CreateTopic.class, name = "create-topic"),
    @JsonSubTypes.Type(value = Deed.AddPartitions.class, name = "add-partitions"),
    @JsonSubTypes.Type(value = Deed.Configure.class, name = "configure"),
    @JsonSubTypes.Type(value = Deed.DeleteRecords.class, name = "delete-records"),
    @JsonSubTypes.Type(value = Deed.Send.class, name = "send"),
    @JsonSubTypes.Type(value = Deed.Produce.class, name = "produce"),
    @JsonSubTypes.Type(value = Deed.Consume.class, name = "consume"),
    @JsonSubTypes.Type(value = Deed.Tell.class, name = "tell"),
    @JsonSubTypes.Type(value = Deed.ResetOffsets.class, name = "reset-offsets"),
    @JsonSubTypes.Type(value = Deed.Brokers.class, name = "brokers"),
    @JsonSubTypes.Type(value = Deed.Hurt.class, name = "hurt"),
    @JsonSubTypes.Type(value = Deed.Mend.class, name = "mend")
})
public sealed interface Deed {

    /** The topic that it is about. */
    default Optional<String> topic() {
        return switch (this) {
            case CreateTopic d -> Optional.of(d.name());
            case AddPartitions d -> Optional.of(d.of());
            case Configure d -> Optional.of(d.of());
            case DeleteRecords d -> Optional.of(d.of());
            case Send d -> Optional.of(d.to());
            case Produce d -> Optional.of(d.to());
            case Consume d -> Optional.of(d.from());
            case ResetOffsets d -> Optional.of(d.of());
            case Hurt d -> Optional.ofNullable(d.of());
            case Tell _, Brokers _, Mend _ -> Optional.empty();
        };
    }

    /** One that is there already stays as it is. @param replicas of each partition; 0 for as many as the brokers were told to make, which those that were added later don't change */
    record CreateTopic(String name, int partitions, int replicas, Map<String, String> configs) implements Deed {

        public CreateTopic {
            configs = configs == null ? Map.of() : Map.copyOf(configs);
        }
    }

    /** @param partitions how many there are to be */
    record AddPartitions(String of, int partitions) implements Deed {}

    record Configure(String of, Map<String, String> set) implements Deed {

        public Configure {
            set = Map.copyOf(set);
        }
    }

    /** Deletes what the topic holds now. */
    record DeleteRecords(String of) implements Deed {}

    /**
     * Sends records by hand.
     *
     * @param key   null for none; # stands for the number of the record, from 1
     * @param value null for a tombstone
     * @param times 1 where nothing is said
     * @param acks  ALL where nothing is said
     */
    record Send(String to, String key, String value, Integer times, Acks acks, Integer partition) implements Deed {

        public Send {
            times = times == null ? 1 : times;
            acks = acks == null ? Acks.ALL : acks;
        }
    }

    /** Has a producer play; where one of that name does already, it is told to be as this. What is null is as an ordinary actor has it. */
    record Produce(String name, String to, Double perSecond, KeyPlan keys, Integer distinctKeys, Content content, Integer bytes, SendMode mode, Acks acks,
                   Compression compression, Integer batchBytes, Integer lingerMs, Integer transaction, Integer abortPercent) implements Deed {}

    /** The same for a consumer. */
    record Consume(String name, String group, String from, Integer millis, Integer mostRecords, CommitMode commit, Boolean committedOnly, Assignor assignor,
                   Integer pollSeconds) implements Deed {}

    /** Tells an actor what to do. */
    record Tell(String actor, Order to) implements Deed {}

    enum Order { START, LEAVE, CRASH, FREEZE, STICK, WAKE, GO }

    /** Adds brokers until so many run. */
    record Brokers(int atLeast) implements Deed {}

    /** Something happens to a broker. @param of a topic, where a leader or follower is meant */
    record Hurt(Act act, Whom whom, String of) implements Deed {

        enum Act { STOP, KILL, FREEZE, CUT_OFF }

        /** OTHER: one that runs and isn't the controller. */
        enum Whom { LEADER, FOLLOWER, CONTROLLER, OTHER }
    }

    /** Who was stopped, killed or frozen runs again, and every link is in order. */
    record Mend() implements Deed {}

    /** Back to the beginning, once the group has no members any more. */
    record ResetOffsets(String group, String of) implements Deed {}
}
