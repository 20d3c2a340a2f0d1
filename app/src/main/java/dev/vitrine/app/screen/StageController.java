package dev.vitrine.app.screen;

/** The live picture. */
public final class StageController implements Screen {

    private final ScreenContext context;

    public StageController(ScreenContext context) {
        this.context = context;
    }
}
