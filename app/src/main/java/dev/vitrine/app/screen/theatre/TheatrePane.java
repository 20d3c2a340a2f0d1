package dev.vitrine.app.screen.theatre;

import dev.vitrine.app.journal.Moment;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.theatre.Phase;
import dev.vitrine.app.model.theatre.Player;
import dev.vitrine.app.model.theatre.Rebalance;
import dev.vitrine.app.model.theatre.RebalanceWords;
import dev.vitrine.app.model.theatre.Theatre;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.widget.MemberShape;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.Segments;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javafx.beans.property.DoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** A group's rebalances: one of them drawn, with its reason above and its cost below; the others a step away; any two generations compared. */
public final class TheatrePane extends VBox {

    private enum View {
        DRAWN("Rebalances"), COMPARED("Compare generations");

        private final String words;

        View(String words) {
            this.words = words;
        }
    }

    private final Segments<View> views = new Segments<>();
    private final ComboBox<Rebalance> history = new ComboBox<>();
    private final Button earlier = arrow("fth-chevron-left", "The rebalance before");
    private final Button later = arrow("fth-chevron-right", "The next rebalance");
    private final Label cause = line("theatre-cause");
    private final Label facts = line("soft", "small");
    private final Label cost = line("theatre-cost");
    private final Label spared = line("soft", "small");
    private final FlowPane players = new FlowPane(14, 4);
    private final TheatreCanvas canvas = new TheatreCanvas(this::pick, this::goTo);
    private final ComparePane compare = new ComparePane();
    private final Label nothing = line("soft");
    private final VBox drawn;
    private ScreenContext context;
    private String group;
    private OptionalLong pinned = OptionalLong.empty();
    private List<Player> playersShown = List.of();
    private Moment moment = new Moment.Live();
    private boolean filling;

    public TheatrePane() {
        getStyleClass().add("theatre");
        setSpacing(8);
        history.setId("theatre-history");
        cause.setId("theatre-cause");
        cost.setId("theatre-cost");
        facts.setId("theatre-facts");
        views.setId("theatre-view");
        views.offer(List.of(View.values()), view -> view.words);
        history.setCellFactory(_ -> new HistoryCell());
        history.setButtonCell(new HistoryCell());
        history.setMaxWidth(Double.MAX_VALUE);
        history.setAccessibleText("rebalances of this group");
        HBox.setHgrow(history, Priority.ALWAYS);
        history.valueProperty().addListener((_, _, chosen) -> chosen(chosen));
        earlier.setOnAction(_ -> step(-1));
        later.setOnAction(_ -> step(1));
        ScrollPane scroll = new ScrollPane(canvas);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        // No higher than what there is to see: what it cost stands right below.
        scroll.maxHeightProperty().bind(canvas.heightProperty().add(4));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        HBox steps = new HBox(6, earlier, history, later);
        steps.setAlignment(Pos.CENTER_LEFT);
        drawn = new VBox(6, steps, cause, facts, scroll, cost, spared, players);
        nothing.setText("No rebalance was seen yet. One begins when a member joins, leaves, falls silent, or asks for other topics.");
        StackPane stack = new StackPane(drawn, compare, nothing);
        VBox.setVgrow(stack, Priority.ALWAYS);
        getChildren().addAll(views, stack);
        views.valueProperty().addListener(_ -> refresh());
        compare.setVisible(false);
        nothing.setVisible(false);
    }

