package dev.vitrine.app.testing;

import dev.vitrine.app.actors.Troupe;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.actors.CastCall;
import dev.vitrine.app.model.actors.Casts.Cast;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.EmbeddedSource;
import java.nio.file.Path;
import java.util.List;

/** The app in a window of 1280 by 800 before a real broker of its own, with a troupe that plays for it until the broker stops. */
public record CastWindow(AppWindow window, ClusterSource source, Troupe troupe) {

    /** @param screens the ids of those that it has; none: all */
    public static CastWindow open(Path folder, String... screens) throws Exception {
        AppWindow window = AppWindow.open(folder.resolve("app.properties"), screens.length == 0 ? Screens.all() : AppWindow.screens(screens), _ -> EmbeddedSource.start(c -> c.listen("localhost", 0).ephemeral()),
                LaunchOptions.defaults()).serving().size(1280, 800);
        ClusterSource source = ((BrokerState.Serving) window.shell().broker().state()).source();
        Troupe troupe = new Troupe(source);
        source.closeFirst(troupe);
        return new CastWindow(window, source, troupe);
    }

    /** Makes what a cast needs. @return who belongs to it; nobody acts yet */
    public List<Setup> prepare(Cast cast) throws Exception {
        return new CastCall(source::admin).prepare(cast).actors();
    }

    /** Lets a whole cast act. */
    public CastWindow play(Cast cast) throws Exception {
        prepare(cast).forEach(setup -> troupe.add(setup, true));
        return this;
    }
}
