package dev.vitrine.app.screen;

import dev.vitrine.app.export.Film;
import dev.vitrine.app.journal.Journal;
import dev.vitrine.app.journal.KeptRecords;
import dev.vitrine.app.journal.Session;
import dev.vitrine.app.journal.SessionFile;
import dev.vitrine.app.journal.TimeCursor;
import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.FeedModel;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Notices;
import dev.vitrine.app.model.PaletteEntry;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.SetupText;
import dev.vitrine.app.model.stage.Emblems;
import dev.vitrine.app.model.stage.PictureMaker;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.ReplaySource;
import dev.vitrine.app.widget.FolderOpener;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;

/** What one person sends another: the moment that is looked at as a picture, the seconds before it as a film, all that is
 * remembered as a session that can be replayed. Drawn and written in the background. */
final class Sharing {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    /** What a moment's rates are told by. */
    private static final long RATES_MILLIS = 6_000;

    private final Tools tools;
    private final Journal journal;
    private final TimeCursor time;
    private final FeedModel feed;
    private final Supplier<Theme> theme;
    private final ShellController.WindowActions window;
    private final Saving saving;
    private ActorDesk actors;
    private ClusterSource source;

    /** How things get done. @param emblems who has which colour and shape */
    record Tools(Background background, Notices notices, FolderOpener folders, Emblems emblems) {}

    /** @param window that a dialog belongs to */
    Sharing(Tools tools, Journal journal, TimeCursor time, FeedModel feed, Supplier<Theme> theme, ShellController.WindowActions window) {
        this.tools = tools;
        this.saving = new Saving(tools.background(), tools.notices(), tools.folders());
        this.journal = journal;
        this.time = time;
        this.feed = feed;
        this.theme = theme;
        this.window = window;
    }

    /** What is shown from now on, and whose actors are named in its pictures. */
    void of(ClusterSource shown, ActorDesk desk) {
        source = shown;
        actors = desk;
    }

    /** All that can be shared, for the palette and for the button. */
    List<PaletteEntry> entries() {
        return List.of(
                new PaletteEntry("Save this moment as a picture…", "PNG, twice as fine as the screen", () -> picture("png")),
                new PaletteEntry("Save this moment as a drawing…", "SVG, shapes and text", () -> picture("svg")),
                new PaletteEntry("Save the last 10 seconds as a film…", "animated GIF", () -> film(10)),
                new PaletteEntry("Save the last 30 seconds as a film…", "animated GIF", () -> film(30)),
                new PaletteEntry("Save the session…", "all that is remembered, to replay · ." + SessionFile.ENDING, this::session),
                new PaletteEntry("Open a session…", "replay what somebody saved", this::open));
    }

    ContextMenu menu() {
        ContextMenu menu = new ContextMenu();
        entries().forEach(entry -> {
            MenuItem item = new MenuItem(entry.title());
            item.setOnAction(_ -> entry.run().run());
            menu.getItems().add(item);
        });
        return menu;
    }

    private void picture(String format) {
        film(RATES_MILLIS).ifPresent(film -> ask("Save this moment", format).ifPresent(place -> saving.quickly(place, () -> new Saving.Prepared(out -> {
            if (format.equals("svg")) {
                film.svg(out);
            } else {
                film.png(out);
            }
        }, Optional.empty()))));
    }

    private void film(int seconds) {
        film(seconds * 1_000L).ifPresent(film -> ask("Save the last " + seconds + " seconds", "gif")
                .ifPresent(place -> saving.slowly(place, "Drawing the last " + seconds + " seconds. You can go on meanwhile.", film::gif)));
    }

    /** Everything that is remembered, and the newest records of every topic: the reader goes through it as through the bar of time. */
    private void session() {
        if (journal.pictures() == 0) {
            tools.notices.tell("There is nothing to be saved yet.");
            return;
        }
        String cast = actors == null ? "" : SetupText.write(actors.views().stream().map(ActorView::setup).toList());
        Session session = Session.of(journal, cast, System.currentTimeMillis());
        ClusterSource from = source;
        ask("Save the session", SessionFile.ENDING).ifPresent(place -> saving.quickly(place, () -> {
            Session whole = session.with(from instanceof ReplaySource recording ? recording.session().records()
                    : KeptRecords.of(session.pictures().getLast(), from::recordsBefore));
            return new Saving.Prepared(out -> SessionFile.write(whole, out), Optional.of("In it: " + Figures.duration(session.end() - session.begin()) + ", "
                    + whole.records().words() + "."));
        }));
    }

    private void open() {
        window.files().toOpen(window.window(), "Open a session", SessionFile.ENDING).ifPresent(file -> tools.background.run(
                () -> ReplaySource.open(file), window::open, why -> tools.notices.problem("Opening " + file.getFileName(), why)));
    }

    /** What led up to the moment that is looked at. Empty before there is anything to see. */
    private Optional<Film> film(long millis) {
        long until = time.instant();
        List<ClusterSnapshot> pictures = journal.between(until - millis, until);
        if (pictures.isEmpty()) {
            tools.notices.tell("There is nothing to be seen yet.");
            return Optional.empty();
        }
        ActorDesk desk = actors;
        Emblems as = tools.emblems.copy();
        return Optional.of(new Film(pictures, List.copyOf(feed.lines()), Palette.of(theme.get()), () -> new PictureMaker(ClusterSource.OWN_CLIENT_PREFIX,
                client -> desk == null ? Optional.empty() : desk.named(client).map(view -> view.setup().about()), as.copy())));
    }

    /** Asks for a place. */
    private Optional<Path> ask(String title, String format) {
        String name = "vitrine-" + NAME.format(Instant.ofEpochMilli(time.instant()).atZone(ZoneId.systemDefault())) + "." + format;
        return window.files().toSave(window.window(), title, name).map(place -> ended(place, format));
    }

    /** Dialogs of some desktops leave the ending to the person. */
    private static Path ended(Path place, String format) {
        String name = place.getFileName().toString();
        return name.contains(".") ? place : place.resolveSibling(name + "." + format);
    }
}
