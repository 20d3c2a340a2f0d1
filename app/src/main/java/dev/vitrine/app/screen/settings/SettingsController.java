package dev.vitrine.app.screen.settings;

import atlantafx.base.controls.ModalPane;
import dev.vitrine.app.model.Motion;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.model.settings.ClusterFacts;
import dev.vitrine.app.model.settings.Licence;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.Clip;
import dev.vitrine.app.widget.FolderOpener;
import dev.vitrine.app.widget.Sheets;
import dev.vitrine.app.widget.Stillness;
import dev.vitrine.app.widget.ZoomPane;
import dev.vitrine.engine.observe.BrokerView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Look, cluster, about. Theme and size take effect at once and are remembered by the shell. */
public final class SettingsController implements Screen {

    private final ScreenContext context;
    private final ClusterFacts facts;
    private final FolderOpener opener;
    private List<BrokerView> brokersShown = List.of();
    private Sheets sheets;
    private Motion motion;
    private ZoomPane zoomed;

    @FXML private ScrollPane body;
    @FXML private ModalPane modal;
    @FXML private ToggleGroup themes;
    @FXML private ToggleButton dark;
    @FXML private ToggleButton light;
    @FXML private ToggleGroup motions;
    @FXML private ToggleButton motionSystem;
    @FXML private ToggleButton motionReduced;
    @FXML private ToggleButton motionFull;
    @FXML private Label motionNote;
    @FXML private Slider zoom;
    @FXML private Label zoomText;
    @FXML private Label address;
    @FXML private Button copyAddress;
    @FXML private VBox listeners;
    @FXML private Label clusterId;
    @FXML private VBox folders;
    @FXML private Label foldersNote;
    @FXML private Label version;
    @FXML private GridPane licences;

    public SettingsController(ScreenContext context) {
        this.context = context;
        this.facts = new ClusterFacts(context.source()::admin);
        this.opener = FolderOpener.desktop();
    }

    @FXML
    private void initialize() {
        sheets = new Sheets(modal, body);
        dark.setUserData(Theme.DARK);
        light.setUserData(Theme.LIGHT);
        address.setText(context.source().bootstrap());
        String release = Optional.ofNullable(SettingsController.class.getPackage().getImplementationVersion()).map(v -> " " + v).orElse("");
        version.setText("Vitrine" + release + " · Apache License 2.0 · Java " + Runtime.version().feature() + " · JavaFX " + System.getProperty("javafx.version", "")
                + ". Made of what others share:");
        int row = 0;
        for (Licence licence : Licence.all()) {
            licenceRow(licence, row++);
        }
    }

