package dev.vitrine.app.model.composer;

import dev.vitrine.app.model.composer.Draft.HeaderDraft;
import dev.vitrine.app.model.composer.Draft.Typed;
import dev.vitrine.app.model.payload.Composed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;

/** What keeps a draft from being sent, field by field. */
public final class DraftCheck {

    private final Placeholders placeholders;

    public DraftCheck(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /** Where a problem is. */
    public enum Field { TOPIC, PARTITION, KEY, VALUE, HEADERS, COUNT, DELIVERY }

    /** One sentence about one field. */
    public record Problem(Field field, String why) {}

    /** @param partitions of the topic; empty where it doesn't exist yet or isn't known */
    public List<Problem> problems(Draft draft, OptionalInt partitions) {
        List<Problem> found = new ArrayList<>();
        topic(draft.topic(), found);
        partition(draft.partition(), partitions, found);
        if (draft.hasKey()) {
            typed(Field.KEY, "", draft.key(), found);
        }
        if (!draft.tombstone()) {
            typed(Field.VALUE, "", draft.value(), found);
        }
        for (HeaderDraft header : draft.headers()) {
            if (!header.isNull()) {
                typed(Field.HEADERS, "header “" + header.key() + "”: ", header.value(), found);
            }
        }
        if (draft.count() < 1 || draft.count() > Draft.MOST) {
            found.add(new Problem(Field.COUNT, "From 1 to %,d records at once.".formatted(Draft.MOST)));
        }
        if (draft.delivery().idempotent() && draft.delivery().acks() != Acks.ALL) {
            found.add(new Problem(Field.DELIVERY, "Idempotence needs acks=all: only then does the producer know what to send again."));
        }
        return List.copyOf(found);
    }

    private static void topic(String topic, List<Problem> found) {
        if (topic.isBlank()) {
            found.add(new Problem(Field.TOPIC, "Choose a topic."));
            return;
        }
        try {
            Topic.validate(topic);
        } catch (InvalidTopicException e) {
            found.add(new Problem(Field.TOPIC, e.getMessage() + "."));
        }
    }

    private static void partition(OptionalInt wanted, OptionalInt partitions, List<Problem> found) {
        if (wanted.isEmpty() || partitions.isEmpty()) {
            return;
        }
        if (wanted.getAsInt() < 0 || wanted.getAsInt() >= partitions.getAsInt()) {
            found.add(new Problem(Field.PARTITION, "The topic has partitions 0 to " + (partitions.getAsInt() - 1) + "."));
        }
    }

    private void typed(Field field, String where, Typed typed, List<Problem> found) {
        if (RecordMaker.composed(typed, 1, placeholders) instanceof Composed.Refused(String why)) {
            found.add(new Problem(field, where + "not " + typed.format().label() + ": " + why + "."));
        }
    }
}
