package dev.vitrine.app.screen.microscope;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.microscope.Needles;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.Segments;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.apache.kafka.common.TopicPartition;

/** The Microscope: whatever is selected, from as near as it gets. */
public final class MicroscopeController implements Screen, Screen.Zoomed {

    private static final String BROKER = "broker ";
    private static final int MOST_SUBJECTS = 400;
    private static final int MOST_EVENTS = 5_000;

    /** What can be looked at. */
    enum Kind {
        PARTITION("Partition"), GROUP("Group"), BROKER("Broker");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final ScreenContext context;
    private final List<Observed> events = new ArrayList<>();
    private DoubleProperty zoom = new SimpleDoubleProperty(1);
    private long seen;
    private boolean filling;
    private ClusterSnapshot snapshot;

    @FXML private Segments<Kind> kind;
    @FXML private ComboBox<String> subject;
    @FXML private Label about;
    @FXML private LogPane log;
    @FXML private MachinePane machine;
    @FXML private BrokerPane broker;
    @FXML private VBox nothing;
    @FXML private Label nothingTitle;
    @FXML private Label nothingText;

    public MicroscopeController(ScreenContext context) {
        this.context = context;
    }

    @Override
    public void zoom(DoubleProperty shared) {
        zoom = shared;
    }

    @FXML
    private void initialize() {
        kind.offer(List.of(Kind.values()), one -> one.words);
        kind.valueProperty().subscribe(_ -> turned());
        subject.valueProperty().subscribe(this::chosen);
        log.init(context);
        broker.init(context);
    }

    @Override
    public void onMade() {
        context.theme().addListener((_, _, _) -> look());
        zoom.addListener((_, _, _) -> look());
        context.selection().currentProperty().addListener((_, _, now) -> follow(now));
        look();
    }

    private void look() {
        Palette palette = Palette.of(context.theme().get());
        log.look(palette, zoom.get());
        machine.look(palette, zoom.get());
    }

    @Override
    public void onShow() {
        follow(context.selection().current());
    }

    /** The selection is the same on all screens: what it names is looked at. */
    private void follow(Selected selected) {
        switch (selected) {
            case Selected.Partition(TopicPartition id) -> look(Kind.PARTITION, id.toString());
            case Selected.Topic(String name) when !named(subject.getValue()).map(TopicPartition::topic).equals(Optional.of(name)) -> look(Kind.PARTITION, name + "-0");
            case Selected.Topic _ -> kind.choose(Kind.PARTITION);
            case Selected.Group _, Selected.Member _, Selected.Rebalance _ -> look(Kind.GROUP, selected.groupId().orElseThrow());
            case Selected.Client _ -> kind.choose(Kind.BROKER);
            case Selected.Broker(int id) -> look(Kind.BROKER, BROKER + id);
            case Selected.Nothing _ -> { }
        }
    }

    private void look(Kind at, String name) {
        kind.choose(at);
        fill();
        subject.setValue(name);
    }

    private void turned() {
        fill();
        show();
    }

    /** What there is of the kind; what was looked at stays where it still is there. */
    private void fill() {
        if (snapshot == null) {
            return;
        }
        List<String> there = switch (kind.chosen()) {
            case PARTITION -> snapshot.topics().stream().sorted((a, b) -> Boolean.compare(a.internal(), b.internal()))
                    .flatMap(topic -> topic.partitions().stream().map(p -> topic.name() + "-" + p.index())).limit(MOST_SUBJECTS).toList();
            case GROUP -> snapshot.groups().stream().map(group -> group.id()).limit(MOST_SUBJECTS).toList();
            case BROKER -> snapshot.brokers().stream().map(one -> BROKER + one.id()).toList();
        };
        if (!there.equals(subject.getItems())) {
            filling = true;
            String before = subject.getValue();
            subject.getItems().setAll(there);
            subject.setValue(there.contains(before) || before != null && kind.chosen() == Kind.PARTITION && exists(before) ? before : there.isEmpty() ? null : there.getFirst());
            filling = false;
            show();
        }
    }

