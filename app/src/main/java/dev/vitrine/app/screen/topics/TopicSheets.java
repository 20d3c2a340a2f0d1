package dev.vitrine.app.screen.topics;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.topics.DeletePreview;
import dev.vitrine.app.model.topics.PurgePreview;
import dev.vitrine.app.model.topics.TopicActions;
import dev.vitrine.app.model.topics.TopicDraft;
import dev.vitrine.app.model.topics.TopicLine;
import dev.vitrine.app.model.topics.TopicsModel;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.widget.PartitionChip;
import dev.vitrine.app.widget.PreviewSheet;
import dev.vitrine.app.widget.Sheets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** What is asked before something is done to a topic: each sheet shows before and after, and its button says what it does. */
final class TopicSheets {

    private static final int LINES_SHOWN = 200;
    /** Kafka's usual. Brokers of one's own that were added later don't change what the first was told; so it is said. */
    private static final int USUAL_COPIES = 3;

    private final ScreenContext context;
    private final TopicsModel model;
    private final TopicActions actions;
    private final Sheets sheets;

    TopicSheets(ScreenContext context, TopicsModel model, TopicActions actions, Sheets sheets) {
        this.context = context;
        this.model = model;
        this.actions = actions;
        this.sheets = sheets;
    }

    /** @param created told the name, once the topic is there */
    void create(Consumer<String> created) {
        if (context.onlyLookedAtThePast()) {
            return;
        }
        int brokers = model.snapshot() == null ? 1 : Math.max(1, model.snapshot().brokers().size());
        CreateTopicForm form = new CreateTopicForm(model.names(), brokers, context.source().brokers().isPresent() ? Math.min(USUAL_COPIES, brokers) : 1);
        PreviewSheet sheet = new PreviewSheet(sheets, "Create a topic", form).beginAt(form.first());
        form.problemProperty().subscribe(problem -> sheet.act().guard(Optional.of(problem).filter(text -> !text.isEmpty())));
        sheet.open(context.background(), "Create topic", () -> {
            actions.create(form.draft());
            return null;
        }, () -> {
            context.notices().tell("Topic " + form.draft().name() + " is there.");
            created.accept(form.draft().name());
        });
    }

    /** The like of the richest of them. */
    Parent understudy() {
        return new PreviewSheet(sheets, "Create a topic", new CreateTopicForm(Set.of(), 1, 1));
    }

    void delete(TopicLine topic) {
        if (context.onlyLookedAtThePast()) {
            return;
        }
        DeletePreview preview = DeletePreview.of(model.snapshot(), topic.name()).orElseThrow();
        VBox content = new VBox(8, sentence("Gone for good: " + Figures.count(preview.records(), "record") + " in " + Figures.count(preview.partitions(), "partition") + ", "
                + Figures.bytes(preview.bytes()) + " on disk. Kafka has no undo for this."));
        preview.groups().forEach(group -> content.getChildren().add(warning(group.sentence())));
        if (preview.groups().isEmpty()) {
            content.getChildren().add(quiet("No group has a position in it."));
        }
        new PreviewSheet(sheets, "Delete " + topic.name() + "?", content).danger().open(context.background(), preview.verb(), () -> {
            actions.delete(topic.name());
            return null;
        }, () -> context.notices().tell("Topic " + topic.name() + " is deleted."));
    }

