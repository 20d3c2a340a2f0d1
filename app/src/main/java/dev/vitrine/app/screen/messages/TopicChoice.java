package dev.vitrine.app.screen.messages;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.TopicView;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.Map;
import javafx.scene.control.ComboBox;

/** Keeps a chooser of topics up to date without ever taking the choice away: the user's topics first, Kafka's own last. */
public final class TopicChoice {

    private ComboBox<String> box;
    private List<String> names = List.of();
    private Map<String, Integer> counts = Map.of();
    private String wanted = "";
    private boolean refilling;

    /** @param chosen told of each choice that a person or {@link #want} made */
    public void bind(ComboBox<String> topics, Consumer<String> chosen) {
        box = topics;
        box.valueProperty().addListener((_, _, name) -> {
            if (name != null && !refilling) {
                chosen.accept(name);
            }
        });
    }

    /** Chooses the topic as soon as it is known to exist. */
    public void want(String topic) {
        wanted = topic;
        chooseWanted();
    }

    public void show(ClusterSnapshot snapshot) {
        counts = snapshot.topics().stream().collect(Collectors.toMap(TopicView::name, t -> t.partitions().size(), (a, _) -> a));
        List<String> fresh = snapshot.topics().stream()
                .sorted(Comparator.comparing(TopicView::internal).thenComparing(TopicView::name)).map(TopicView::name).toList();
        if (!fresh.equals(names)) {
            names = fresh;
            String kept = box.getValue();
            refilling = true;
            box.getItems().setAll(fresh);
            box.setValue(kept);
            refilling = false;
        }
        chooseWanted();
    }

    /** How many partitions a topic has; empty where it isn't there. */
    public Optional<Integer> partitions(String topic) {
        return Optional.ofNullable(topic).map(counts::get);
    }

    /** The same, for those who count. */
    public OptionalInt partitionCount(String topic) {
        return partitions(topic).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private void chooseWanted() {
        if (!wanted.isEmpty() && names.contains(wanted)) {
            String topic = wanted;
            wanted = "";
            box.setValue(topic);
        }
    }
}
