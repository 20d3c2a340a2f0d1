package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.model.cluster.Act;
import dev.vitrine.app.model.cluster.BrokerDesk;
import dev.vitrine.app.model.cluster.Foresight;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.widget.PreviewSheet;
import dev.vitrine.app.widget.Sheets;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Does what a person wants done to a broker: at once where the cluster takes it in its stride, after a preview where clients would notice. */
final class Acting {

    private final ScreenContext context;
    private final Sheets sheets;
    private ClusterSnapshot newest;

    Acting(ScreenContext context, Sheets sheets) {
        this.context = context;
        this.sheets = sheets;
    }

    void see(ClusterSnapshot snapshot) {
        newest = snapshot;
    }

    /** Why nothing can be done; empty where it can. */
    Optional<String> refusal() {
        return context.source().brokers().isPresent() ? Optional.empty()
                : Optional.of(context.source().recorded() ? "This is a recording: nothing in it can be changed." : "Only brokers that run inside this app can be added, stopped and hurt.");
    }

    void act(Act act) {
        if (refusal().isPresent() || context.onlyLookedAtThePast() || newest == null) {
            return;
        }
        Foresight foresight = Foresight.of(newest, act);
        BrokerDesk desk = context.source().brokers().orElseThrow();
        if (foresight.harmless()) {
            context.background().run(() -> {
                act.carryOut(desk);
                return true;
            }, _ -> done(act), why -> context.notices().problem(act.verb() + " did not work", why));
        } else {
            new PreviewSheet(sheets, act.verb() + "?", preview(act, foresight)).wide().danger().open(context.background(), act.verb(), () -> {
                act.carryOut(desk);
                return true;
            }, () -> done(act));
        }
    }

    private void done(Act act) {
        act.undo().ifPresentOrElse(undo -> context.notices().offer(act.done(), "Undo", () -> act(undo)), () -> context.notices().tell(act.done()));
    }

    private static Node preview(Act act, Foresight foresight) {
        Label meaning = new Label(act.meaning());
        meaning.getStyleClass().add("soft");
        meaning.setWrapText(true);
        GridPane lines = new GridPane(14, 6);
        lines.getStyleClass().add("foresight");
        ColumnConstraints words = new ColumnConstraints();
        words.setHgrow(Priority.ALWAYS);
        lines.getColumnConstraints().add(words);
        int row = 0;
        for (Foresight.Line line : foresight.lines()) {
            Label after = text(line.after(), line.harm() ? "bad-text" : "ink");
            after.getStyleClass().add("strong");
            lines.addRow(row++, text(line.what(), "soft"), text(line.before(), "mono"), text("→", "faint"), after);
        }
        String back = act.undo().map(undo -> undo.verb() + " takes it back; what was lost meanwhile stays lost.").orElse("");
        return new VBox(12, meaning, lines, text(back, "faint"));
    }

    private static Label text(String words, String style) {
        Label label = new Label(words);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        return label;
    }
}