    @Override
    public void onMade() {
        context.theme().subscribe(theme -> themes.selectToggle(theme == Theme.DARK ? dark : light));
        themes.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                themes.selectToggle(before);
            } else {
                context.theme().set((Theme) now.getUserData());
            }
        });
    }

    private void licenceRow(Licence licence, int row) {
        Label what = new Label(licence.what());
        what.getStyleClass().add("medium");
        Label by = new Label(licence.by());
        by.getStyleClass().addAll("soft", "small");
        licences.addRow(row, what, by);
        if (licence.text().isPresent()) {
            Button show = new Button(licence.terms());
            show.getStyleClass().setAll("link");
            show.setAccessibleText("Show the licence of " + licence.what());
            show.setOnAction(_ -> show(licence));
            licences.add(show, 2, row);
        } else {
            Label terms = new Label(licence.terms());
            terms.getStyleClass().addAll("soft", "small");
            licences.add(terms, 2, row);
        }
    }

    private void show(Licence licence) {
        TextArea text = new TextArea(licence.read().orElse(""));
        text.setEditable(false);
        text.getStyleClass().add("licence-text");
        text.setPrefSize(660, 420);
        Label title = new Label(licence.what() + " · " + licence.terms());
        title.getStyleClass().add("sheet-title");
        Button close = new Button("Close");
        close.setCancelButton(true);
        close.setOnAction(_ -> sheets.close());
        VBox card = new VBox(title, text, close);
        card.getStyleClass().addAll("card", "sheet-card", "wide");
        card.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
        sheets.open(card, close);
    }

    @Override
    public void onShow() {
        bindZoom();
        bindMotion();
        folders.getChildren().clear();
        foldersNote.setText("Asking the brokers where they keep their data…");
        context.background().run(facts::folders, this::showFolders, _ -> foldersNote.setText("The brokers don’t say where they keep their data."));
    }

    private void bindMotion() {
        if (motion != null || body.getScene() == null) {
            return;
        }
        motion = Stillness.of(body);
        Map<Motion.Choice, ToggleButton> buttons = Map.of(Motion.Choice.SYSTEM, motionSystem, Motion.Choice.REDUCED, motionReduced, Motion.Choice.FULL, motionFull);
        buttons.forEach((choice, button) -> button.setUserData(choice));
        motion.choiceProperty().subscribe(choice -> motions.selectToggle(buttons.get(choice)));
        motions.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                motions.selectToggle(before);
            } else {
                motion.choiceProperty().set((Motion.Choice) now.getUserData());
            }
        });
        motion.reducedProperty().subscribe(reduced -> motionNote.setText(reduced ? "Records appear where they are; nothing flies or slides."
                : "Records fly, lines swing."));
    }

    private void bindZoom() {
        if (zoomed == null && body.getScene() != null && body.getScene().getRoot() instanceof ZoomPane pane) {
            zoomed = pane;
            zoom.setValue(pane.zoomProperty().get() * 100);
            pane.zoomProperty().subscribe(factor -> {
                zoomText.setText(Math.round(factor.doubleValue() * 100) + " %");
                if (!zoom.isValueChanging()) {
                    zoom.setValue(factor.doubleValue() * 100);
                }
            });
            // While it is dragged the slider would run away from under the pointer: size follows when it is let go.
            zoom.valueProperty().addListener((_, _, to) -> {
                if (!zoom.isValueChanging()) {
                    pane.set(Math.rint(to.doubleValue() / 5) / 20);
                } else {
                    zoomText.setText(Math.round(Math.rint(to.doubleValue() / 5) * 5) + " %");
                }
            });
            zoom.valueChangingProperty().addListener((_, _, changing) -> {
                if (!changing) {
                    pane.set(Math.rint(zoom.getValue() / 5) / 20);
                }
            });
        }
    }

    private void showFolders(List<ClusterFacts.Folder> found) {
        folders.getChildren().clear();
        boolean several = found.stream().map(ClusterFacts.Folder::broker).distinct().count() > 1;
        found.forEach(folder -> {
            Label name = new Label(several ? "Data, broker " + folder.broker() : "Data");
            name.getStyleClass().add("line-name");
            Label path = new Label(folder.path());
            path.getStyleClass().add("mono");
            Label size = new Label(folder.sentence());
            size.getStyleClass().addAll("soft", "small");
            size.setMinWidth(VBox.USE_PREF_SIZE);
            HBox line = new HBox(name, path, size);
            line.getStyleClass().add("line");
            Path here = Path.of(folder.path());
            if (Files.isDirectory(here)) {
                Button open = new Button("open");
                open.getStyleClass().setAll("link");
                open.setAccessibleText("Open the data folder");
                open.setMinWidth(VBox.USE_PREF_SIZE);
                open.setOnAction(_ -> open(here));
                line.getChildren().add(open);
            }
            folders.getChildren().add(line);
        });
        foldersNote.setText(context.source().keeps()
                ? "Topics, records and committed offsets stay here from one start to the next. To keep them elsewhere, start with --data DIR."
                : "Started with --ephemeral: topics, records and committed offsets are gone when the app ends. To keep them, start without it.");
    }

    private void open(Path folder) {
        context.background().run(() -> {
            opener.open(folder);
            return null;
        }, _ -> {}, why -> context.notices().problem("Opening " + folder, why));
    }

    @FXML
    private void resetZoom() {
        if (zoomed != null) {
            zoomed.set(1);
        }
    }

    @FXML
    private void copyAddress() {
        Clip.copy(address.getText(), copyAddress);
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        if (!frame.hasNews() || frame.snapshot().brokers().equals(brokersShown)) {
            return;
        }
        brokersShown = frame.snapshot().brokers();
        clusterId.setText(frame.snapshot().clusterId());
        listeners.getChildren().clear();
        brokersShown.forEach(broker -> broker.endpoints().forEach(endpoint -> {
            Label name = new Label(brokersShown.size() == 1 ? "Listener" : "Broker " + broker.id());
            name.getStyleClass().add("line-name");
            Label at = new Label(endpoint.address());
            at.getStyleClass().add("mono");
            Label listener = new Label(endpoint.listener());
            listener.getStyleClass().addAll("soft", "small");
            HBox line = new HBox(name, at, listener);
            line.getStyleClass().add("line");
            listeners.getChildren().add(line);
        }));
    }
}