    private boolean exists(String name) {
        return named(name).filter(id -> snapshot.topics().stream().anyMatch(topic -> topic.name().equals(id.topic()) && topic.partitions().size() > id.partition())).isPresent();
    }

    private static Optional<TopicPartition> named(String name) {
        int dash = name == null ? -1 : name.lastIndexOf('-');
        return dash <= 0 || !name.substring(dash + 1).matches("\\d{1,9}") ? Optional.empty()
                : Optional.of(new TopicPartition(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1))));
    }

    /** Before the first picture has come, the list may still name what was looked at before. */
    private static Optional<Integer> brokerNamed(String name) {
        return name == null || !name.matches(BROKER + "\\d{1,9}") ? Optional.empty() : Optional.of(Integer.parseInt(name.substring(BROKER.length())));
    }

    private void chosen(String name) {
        if (filling || name == null) {
            return;
        }
        show();
        switch (kind.chosen()) {
            case PARTITION -> named(name).map(Selected.Partition::new).filter(one -> !context.selection().current().equals(one)).ifPresent(context.selection()::select);
            case GROUP -> {
                if (!context.selection().current().groupId().equals(Optional.of(name))) {
                    context.selection().select(new Selected.Group(name));
                }
            }
            case BROKER -> {
                if (context.selection().current() instanceof Selected.Broker) {
                    brokerNamed(name).ifPresent(id -> context.selection().select(new Selected.Broker(id)));
                }
            }
        }
    }

    private void show() {
        boolean inside = context.source().inspection().isPresent();
        boolean something = subject.getValue() != null;
        Kind at = kind.chosen();
        visible(log, something && inside && at == Kind.PARTITION);
        visible(machine, something && at == Kind.GROUP);
        visible(broker, something && inside && at == Kind.BROKER);
        visible(nothing, !something || !inside && at != Kind.GROUP);
        nothingTitle.setText(something ? "Seen from outside only" : at == Kind.GROUP ? "No groups yet" : "Nothing there yet");
        nothingText.setText(something ? "This cluster runs elsewhere: its disks and threads can’t be looked into." : at == Kind.GROUP
                ? "A group shows up when a consumer with a group.id connects." : "Create a topic, or let a program send to one.");
        if (log.isVisible()) {
            named(subject.getValue()).ifPresent(id -> log.show(id, context.source().inspection().orElseThrow()));
        } else if (machine.isVisible()) {
            machine.show(subject.getValue());
        } else if (broker.isVisible()) {
            brokerNamed(subject.getValue()).ifPresent(broker::show);
        }
    }

    private static void visible(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        if (frame.snapshot() == null) {
            return;
        }
        boolean first = snapshot == null;
        snapshot = frame.snapshot();
        if (first || frame.hasNews()) {
            fill();
            tell();
        }
        if (log.isVisible()) {
            log.frame(frame);
        } else if (machine.isVisible()) {
            catchUp();
            machine.frame(frame, events);
        } else if (broker.isVisible()) {
            broker.frame(frame);
        }
    }

    private void tell() {
        about.setText(switch (kind.chosen()) {
            case PARTITION -> named(subject.getValue()).flatMap(id -> Needles.partition(snapshot, id))
                    .map(p -> "leader broker " + p.leader() + " · epoch " + p.leaderEpoch() + " · " + Figures.count(p.segments(), "segment") + " · " + Figures.bytes(p.sizeBytes()))
                    .orElse("");
            case GROUP -> "";
            case BROKER -> "controller is broker " + snapshot.controllerId();
        });
    }

    /** What happened while nobody looked is still in the ring. */
    private void catchUp() {
        Events.Page page = context.source().eventsAfter(seen, 1_000);
        events.addAll(page.events());
        seen = page.events().isEmpty() ? seen : page.events().getLast().sequence();
        if (events.size() > MOST_EVENTS) {
            events.subList(0, events.size() - MOST_EVENTS).clear();
        }
    }
}
