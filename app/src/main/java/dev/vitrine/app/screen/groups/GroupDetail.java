package dev.vitrine.app.screen.groups;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.groups.GroupActions;
import dev.vitrine.app.model.groups.GroupGuard;
import dev.vitrine.app.model.groups.GroupLine;
import dev.vitrine.app.model.groups.Lag;
import dev.vitrine.app.model.groups.MemberLine;
import dev.vitrine.app.model.groups.PositionLine;
import dev.vitrine.app.model.messages.WholeRecord;
import dev.vitrine.app.model.rows.KeyedRows;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.screen.messages.SourceClients;
import dev.vitrine.app.screen.theatre.TheatrePane;
import dev.vitrine.app.widget.Columns;
import dev.vitrine.app.widget.ExplainPane;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.GuardedButton;
import dev.vitrine.app.widget.MemberShape;
import dev.vitrine.app.widget.PartitionChip;
import dev.vitrine.app.widget.PreviewSheet;
import dev.vitrine.app.widget.Sheets;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.apache.kafka.common.TopicPartition;

/** One group: its state, who is in it, who owns what, how far behind it is. */
public final class GroupDetail extends StackPane {

    private static final int REBALANCES = 3;
    private static final int WHY = 4;
    private static final long EXPLAIN_EVERY_MILLIS = 500;

    private final KeyedRows<TopicPartition, PositionLine> positionRows = new KeyedRows<>(PositionLine::partition);
    private final KeyedRows<String, MemberLine> memberRows = new KeyedRows<>(MemberLine::memberId);
    private ScreenContext context;
    private GroupActions actions;
    private Sheets sheets;
    private Row<String, GroupLine> shown;
    private ExplainPane explained;
    private ClusterSnapshot now;
    private String explainedOf = "";
    private long explainedAt;

    @FXML private VBox nothing;
    @FXML private VBox content;
    @FXML private Label name;
    @FXML private Label state;
    @FXML private Label facts;
    @FXML private Label guardNote;
    @FXML private GuardedButton reset;
    @FXML private GuardedButton delete;
    @FXML private TabPane tabs;
    @FXML private MatrixPane matrix;
    @FXML private TheatrePane theatre;
    @FXML private StackPane why;
    @FXML private TableView<Row<TopicPartition, PositionLine>> positions;
    @FXML private TableColumn<Row<TopicPartition, PositionLine>, String> topic;
    @FXML private TableColumn<Row<TopicPartition, PositionLine>, Integer> partition;
    @FXML private TableColumn<Row<TopicPartition, PositionLine>, String> committed;
    @FXML private TableColumn<Row<TopicPartition, PositionLine>, Long> end;
    @FXML private TableColumn<Row<TopicPartition, PositionLine>, Lag> lag;
    @FXML private TableColumn<Row<TopicPartition, PositionLine>, String> owner;
    @FXML private TableView<Row<String, MemberLine>> members;
    @FXML private TableColumn<Row<String, MemberLine>, Integer> shape;
    @FXML private TableColumn<Row<String, MemberLine>, String> client;
    @FXML private TableColumn<Row<String, MemberLine>, String> host;
    @FXML private TableColumn<Row<String, MemberLine>, String> instance;
    @FXML private TableColumn<Row<String, MemberLine>, String> protocols;
    @FXML private TableColumn<Row<String, MemberLine>, Lag> memberLag;

    public GroupDetail() {
        Fxml.into(this, "group-detail.fxml");
    }

    void init(ScreenContext screenContext, GroupActions groupActions, Sheets sheetsOfScreen) {
        context = screenContext;
        actions = groupActions;
        sheets = sheetsOfScreen;
        theatre.init(screenContext);
        explained = new ExplainPane(screenContext::follow);
        why.getChildren().add(explained);
    }

    /** Follows what it shares with other screens, from now on. */
    void join(DoubleProperty zoom) {
        theatre.join(zoom);
    }

    /** Goes to the rebalance that was going on at an instant. */
    void showRebalance(long atMillis) {
        tabs.getSelectionModel().select(REBALANCES);
        theatre.pin(atMillis);
    }

    @FXML
    private void initialize() {
        Columns.text(topic, row -> row.map(p -> p.partition().topic()));
        Columns.picture(partition, row -> row.map(p -> p.partition().partition()), PartitionChip::new, i -> "partition " + i);
        Columns.text(committed, row -> row.map(PositionLine::committedText), "figure", "mono");
        committed.getStyleClass().add("figure");
        Columns.figure(end, row -> row.map(p -> p.end().orElse(-1)), n -> n < 0 ? "gone" : Figures.exact(n));
        Columns.figure(lag, row -> row.map(PositionLine::lag), Lag::text);
        Columns.text(owner, row -> row.map(p -> p.owner().orElse("nobody")), "soft");
        positions.setItems(positionRows.rows());
        positions.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        Columns.picture(shape, row -> row.map(MemberLine::place), MemberShape::new, _ -> "");
        Columns.text(client, row -> row.map(m -> m.leader() ? m.name() + " (leader)" : m.name()), "name-cell");
        Columns.text(host, row -> row.map(MemberLine::host), "mono", "soft");
        Columns.text(instance, row -> row.map(m -> m.instanceId().orElse("dynamic")), "soft");
        Columns.text(protocols, row -> row.map(m -> String.join(", ", m.protocols())), "soft");
        Columns.figure(memberLag, row -> row.map(MemberLine::lag), Lag::text);
        members.setItems(memberRows.rows());
        tabs.getSelectionModel().selectedIndexProperty().addListener(_ -> refresh());
        members.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
    }