    private static Label line(String... styles) {
        Label label = new Label();
        label.getStyleClass().addAll(styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Button arrow(String icon, String words) {
        Button button = new Button(null, new FontIcon(icon));
        button.getStyleClass().add("theatre-step");
        button.setTooltip(new Tooltip(words));
        button.setAccessibleText(words);
        return button;
    }

    public void init(ScreenContext screenContext) {
        context = screenContext;
    }

    /** Follows theme and zoom, from now on. */
    public void join(DoubleProperty zoom) {
        Runnable look = () -> canvas.look(Palette.of(context.theme().get()), zoom.get());
        context.theme().addListener(_ -> look.run());
        zoom.addListener(_ -> look.run());
        look.run();
    }

    /** @param groupId null for none */
    public void show(String groupId) {
        if (groupId == null || !groupId.equals(group)) {
            pinned = OptionalLong.empty();
            compare.forget();
        }
        group = groupId;
        refresh();
    }

    private void pick(org.apache.kafka.common.TopicPartition partition) {
        context.selection().select(new Selected.Partition(partition));
    }

    private void goTo(long millis) {
        context.time().view(millis);
    }

    private void chosen(Rebalance rebalance) {
        if (!filling && rebalance != null) {
            boolean newest = rebalance.number() == history.getItems().getLast().number();
            pinned = newest ? OptionalLong.empty() : OptionalLong.of(rebalance.number());
            refresh();
        }
    }

    /** Shows the rebalance that was going on at an instant, or the one before it. */
    public void pin(long atMillis) {
        context.theatre().at(group, atMillis).ifPresent(rebalance -> {
            moment = context.time().moment();
            views.choose(View.DRAWN);
            pinned = OptionalLong.of(rebalance.number());
            refresh();
        });
    }

    private void step(int by) {
        int next = history.getSelectionModel().getSelectedIndex() + by;
        if (next >= 0 && next < history.getItems().size()) {
            history.getSelectionModel().select(next);
        }
    }

    /** Takes what is known now, or was at the moment looked at. */
    public void refresh() {
        if (context == null || group == null) {
            return;
        }
        if (!context.time().moment().equals(moment)) {
            moment = context.time().moment();
            pinned = OptionalLong.empty();
        }
        Theatre theatre = context.theatre();
        boolean live = moment.isLive();
        long until = live ? Long.MAX_VALUE : context.time().instant();
        List<Rebalance> all = theatre.rebalances(group).stream().filter(rebalance -> rebalance.beganMillis() <= until).toList();
        boolean comparing = views.chosen() == View.COMPARED;
        compare.setVisible(comparing && !all.isEmpty());
        drawn.setVisible(!comparing && !all.isEmpty());
        nothing.setVisible(all.isEmpty());
        if (comparing) {
            compare.show(theatre.generations(group).stream().filter(generation -> generation.atMillis() <= until).toList());
        } else if (!all.isEmpty()) {
            draw(all, theatre.nowMillis(), live ? OptionalLong.empty() : OptionalLong.of(until));
        }
    }

    private void draw(List<Rebalance> all, long now, OptionalLong cursor) {
        Optional<Rebalance> pin = pinned.isEmpty() ? Optional.empty() : all.stream().filter(r -> r.number() == pinned.getAsLong()).findFirst();
        Rebalance rebalance = pin.orElse(all.getLast());
        filling = true;
        if (!history.getItems().equals(all)) {
            history.getItems().setAll(all);
        }
        history.getSelectionModel().select(rebalance);
        filling = false;
        earlier.setDisable(rebalance.equals(all.getFirst()));
        later.setDisable(rebalance.equals(all.getLast()));
        RebalanceWords words = new RebalanceWords(rebalance, now);
        cause.setText(words.cause());
        facts.setText(words.facts() + "\n" + rebalance.phases().stream().map(phase -> said(phase, now)).collect(Collectors.joining(" · ")));
        cost.setText(words.cost());
        spared.setText(words.spared());
        cast(rebalance.players());
        canvas.show(rebalance, now, cursor);
    }

    private static String said(Phase phase, long now) {
        return phase.kind().word() + " " + TheatrePainter.span(phase.millis(now));
    }

    private void cast(List<Player> now) {
        if (now.equals(playersShown)) {
            return;
        }
        playersShown = now;
        players.getChildren().setAll(now.stream().limit(24).map(TheatrePane::badge).toList());
        if (now.size() > 24) {
            players.getChildren().add(new Label("and " + (now.size() - 24) + " more"));
        }
    }

    private static HBox badge(Player player) {
        MemberShape shape = new MemberShape(player.place());
        shape.setScaleX(0.7);
        shape.setScaleY(0.7);
        shape.idle(player.part() == Player.Part.LEAVES);
        Label name = new Label(player.name() + switch (player.part()) {
            case STAYS -> "";
            case JOINS -> ", joins";
            case LEAVES -> ", goes";
        });
        name.getStyleClass().addAll("small", "soft");
        HBox badge = new HBox(4, shape, name);
        badge.setAlignment(Pos.CENTER_LEFT);
        return badge;
    }

    /** One frame on. */
    public void step() {
        canvas.draw();
    }

    private static final class HistoryCell extends ListCell<Rebalance> {

        @Override
        protected void updateItem(Rebalance rebalance, boolean empty) {
            super.updateItem(rebalance, empty);
            setText(empty || rebalance == null ? null : Times.clock(rebalance.beganMillis(), ZoneId.systemDefault()) + "   "
                    + (rebalance.serverSide() ? "epoch " : "generation ") + rebalance.toGeneration() + "   "
                    + new RebalanceWords(rebalance, rebalance.lastMillis()).shortly() + "   "
                    + (rebalance.isOver() ? TheatrePainter.span(rebalance.millis(rebalance.lastMillis())) : "running"));
        }
    }
}