    void grow(TopicLine topic) {
        if (context.onlyLookedAtThePast()) {
            return;
        }
        TextField total = new TextField(String.valueOf(topic.partitions() + 1));
        total.setId("grow-total");
        total.setAccessibleText("Partitions in all");
        Label note = quiet("");
        VBox content = new VBox(8, sentence("Now " + Figures.count(topic.partitions(), "partition") + ". How many shall there be in all?"), total, note,
                warning("Records that are there stay where they are, and many keys will lead to another partition from then on: their order is kept only from there."),
                quiet("Partitions can’t be taken away again."));
        PreviewSheet sheet = new PreviewSheet(sheets, "Add partitions to " + topic.name(), content).beginAt(total);
        sheet.open(context.background(), "Add partitions", () -> {
            actions.grow(topic.name(), Integer.parseInt(total.getText().strip()));
            return null;
        }, () -> context.notices().tell(topic.name() + " now has " + total.getText().strip() + " partitions."));
        total.textProperty().subscribe(text -> {
            Optional<String> problem = TopicDraft.partitionsProblem(text)
                    .or(() -> Integer.parseInt(text.strip()) > topic.partitions() ? Optional.empty() : Optional.of("More than the " + topic.partitions() + " there are."));
            sheet.act().guard(problem);
            note.setText(problem.orElse(""));
            sheet.act().setText(problem.isPresent() ? "Add partitions" : "Add " + Figures.count(Integer.parseInt(text.strip()) - topic.partitions(), "partition"));
        });
    }

    void purge(TopicLine topic) {
        if (context.onlyLookedAtThePast()) {
            return;
        }
        TextField before = new TextField();
        before.setId("purge-before");
        before.setPromptText("all there are");
        before.setAccessibleText("Delete records before this offset");
        VBox lines = new VBox();
        VBox content = new VBox(8, sentence("Deletes records from the beginning of each partition. Offsets go on counting: nothing is renumbered."),
                quiet("Before offset"), before, lines);
        PreviewSheet sheet = new PreviewSheet(sheets, "Empty " + topic.name(), content).danger();
        PurgePreview[] preview = {PurgePreview.of(topic.name(), topic.views(), OptionalLong.empty())};
        sheet.open(context.background(), preview[0].verb(), () -> {
            actions.purge(preview[0].targets());
            return null;
        }, () -> context.notices().tell("Deleted " + Figures.count(preview[0].goes(), "record") + " of " + topic.name() + "."));
        before.textProperty().subscribe(text -> {
            boolean wrong = !text.isBlank() && !text.strip().matches("\\d{1,18}");
            preview[0] = PurgePreview.of(topic.name(), topic.views(),
                    text.isBlank() || wrong ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.strip())));
            sheet.act().guard(wrong ? Optional.of("An offset is a number.") : preview[0].goes() == 0 ? Optional.of("There is nothing before that.") : Optional.empty());
            sheet.act().setText(preview[0].verb());
            lines.getChildren().setAll(purgeLines(preview[0]));
        });
    }

    /** Before a topic's settings change. */
    void configure(String topic, List<String> preview, Map<String, Optional<String>> changes, Runnable after) {
        if (context.onlyLookedAtThePast()) {
            return;
        }
        VBox content = new VBox(6);
        preview.forEach(line -> {
            Label label = sentence(line);
            label.getStyleClass().add("mono");
            content.getChildren().add(label);
        });
        new PreviewSheet(sheets, "Change " + topic, content).open(context.background(), "Change " + Figures.count(changes.size(), "setting"), () -> {
            actions.configure(topic, changes);
            return null;
        }, after);
    }

    private static Node purgeLines(PurgePreview preview) {
        GridPane grid = new GridPane(16, 6);
        grid.getStyleClass().add("facts-grid");
        grid.addRow(0, quiet("Partition"), quiet("First now"), quiet("First then"), quiet("Deleted"));
        preview.lines().stream().limit(LINES_SHOWN).forEach(line -> {
            int row = grid.getRowCount();
            grid.addRow(row, new PartitionChip(line.partition()), figure(line.start()), figure(line.after()), figure(line.goes()));
        });
        grid.getChildren().forEach(node -> GridPane.setHalignment(node, GridPane.getColumnIndex(node) == 0 ? HPos.LEFT : HPos.RIGHT));
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setMaxHeight(220);
        return scroll;
    }

    private static Label figure(long number) {
        Label label = new Label(Figures.exact(number));
        label.getStyleClass().add("mono");
        return label;
    }

    private static Label sentence(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        return label;
    }

    private static Label quiet(String text) {
        Label label = sentence(text);
        label.getStyleClass().addAll("soft", "small");
        return label;
    }

    private static Label warning(String text) {
        Label label = sentence(text);
        label.getStyleClass().add("warn-text");
        return label;
    }
}
