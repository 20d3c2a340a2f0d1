package dev.vitrine.app.screen.actors;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.actors.ActorFigures.Consumed;
import dev.vitrine.app.model.actors.ActorFigures.Produced;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.ActorWords;
import dev.vitrine.app.model.actors.CommitMode;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.actors.ProducerSetup;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.app.widget.Tips;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/** An actor's figures: each keeps its place, and says on hovering what it means. */
final class FigureTiles {

    private final Pane row;
    private final Map<String, Label> values = new LinkedHashMap<>();
    private String kind = "";

    FigureTiles(Pane row) {
        this.row = row;
    }

    void show(ActorView view, ClusterSnapshot snapshot) {
        String now = view.produces() + " " + (view.setup() instanceof ProducerSetup setup && setup.transactions().used());
        if (!now.equals(kind)) {
            kind = now;
            values.clear();
            row.getChildren().clear();
        }
        switch (view.figures()) {
            case Produced produced -> produced((ProducerSetup) view.setup(), produced);
            case Consumed consumed -> consumed((ConsumerSetup) view.setup(), consumed, snapshot);
        }
    }

    private void produced(ProducerSetup setup, Produced now) {
        tell("rate", Figures.rate(now.perSecond()), "records given to send(), over the last second");
        tell("sent", Figures.exact(now.sent()), "records given to send() since it started");
        String unanswered = setup.delivery().acks() == Acks.NONE ? "with acks 0 nothing is answered: written to the socket counts" : "answered well by the broker";
        tell("acked", Figures.exact(now.acked()), unanswered);
        tell("waiting", Figures.exact(now.waiting()), "sent − acked − failed: on their way, or in a batch that is not full yet");
        tell("failed", Figures.exact(now.failed()), "refused or timed out");
        values.get("failed").getStyleClass().removeAll("bad-text");
        if (now.failed() > 0) {
            values.get("failed").getStyleClass().add("bad-text");
        }
        tell("answer p50 · p99", now.p50Nanos() < 0 ? "none yet" : Times.span(now.p50Nanos()) + " · " + Times.span(now.p99Nanos()),
                "time from send() to the answer, over the last 512: half took no longer, ninety-nine of a hundred took no longer");
        if (setup.transactions().used()) {
            tell("committed · aborted", Figures.exact(now.committed()) + " · " + Figures.exact(now.aborted()), "transactions since it started");
        }
    }

    private void consumed(ConsumerSetup setup, Consumed now, ClusterSnapshot snapshot) {
        tell("rate", Figures.rate(now.perSecond()), "records dealt with, over the last second");
        tell("polled", Figures.exact(now.polled()), "records that poll() returned since it started");
        tell("processed", Figures.exact(now.processed()), "records dealt with since it started");
        tell("read twice", Figures.exact(now.again()), "records that this very actor had dealt with before");
        tell("behind", ActorWords.lag(snapshot, setup, now.owned()), "high watermark − committed, over what it owns");
        String refused = now.failures() == 0 ? "" : " · " + Figures.exact(now.failures()) + " refused";
        tell("commits", setup.reading().commit() == CommitMode.AUTO ? "automatic" : setup.reading().commit() == CommitMode.NONE ? "never" : Figures.exact(now.commits()) + refused,
                "positions told to the group by the program itself");
    }

    private void tell(String name, String value, String meaning) {
        Label label = values.computeIfAbsent(name, _ -> tile(name, meaning));
        if (!value.equals(label.getText())) {
            label.setText(value);
            boolean figure = !value.isEmpty() && Character.isDigit(value.charAt(0));
            label.getStyleClass().remove("word");
            if (!figure) {
                label.getStyleClass().add("word");
            }
        }
    }

    private Label tile(String name, String meaning) {
        Label head = new Label(name);
        head.getStyleClass().add("figure-name");
        Label value = new Label();
        value.getStyleClass().add("figure-value");
        value.setId("figure-" + name.replace(' ', '-'));
        VBox tile = new VBox(1, head, value);
        tile.getStyleClass().add("figure-tile");
        Tips.on(tile, () -> meaning);
        row.getChildren().add(tile);
        return value;
    }
}
