package dev.vitrine.app.screen.microscope;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.microscope.GroupMachine;
import dev.vitrine.app.model.microscope.GroupMachine.Taken;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.stage.ScaledCanvas;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.Observed;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One group as its state machine: where it is, which ways it took, and what moved it. */
public final class MachinePane extends HBox {

    private static final int MOST = 300;

    private final ScaledCanvas canvas = new ScaledCanvas();
    private final MachinePainter painter = new MachinePainter(new Letters());
    private final Region picture = new Region() {
        {
            getChildren().add(canvas);
        }
    };
    private final Label means = new Label();
    private final ListView<Taken> history = new ListView<>();
    private Palette palette;
    private double zoom = 1;
    private String group;
    private MachinePainter.Scene painted;
    private Palette paintedWith;

    public MachinePane() {
        super(14);
        Label title = new Label("The group as its coordinator sees it");
        title.getStyleClass().add("title");
        means.getStyleClass().add("soft");
        means.setWrapText(true);
        means.setMinHeight(36);
        VBox.setVgrow(picture, Priority.ALWAYS);
        VBox machine = new VBox(8, title, means, picture);
        machine.getStyleClass().addAll("card", "glass");
        picture.setMinSize(0, 0);
        picture.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        HBox.setHgrow(machine, Priority.ALWAYS);
        Label ways = new Label("Ways it took, the newest first");
        ways.getStyleClass().add("title");
        Label none = new Label("Nothing has changed as far as is remembered.");
        none.getStyleClass().add("soft");
        history.setPlaceholder(none);
        history.setCellFactory(_ -> new TakenCell());
        history.getStyleClass().add("feed");
        history.setId("taken");
        VBox.setVgrow(history, Priority.ALWAYS);
        VBox past = new VBox(8, ways, history);
        past.getStyleClass().addAll("card", "glass");
        past.setMinWidth(320);
        past.setPrefWidth(380);
        getChildren().addAll(machine, past);
    }

    void look(Palette newPalette, double newZoom) {
        palette = newPalette;
        zoom = newZoom;
    }

    void show(String newGroup) {
        group = newGroup;
    }

    /** @param events all that is remembered, the oldest first */
    void frame(Inbox.Frame frame, List<Observed> events) {
        Optional<GroupView> now = frame.snapshot() == null ? Optional.empty() : frame.snapshot().groups().stream().filter(one -> one.id().equals(group)).findFirst();
        if (now.isEmpty() || picture.getWidth() <= 0) {
            return;
        }
        GroupView view = now.get();
        GroupMachine machine = GroupMachine.of(view.type());
        List<Taken> taken = GroupMachine.taken(events, group, frame.live() ? Long.MAX_VALUE : frame.snapshot().atMillis(), MOST);
        boolean resized = canvas.size(picture.getWidth(), picture.getHeight(), zoom);
        MachinePainter.Scene scene = new MachinePainter.Scene(machine, view.state(), taken);
        if (resized || !scene.equals(painted) || palette != paintedWith) {
            painted = scene;
            paintedWith = palette;
            painter.paint(canvas, scene, palette);
            if (!history.getItems().equals(taken)) {
                history.getItems().setAll(taken);
            }
            picture.setAccessibleText(view.id() + " is " + view.state().label() + ". " + machine.state(view.state()).means());
        }
        String since = Figures.duration(Math.max(0, frame.snapshot().atMillis() - view.stateSinceMillis()));
        means.setText(view.state().label() + " for " + since + ": " + machine.state(view.state()).means() + "  " + (view.type().equals("classic") ? "Generation " : "Epoch ")
                + view.generation() + " · " + Figures.count(view.members().size(), "member") + view.protocol().map(by -> " · " + by).orElse(""));
    }

    private static final class TakenCell extends ListCell<Taken> {

        private final Label time = new Label();
        private final Label words = new Label();
        private final HBox line = new HBox(10, time, words);

        TakenCell() {
            time.getStyleClass().add("taken-time");
            words.setMinHeight(Region.USE_PREF_SIZE);
            line.setPadding(new Insets(3, 0, 4, 0));
            words.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(words, Priority.ALWAYS);
            words.getStyleClass().add("feed-text");
            words.setWrapText(true);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Taken taken, boolean empty) {
            super.updateItem(taken, empty);
            if (empty || taken == null) {
                setGraphic(null);
                return;
            }
            time.setText(Times.clock(taken.atMillis(), ZoneId.systemDefault()));
            words.setText(taken.from().label() + " → " + taken.to().label() + (taken.why().isEmpty() ? "" : ": " + taken.why()) + " (" + taken.generation() + ")");
            setGraphic(line);
        }
    }
}
