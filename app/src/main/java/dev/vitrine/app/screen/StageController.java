package dev.vitrine.app.screen;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.model.actors.CastCall;
import dev.vitrine.app.model.cluster.Act;
import dev.vitrine.app.screen.workbench.WorkbenchController;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.stage.StageScene;
import dev.vitrine.app.stage.Wings;
import dev.vitrine.app.widget.Palette;
import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/** The live picture, and what stands in its place while nobody has connected yet. */
public final class StageController implements Screen, Screen.Zoomed {

    private final ScreenContext context;
    private DoubleProperty zoom;
    private StageScene scene;
    private boolean presented;

    @FXML private StackPane root;

    public StageController(ScreenContext context) {
        this.context = context;
    }

    @Override
    public void zoom(DoubleProperty of) {
        zoom = of;
    }

    @FXML
    void initialize() {
        scene = new StageScene(context.source(), context.selection(), context.feed(), context.background(),
                new Wings(context.actors(), new CastCall(context.source()::admin), context.background(), context.notices(), this::openActor,
                context::onlyLookedAtThePast), context.emblems(), new StageScene.Ways(context.reasons(), context::follow, context.time()::viewFrom, context.time()::at, () -> context.navigator().show("composer"), this::act));
        root.getChildren().add(scene);
    }

    /** The brokers' own screen does it. */
    private void act(Act act) {
        context.errands().bring(act);
        context.navigator().show("cluster");
    }

    private void openActor(String clientId) {
        context.selection().select(new Selected.Client(clientId));
        context.navigator().show("actors");
    }

    @Override
    public void onMade() {
        scene.join();
        context.theme().addListener((_, _, _) -> look());
        zoom.addListener((_, _, _) -> look());
        context.tables().addListener((_, _, _) -> makeRoom());
        root.heightProperty().addListener((_, _, _) -> makeRoom());
        look();
    }

    /** The tables of the Workbench come up from below; the picture above them stays the same one. */
    private void makeRoom() {
        scene.makeRoom(WorkbenchController.heightWithin(root.getHeight()), presented ? 0 : context.tables().get());
    }

    private void look() {
        Theme theme = context.theme().get();
        scene.look(Palette.of(theme), zoom.get());
    }

    @Override
    public List<Parent> understudies() {
        return List.of(scene.understudy());
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        scene.frame(frame);
    }

    @Override
    public void onPresent(boolean on) {
        presented = on;
        scene.present(on);
        makeRoom();
    }

    @Override
    public String figures() {
        return scene.figures();
    }
}
