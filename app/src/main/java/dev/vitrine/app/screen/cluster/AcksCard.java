package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.acks.Ledger;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.Spring;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One kind of acknowledgement: what it risks, what was sent with it, and what was lost although it was acknowledged. */
final class AcksCard extends VBox {

    private final Acks acks;
    private final Label lost = new Label("–");
    private final Label lostWords = new Label("acknowledged and lost");
    private final Label sent = figure();
    private final Label acknowledged = figure();
    private final Label refused = figure();
    private final Label found = figure();
    private final Label note = new Label();
    private final FateStrip strip = new FateStrip();

    AcksCard(Acks acks) {
        super(5);
        this.acks = acks;
        setId("acks-card-" + acks.setting());
        getStyleClass().addAll("card", "acks-card");
        Label title = new Label("acks=" + acks.setting());
        title.getStyleClass().addAll("mono", "strong", "acks-title");
        Label asks = new Label(asks(acks));
        asks.getStyleClass().addAll("medium", "acks-asks");
        asks.setWrapText(true);
        Label risk = new Label(risk(acks));
        risk.getStyleClass().addAll("soft", "acks-risk");
        risk.setWrapText(true);
        risk.setMinHeight(62);
        risk.setAlignment(Pos.TOP_LEFT);
        lost.getStyleClass().addAll("mono", "acks-lost");
        lost.setId("acks-lost-" + acks.setting());
        lostWords.getStyleClass().addAll("soft", "small");
        HBox result = new HBox(10, lost, lostWords);
        result.setAlignment(Pos.BASELINE_LEFT);
        note.getStyleClass().addAll("faint", "small");
        note.setWrapText(true);
        getChildren().addAll(title, asks, risk, result, strip, figures(), note);
        HBox.setHgrow(this, Priority.ALWAYS);
        setMinWidth(0);
        setPrefWidth(270);
    }

    private static String asks(Acks acks) {
        return switch (acks) {
            case NONE -> "Nobody is asked.";
            case LEADER -> "The leader has it.";
            case ALL -> "All replicas in sync have it.";
        };
    }

    private static String risk(Acks acks) {
        return switch (acks) {
            case NONE -> "Written to the socket, called sent. Whatever is on its way, or refused, when a broker goes is lost, and nobody ever hears of it.";
            case LEADER -> "Acknowledged as soon as the leader has it. What it had not handed on when it dies is lost, although you were told that it is safe.";
            case ALL -> "Acknowledged once every replica in sync has it, and min.insync.replicas of them are. Survives the leader; where too few are in sync you are told no, instead.";
        };
    }

    private static Label figure() {
        Label label = new Label("–");
        label.getStyleClass().addAll("mono", "small");
        return label;
    }

    private static HBox line(String words, Label figure) {
        Label name = new Label(words);
        name.getStyleClass().addAll("soft", "small");
        return new HBox(6, name, new Spring(), figure);
    }

    private HBox figures() {
        VBox left = new VBox(3, line("sent", sent), line("refused", refused));
        VBox right = new VBox(3, line(acks == Acks.NONE ? "called sent" : "acknowledged", acknowledged), line("there when read", found));
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        return new HBox(18, left, right);
    }

    void look(Palette palette, double zoom) {
        strip.look(palette, zoom);
    }

    /** @param ledger null before it writes */
    void show(Ledger ledger) {
        Ledger.Tally tally = ledger == null ? new Ledger.Tally(0, 0, 0, -1, -1, 0, "") : ledger.tally();
        strip.show(ledger == null ? List.of() : ledger.runs());
        boolean known = ledger != null;
        sent.setText(known ? Figures.exact(tally.sent()) : "–");
        acknowledged.setText(known ? Figures.exact(tally.acknowledged()) : "–");
        refused.setText(known ? Figures.exact(tally.refused()) : "–");
        found.setText(tally.found() < 0 ? "–" : Figures.exact(tally.found()));
        lost.setText(tally.lost() < 0 ? "–" : Figures.exact(tally.lost()));
        String tone = tally.lost() < 0 ? "faint" : tally.lost() == 0 ? "ok-text" : "bad-text";
        lost.getStyleClass().setAll("label", "mono", "acks-lost", tone);
        note.setText(tally.doubled() > 0 ? Figures.count(tally.doubled(), "record") + " twice: sent again because the answer was lost, and this producer is not idempotent." : tally.why());
        setAccessibleText("acks " + acks.setting() + ", sent " + sent.getText() + ", acknowledged " + acknowledged.getText() + ", acknowledged and lost " + lost.getText());
    }
}
