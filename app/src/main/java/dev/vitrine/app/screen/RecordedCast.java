package dev.vitrine.app.screen;

import dev.vitrine.app.model.actors.ActorView;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Who acted in a recording, and how each was set up: they can be read about, not told what to do. */
final class RecordedCast implements Screen {

    private final ScreenContext context;

    @FXML private Label title;
    @FXML private Label why;
    @FXML private VBox lines;

    RecordedCast(ScreenContext context) {
        this.context = context;
    }

    @FXML
    private void initialize() {
        title.setText("Actors of this recording");
    }

    @Override
    public void onShow() {
        List<ActorView> cast = context.actors().views();
        why.setText(cast.isEmpty() ? "No actors were on the stage when this was recorded; whoever wrote or read came from outside."
                : "So they were set up when this was recorded. They act no more: a recording has no broker.");
        lines.getChildren().setAll(cast.stream().map(RecordedCast::line).toList());
    }

    private static VBox line(ActorView actor) {
        Label name = new Label(actor.name());
        name.getStyleClass().add("strong");
        Label about = new Label((actor.produces() ? "producer · " : "consumer · ") + actor.setup().about());
        about.getStyleClass().addAll("soft", "small");
        about.setWrapText(true);
        return new VBox(1, name, about);
    }
}
