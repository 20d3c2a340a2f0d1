package dev.vitrine.app.model.lessons;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Seen at groups that read a topic: at one of a name, or at any where none is given. What is counted is counted from when the step began. */
public sealed interface OfGroup extends Condition {

    /**
     * A settled group whose members read the topic, so many of them; and so many who have nothing to read.
     *
     * @param readers at least
     * @param idle    exactly; 0 where nothing is said
     */
    record Sharing(String topic, String group, int readers, Integer idle) implements OfGroup {

        public Sharing {
            idle = idle == null ? 0 : idle;
        }

        @Override
        public Verdict judge(Sight sight) {
            return sight.groups(group, topic).map(this::judge).max(Comparator.comparing(Verdict::met)).orElse(Verdict.of(false, "no group reads " + topic));
        }

        private Verdict judge(GroupView found) {
            if (found.state() != GroupState.STABLE) {
                return Verdict.of(false, found.id() + " is " + found.state().label());
            }
            long reading = found.members().stream().filter(member -> Sight.owns(member, topic)).count();
            long resting = found.members().stream().filter(member -> !Sight.owns(member, null)).count();
            return Verdict.of(reading >= readers && resting == idle, found.id() + ": " + reading + " read" + (resting > 0 || idle > 0 ? ", " + resting + " idle" : ""));
        }
    }

    /** So many groups with members read it. */
    record Groups(String topic, int atLeast) implements OfGroup {

        @Override
        public Verdict judge(Sight sight) {
            return Verdict.of(sight.groups(null, topic).filter(group -> group.members().stream().anyMatch(member -> Sight.owns(member, topic))).count(), atLeast,
                    "groups read it");
        }
    }

    /** A settled group hands out by this assignor. */
    record By(String topic, String group, String assignor, String type) implements OfGroup {

        public By {
            type = type == null ? "classic" : type;
        }

        @Override
        public Verdict judge(Sight sight) {
            Optional<GroupView> any = sight.groups(group, topic).filter(found -> found.state() == GroupState.STABLE).findFirst();
            boolean met = sight.groups(group, topic).anyMatch(found -> found.state() == GroupState.STABLE && found.type().equals(type)
                    && found.protocol().filter(assignor::equals).isPresent());
            return Verdict.of(met, any.flatMap(GroupView::protocol).map(protocol -> "assigned by " + protocol).orElse("not settled yet"));
        }
    }

    /** Records handed to members' connections. */
    record Read(String topic, String group, int records) implements OfGroup {

        @Override
        public Verdict judge(Sight sight) {
            Set<String> clients = sight.groups(group, topic).flatMap(found -> found.members().stream()).map(MemberView::clientId).collect(Collectors.toSet());
            long read = sight.traffic(topic, Direction.FETCH).filter(went -> clients.contains(went.clientId())).mapToLong(went -> went.flow().records()).sum();
            return Verdict.of(read, records, "records read");
        }
    }

    /** It committed so far on from where it was. */
    record Committed(String topic, String group, int records) implements OfGroup {

        @Override
        public Verdict judge(Sight sight) {
            Map<String, Long> was = sight.groupsBefore(group, topic).collect(Collectors.toMap(GroupView::id, found -> Sight.committed(found, topic)));
            long most = sight.groups(group, topic).mapToLong(found -> Sight.committed(found, topic) - was.getOrDefault(found.id(), 0L)).max().orElse(0);
            return Verdict.of(most, records, "records committed");
        }
    }

    /** A member reads and the group has no position at all. */
    record Uncommitted(String topic, String group) implements OfGroup {

        @Override
        public Verdict judge(Sight sight) {
            boolean met = sight.groups(group, topic).anyMatch(found -> found.members().stream().anyMatch(member -> Sight.owns(member, topic))
                    && found.offsets().stream().noneMatch(offset -> offset.partition().topic().equals(topic)));
            return Verdict.of(met, met ? "a reader without a commit" : "not so yet");
        }
    }

    /** Its position is before where it was. */
    record WentBack(String topic, String group) implements OfGroup {

        @Override
        public Verdict judge(Sight sight) {
            boolean met = sight.events(Event.OffsetsCommitted.class).filter(event -> group == null || event.group().equals(group))
                    .anyMatch(event -> event.offsets().entrySet().stream().anyMatch(e -> e.getKey().topic().equals(topic)
                            && sight.groupsBefore(event.group(), topic).flatMap(found -> found.offsets().stream())
                                    .anyMatch(old -> old.partition().equals(e.getKey()) && old.offset() > e.getValue())));
            return Verdict.of(met, met ? "the group stands further back" : "the group stands where it stood");
        }
    }

    /** How many records it is behind. One of both limits, or both. */
    record Behind(String topic, String group, Integer atLeast, Integer atMost) implements OfGroup {

        @Override
        public Verdict judge(Sight sight) {
            return sight.groups(group, topic).map(found -> sight.lag(found, topic)).map(lag -> Verdict.of(within(lag), "lag " + lag)).max(Comparator.comparing(Verdict::met))
                    .orElse(Verdict.of(false, "no group reads " + topic));
        }

        private boolean within(long lag) {
            return (atLeast == null || lag >= atLeast) && (atMost == null || lag <= atMost);
        }
    }

    /** A member went. @param cause null for any */
    record Left(String topic, String group, LeaveCause cause) implements OfGroup {

        @Override
        public Verdict judge(Sight sight) {
            Set<String> groups = sight.groups(group, topic).map(GroupView::id).collect(Collectors.toSet());
            boolean met = sight.events(Event.MemberLeft.class).anyMatch(event -> groups.contains(event.group()) && (cause == null || event.cause() == cause));
            return Verdict.of(met, met ? "a member is out" : "all members are still in");
        }
    }
}