    /** @param row null for none */
    void show(Row<String, GroupLine> row) {
        shown = row;
        content.setVisible(row != null);
        nothing.setVisible(row == null);
        refresh();
    }

    /** One frame on. */
    void step() {
        matrix.step();
        theatre.step();
    }

    /** Takes the newest figures. @param picture that they are from */
    void refresh(ClusterSnapshot picture) {
        now = picture;
        refresh();
    }

    private void refresh() {
        if (shown == null) {
            return;
        }
        GroupLine line = shown.value();
        name.setText(line.id());
        GroupsController.StateWords words = GroupsController.StateWords.of(line);
        state.setText(words.text());
        state.getStyleClass().removeAll("ok", "warn");
        if (!words.tone().isEmpty()) {
            state.getStyleClass().add(words.tone());
        }
        facts.setText(factsOf(line));
        Optional<String> noReset = GroupGuard.againstReset(line);
        Optional<String> noDelete = GroupGuard.againstDelete(line);
        reset.guard(noReset);
        delete.guard(noDelete);
        guardNote.setText(noReset.or(() -> noDelete).orElse("Nobody reads now: positions can be moved."));
        // Only what can be seen: the other tabs catch up when they are opened.
        switch (tabs.getSelectionModel().getSelectedIndex()) {
            case 1 -> positionRows.show(line.positions());
            case 2 -> memberRows.show(line.members());
            case REBALANCES -> theatre.show(line.id());
            case WHY -> explain(line);
            default -> matrix.show(line);
        }
    }

    /** Not with each picture: whoever reads a sentence wants it to stay for a moment. */
    private void explain(GroupLine line) {
        if (now != null && (!line.id().equals(explainedOf) || Math.abs(now.atMillis() - explainedAt) >= EXPLAIN_EVERY_MILLIS)) {
            explainedOf = line.id();
            explainedAt = now.atMillis();
            explained.show(context.reasons().about(new Selected.Group(line.id()), now, context.time().moment().isLive()));
        }
    }

    private static String factsOf(GroupLine line) {
        String behind = line.lag() instanceof Lag.Records(long count) ? Figures.count(count, "record") + " behind" : "no commit yet";
        String never = line.noCommit() > 0 && line.lag() instanceof Lag.Records ? " · " + Figures.count(line.noCommit(), "partition") + " without a commit" : "";
        return behind + never + " · " + Figures.count(line.members().size(), "member") + (line.protocol().isEmpty() ? "" : " · " + line.protocol())
                + " · " + line.type() + " · coordinator broker " + line.coordinator();
    }

    @FXML
    private void reset() {
        if (context.onlyLookedAtThePast()) {
            return;
        }
        GroupLine line = shown.value();
        ResetForm form = new ResetForm(line, context.background(), actions, new WholeRecord(SourceClients.consumers(context.source())));
        PreviewSheet sheet = new PreviewSheet(sheets, "Reset positions of " + line.id(), form).wide();
        sheet.open(context.background(), "Reset", () -> {
            actions.moveTo(line.id(), form.plan().targets());
            return null;
        }, () -> {
            var undo = form.undo();
            String done = "Moved " + Figures.count(form.plan().moving().size(), "position") + " of " + line.id() + ".";
            if (undo.isEmpty()) {
                context.notices().tell(done);
            } else {
                context.notices().offer(done, "Undo", () -> context.background().run(() -> {
                    actions.moveTo(line.id(), undo);
                    return null;
                }, _ -> context.notices().tell("Positions are where they were."), why -> context.notices().problem("Undoing the reset", why)));
            }
        });
        form.start(sheet.act());
    }

    @FXML
    private void delete() {
        if (context.onlyLookedAtThePast()) {
            return;
        }
        GroupLine line = shown.value();
        long positionsHeld = line.positions().stream().filter(p -> p.committed().isPresent()).count();
        Label what = new Label("Forgets " + Figures.count(positionsHeld, "committed position") + " in " + (line.topics().isEmpty() ? "no topic" : String.join(", ", line.topics()))
                + ". A program that comes back under this group.id begins where its auto.offset.reset says.");
        what.setWrapText(true);
        new PreviewSheet(sheets, "Delete " + line.id() + "?", what).danger()
                .open(context.background(), positionsHeld == 0 ? "Delete group" : "Delete " + Figures.count(positionsHeld, "position"), () -> {
                    actions.delete(line.id());
                    return null;
                }, () -> context.notices().tell("Group " + line.id() + " is deleted."));
    }
}
