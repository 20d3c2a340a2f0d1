package dev.vitrine.app.stage;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Notices;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.CastCall;
import dev.vitrine.app.model.actors.Casts;
import dev.vitrine.app.model.actors.Casts.Cast;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.actors.ProducerSetup;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.widget.Tips;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.GroupView;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;

/**
 * Where actors wait to be put on the stage: by a menu, by dragging a handle onto a topic or a group, by a right click on what is there. Whoever is on
 * the stage is told what to do by a right click too.
 */
public final class Wings {

    private static final String SOMEWHERE = "family-topic";
    private static final double DRAGGED_FAR = 6;

    private final ActorDesk desk;
    private final CastCall call;
    private final Background background;
    private final Notices notices;
    private final Consumer<String> open;
    private final BooleanSupplier past;
    private ClusterSnapshot snapshot;
    private Ghost ghost;
    private ContextMenu shown;

    /** What can be added. */
    enum Kind { PRODUCER, CONSUMER }

    /** @param open shows an actor, by its client id, on its own screen; @param past true where what is shown is not now: then nothing is done */
    public Wings(ActorDesk desk, CastCall call, Background background, Notices notices, Consumer<String> open, BooleanSupplier past) {
        this.past = past;
        this.desk = desk;
        this.call = call;
        this.background = background;
        this.notices = notices;
        this.open = open;
    }

    /** What an actor was told to be; empty for everybody else. From any thread. */
    Optional<String> role(String clientId) {
        return desk.named(clientId).map(view -> view.setup().about());
    }

    void see(ClusterSnapshot newest) {
        snapshot = newest;
    }

    /** Right clicks anywhere on the stage come here. */
    void over(Pane stage) {
        ghost = new Ghost(stage);
        stage.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            Node on = event.getPickResult().getIntersectedNode() == null ? stage : event.getPickResult().getIntersectedNode();
            show(menu(picked(on)), stage, event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    private void show(ContextMenu menu, Node owner, double x, double y) {
        if (past.getAsBoolean()) {
            return;
        }
        if (shown != null) {
            shown.hide();
        }
        shown = menu;
        menu.show(owner, x, y);
    }

    /** The thing on the stage that a node belongs to. */
    static Selected picked(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getProperties().get(Selected.class) instanceof Selected selected) {
                return selected;
            }
        }
        return new Selected.Nothing();
    }

    private ContextMenu menu(Selected on) {
        Optional<ActorView> actor = client(on).flatMap(desk::named);
        return actor.isPresent() ? ActorMenu.of(actor.get(), desk, this::remove, open) : adding(on);
    }

    private Optional<String> client(Selected on) {
        return switch (on) {
            case Selected.Client(String clientId) -> Optional.of(clientId);
            case Selected.Member(String group, String memberId) -> group(group).flatMap(view -> view.members().stream()
                    .filter(member -> member.memberId().equals(memberId)).findFirst()).map(member -> member.clientId());
            default -> Optional.empty();
        };
    }

    private Optional<GroupView> group(String id) {
        return snapshot == null ? Optional.empty() : snapshot.groups().stream().filter(view -> view.id().equals(id)).findFirst();
    }

    private ContextMenu adding(Selected on) {
        ContextMenu menu = new ContextMenu();
        ActorMenu.item(menu, on.topicName().map(topic -> "Add a producer to " + topic).orElse("Add a producer"), () -> add(Kind.PRODUCER, on));
        ActorMenu.item(menu, on.groupId().map(group -> "Add a consumer to " + group).or(() -> on.topicName().map(topic -> "Add a consumer of " + topic)).orElse("Add a consumer"),
                () -> add(Kind.CONSUMER, on));
        ActorMenu.line(menu);
        Casts.all().forEach(cast -> ActorMenu.item(menu, "Call: " + cast.title(), () -> call(cast)));
        return menu;
    }

    /** A handle to click for a menu, or to drag onto what the actor is for. */
    Button handle(Kind kind) {
        Button handle = new Button(kind == Kind.PRODUCER ? "+" : "+ consumer");
        handle.setId(kind == Kind.PRODUCER ? "add-producer" : "add-consumer");
        handle.getStyleClass().setAll("link");
        handle.setAccessibleText(kind == Kind.PRODUCER ? "add a producer" : "add a consumer");
        Tips.on(handle, () -> kind == Kind.PRODUCER ? "A producer: click, or drag me onto a topic" : "A consumer: click, or drag me onto a topic or a group");
        double[] from = new double[2];
        handle.addEventHandler(MouseEvent.MOUSE_PRESSED, press -> {
            from[0] = press.getSceneX();
            from[1] = press.getSceneY();
        });
        handle.addEventHandler(MouseEvent.MOUSE_DRAGGED, drag -> {
            if (ghost.isUp() || Math.hypot(drag.getSceneX() - from[0], drag.getSceneY() - from[1]) > DRAGGED_FAR) {
                ghost.follow(kind == Kind.PRODUCER ? "a producer" : "a consumer", drag);
            }
        });
        handle.addEventHandler(MouseEvent.MOUSE_RELEASED, release -> {
            if (ghost.isUp()) {
                ghost.down();
                Node on = release.getPickResult().getIntersectedNode();
                if (on != null && on != handle && !past.getAsBoolean()) {
                    add(kind, picked(on));
                }
            }
        });
        handle.setOnAction(_ -> {
            if (!ghost.wasUp()) {
                var place = handle.localToScreen(0, handle.getHeight());
                show(adding(new Selected.Nothing()), handle, place.getX(), place.getY());
            }
        });
        return handle;
    }

    private void add(Kind kind, Selected where) {
        String topic = where.topicName().or(this::anyTopic).orElse(SOMEWHERE);
        hire(kind == Kind.PRODUCER ? ProducerSetup.plain("producer-1", topic) : consumer(where, topic));
    }

    /** Like those who are in the group already: the same topics, and where it is an actor, the same of everything. */
    private ConsumerSetup consumer(Selected where, String topic) {
        String group = where.groupId().orElse(topic + "-readers");
        Optional<ConsumerSetup> like = desk.views().stream().map(ActorView::setup).filter(ConsumerSetup.class::isInstance).map(ConsumerSetup.class::cast)
                .filter(setup -> setup.group().equals(group)).findFirst();
        List<String> topics = group(group).map(view -> view.members().stream().flatMap(member -> member.subscribed().stream()).distinct().sorted().toList())
                .filter(all -> !all.isEmpty()).orElse(List.of(topic));
        return like.orElseGet(() -> new ConsumerSetup(group + "-1", group, topics, ConsumerSetup.plain("", "", "").reading(), ConsumerSetup.Membership.DEFAULT));
    }

    private Optional<String> anyTopic() {
        return snapshot == null ? Optional.empty() : snapshot.topics().stream().filter(topic -> !topic.internal()).map(topic -> topic.name()).sorted().findFirst();
    }

    private void hire(Setup setup) {
        desk.add(setup, true).ifPresentOrElse(view -> notices.offer(view.name() + " is on the stage.", "Change it", () -> open.accept(view.name())),
                () -> notices.tell("There are " + ActorDesk.MOST + " actors already: let one go first."));
    }

    private void remove(ActorView view) {
        notices.offer(view.name() + " is gone.", "Undo", desk.remove(view.id()));
    }

    /** The introduction's example, with one click. */
    void family() {
        call(Casts.family());
    }

    private void call(Cast cast) {
        background.run(() -> call.prepare(cast), ready -> ready.actors().forEach(setup -> desk.add(setup, true)), why -> notices.problem("Calling " + cast.title(), why));
    }
}
