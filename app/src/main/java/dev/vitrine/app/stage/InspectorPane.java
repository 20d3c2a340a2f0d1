package dev.vitrine.app.stage;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Fact;
import dev.vitrine.app.model.Facts;
import dev.vitrine.app.model.Preview;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.explain.Answer;
import dev.vitrine.app.model.explain.Reasons;
import dev.vitrine.app.model.stage.EndMeter;
import dev.vitrine.app.model.stage.Inspector;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.ExplainPane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.apache.kafka.common.TopicPartition;

/**
 * The inspector: what is selected, in figures, or why it is as it is; for a partition its newest record too, read as any consumer would read it.
 */
final class InspectorPane extends StackPane {

    private static final int SHOWN = 64;
    private static final long READ_EVERY_NANOS = 1_000_000_000L;

    private final FactsPane pane = new FactsPane();
    private final Selection selection;
    private final Background background;
    private final ClusterSource source;
    private final Reasons reasons;
    private final ExplainPane explained;
    private final Button why = new Button("Why?");
    private boolean explaining;
    private TopicPartition readOf;
    private long readEnd = -1;
    private long readAt;
    private boolean reading;
    private String newest = "";

    InspectorPane(ClusterSource source, Selection selection, Background background, StageScene.Ways ways) {
        this.selection = selection;
        this.background = background;
        this.source = source;
        this.reasons = ways.reasons();
        this.explained = new ExplainPane(ways.follow());
        why.setId("inspector-why");
        why.getStyleClass().setAll("link");
        why.setOnAction(_ -> explaining = !explaining);
        pane.action(why);
        getChildren().add(pane);
    }

    /** Facts or reasons, of the same thing; where there is nothing to ask, facts alone. */
    private void explain(Inbox.Frame frame) {
        boolean can = frame.snapshot() != null && !(selection.current() instanceof Selected.Nothing || selection.current() instanceof Selected.Topic
                || selection.current() instanceof Selected.Client);
        why.setVisible(can);
        why.setText(explaining ? "Facts" : "Why?");
        if (can && explaining) {
            explained.show(reasons.about(selection.current(), frame.snapshot(), frame.live()));
        }
        pane.instead(can && explaining ? explained : null);
    }

    /** Where nothing is selected: why others lead now, while that is news. @return whether there is such news */
    private boolean tellNews(Inbox.Frame frame) {
        if (!(selection.current() instanceof Selected.Nothing) || frame.snapshot() == null) {
            return false;
        }
        List<Answer> news = reasons.about(selection.current(), frame.snapshot(), frame.live());
        if (!news.isEmpty()) {
            why.setVisible(false);
            explained.showBelowTitle(news);
            pane.show(Facts.of(news.getFirst().question(), List.of()));
            pane.instead(explained);
        }
        return !news.isEmpty();
    }

    void show(Inbox.Frame frame, EndMeter ends) {
        if (tellNews(frame)) {
            return;
        }
        long nowNanos = frame.nowNanos();
        explain(frame);
        Facts facts = new Inspector(frame.snapshot(), ends, nowNanos, frame.live()).facts(selection.current());
        if (selection.current() instanceof Selected.Partition(TopicPartition partition)) {
            readNewest(partition, ends.ends(partition).map(EndMeter.Ends::highWatermark).orElse(0L), nowNanos);
            facts = withNewest(facts);
        }
        pane.show(facts);
    }

    private Facts withNewest(Facts facts) {
        List<Fact> lines = new ArrayList<>(facts.lines());
        if (!newest.isEmpty()) {
            lines.add(Math.min(2, lines.size()), Fact.figure("last record", newest));
        }
        return new Facts(facts.title(), facts.partition(), lines);
    }

    /** At most once a second, and only where something has come in. */
    private void readNewest(TopicPartition partition, long end, long nowNanos) {
        if (!partition.equals(readOf)) {
            readOf = partition;
            readEnd = -1;
            newest = "";
        }
        if (reading || end == readEnd || end == 0 || nowNanos - readAt < READ_EVERY_NANOS) {
            return;
        }
        reading = true;
        readAt = nowNanos;
        readEnd = end;
        background.run(() -> source.recordsBefore(Map.of(partition, end), 1).stream().findFirst(), record -> {
            reading = false;
            if (partition.equals(readOf)) {
                newest = record.map(r -> Preview.of(r.value(), SHOWN)).orElse("a transaction's marker");
            }
        }, _ -> reading = false);
    }
}
