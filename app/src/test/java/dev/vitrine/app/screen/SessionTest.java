package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.journal.KeptRecord;
import dev.vitrine.app.journal.KeptRecords;
import dev.vitrine.app.journal.Session;
import dev.vitrine.app.journal.SessionFile;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.actors.Casts;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.model.actors.SetupText;
import dev.vitrine.app.source.ReplaySource;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.testing.FamilyDay;
import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.app.widget.FileChoice;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one person saves, another opens and goes through. */
class SessionTest {

    @TempDir Path folder;

    private final ScriptedSource cluster = new ScriptedSource(System::currentTimeMillis);
    private final FamilyDay day = new FamilyDay(cluster, 5_000);
    private final ScheduledExecutorService play = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private AppWindow window;

    @AfterEach
    void close() {
        play.shutdownNow();
        window.close();
    }

    private static boolean says(Window in, String selector, String part) {
        return in.getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown)
                .anyMatch(node -> node instanceof Labeled labeled && labeled.getText().contains(part));
    }

    private void choose(String words) {
        window.press(KeyCode.CONTROL, KeyCode.K);
        window.await(".palette-query");
        window.type(words);
        window.press(KeyCode.ENTER);
    }

    private static long end(Window in) {
        return in.getScene().getRoot().lookupAll(".lane").stream().map(Node::getAccessibleText).filter(text -> text != null && text.startsWith("orders partition 0"))
                .map(text -> Long.parseLong(text.replaceAll(".*end offset ([0-9,]+).*", "$1").replace(",", ""))).findFirst().orElse(-1L);
    }

    /** Opens a window on a day in the family. @return where a session would be saved */
    private Path live() throws Exception {
        Path file = folder.resolve("day.vitrine");
        FileChoice files = new FileChoice() {
            @Override
            public Optional<Path> toSave(Window owner, String title, String name) {
                return Optional.of(name.endsWith(".vitrine") ? file : folder.resolve("moment.png"));
            }

            @Override
            public Optional<Path> toOpen(Window owner, String title, String ending) {
                return Optional.of(file);
            }
        };
        window = AppWindow.open(folder.resolve("app.properties"), AppWindow.screens("stage"), _ -> cluster, LaunchOptions.defaults(), files).serving();
        play.scheduleAtFixedRate(() -> day.step(10), 10, 10, TimeUnit.MILLISECONDS);
        window.await(".member");
        return file;
    }

    private Path save() throws Exception {
        Path file = live();
        AppWindow.until("a rebalance is over", () -> AppWindow.rebalanced(window.stage()));
        choose("save the session");
        AppWindow.until("it says that it is saved", () -> says(window.stage(), ".medium", "Saved day.vitrine."));
        return file;
    }

    @Test
    void a_session_is_saved_opened_in_a_window_of_its_own_replayed_and_gone_through() throws Exception {
        Path file = save();
        assertThat(Files.size(file)).isPositive();

        choose("open a session");
        AppWindow.until("another window shows it", () -> recording() != null && says(recording(), ".time-state", "REPLAYING"));
        Stage replay = AppWindow.call(SessionTest::recording);
        AppWindow.until("those who acted are on the stage", () -> says(replay, ".member-name", "family-db-consumer"));
        AppWindow.until("it moves", () -> says(replay, ".actor-rate", " rec/s"));

        AppWindow.call(() -> {
            Node state = replay.getScene().getRoot().lookup(".time-state");
            ((javafx.scene.control.Button) state).fire();
            return true;
        });
        AppWindow.until("it stands", () -> says(replay, ".time-state", "STOPPED"));
        long stopped = AppWindow.call(() -> end(replay));
        AppWindow.call(() -> {
            for (int i = 0; i < 200; i++) {
                replay.getScene().getRoot().lookup(".time-bar").fireEvent(key(KeyCode.RIGHT));
            }
            return true;
        });
        AppWindow.until("further on there is more", () -> end(replay) > stopped);
        AppWindow.call(() -> {
            replay.getScene().getRoot().lookup("#rail-composer").fireEvent(new javafx.event.ActionEvent());
            return true;
        });
        AppWindow.until("what acts says why it can't", () -> says(replay, ".startup-title", "Composer: not in a recording"));
        AppWindow.call(() -> {
            replay.getOnCloseRequest().handle(new WindowEvent(replay, WindowEvent.WINDOW_CLOSE_REQUEST));
            return true;
        });
        AppWindow.until("its window closes by itself", () -> !replay.isShowing());
        assertThat(cluster.closed()).as("the broker goes on").isFalse();
    }

    private static javafx.scene.input.KeyEvent key(KeyCode code) {
        return new javafx.scene.input.KeyEvent(javafx.scene.input.KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false);
    }

    private static Stage recording() {
        return List.copyOf(Window.getWindows()).stream().filter(Stage.class::isInstance).map(Stage.class::cast)
                .filter(stage -> stage.getTitle() != null && stage.getTitle().startsWith("day.vitrine")).findFirst().orElse(null);
    }

    @Test
    void a_broken_file_says_so_in_the_window_that_was_to_show_it() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.vitrine"), "not a session");
        window = AppWindow.open(folder.resolve("app.properties"), AppWindow.recorded("stage", "messages", "actors"), with -> ReplaySource.open(with.open().orElseThrow()),
                LaunchOptions.parse(List.of(broken.toString())));
        AppWindow.until("it is said", () -> says(window.stage(), ".startup-title", "The session can't be opened"));
        assertThat(AppWindow.call(() -> says(window.stage(), ".soft", "broken.vitrine is not a Vitrine session"))).isTrue();
    }

    @Test
    void a_session_named_on_the_command_line_opens_without_a_broker_and_shows_the_records_of_then() throws Exception {
        open(List.of(KeptRecord.of(record(1, "Dinner at eight"))), "");
        assertThat(AppWindow.call(() -> window.stage().getTitle())).isEqualTo("records.vitrine · Vitrine");
        assertThat(AppWindow.call(() -> window.stage().getScene().getRoot().lookupAll(".link").stream()
                .anyMatch(node -> AppWindow.shown(node) && node instanceof Labeled link && link.getText().contains("Connect my app"))))
                .as("nobody can connect to a recording").isFalse();
        window.click("#depth-Workbench");
        TableView<?> messages = (TableView<?>) window.await("#bench-messages");
        AppWindow.until("its record is listed", () -> messages.getItems().size() == 1);
        assertThat(AppWindow.call(() -> says(window.stage(), "#note", "the newest 1"))).isTrue();
    }

    @Test
    void the_records_of_a_recording_can_be_searched() throws Exception {
        open(List.of(KeptRecord.of(record(0, "Dinner at nine")), KeptRecord.of(record(1, "Dinner at eight"))), "");
        window.click("#rail-messages");
        ComboBox<?> topic = (ComboBox<?>) window.await("#topic");
        AppWindow.until("the topic is offered", () -> !topic.getItems().isEmpty());
        AppWindow.call(() -> {
            topic.getSelectionModel().selectFirst();
            return true;
        });
        TableView<?> found = (TableView<?>) window.await("#table");
        AppWindow.until("both are read", () -> found.getItems().size() == 2);
        window.click("#search").type("eight").press(KeyCode.ENTER);
        AppWindow.until("one is found", () -> found.getItems().size() == 1);
        assertThat(AppWindow.call(() -> says(window.stage(), ".status", "1 found") && says(window.stage(), ".status", "of what the session keeps"))).isTrue();
        assertThat(window.find("#committed")).as("aborted records aren't told apart in a recording").isNull();
    }

    @Test
    void who_acted_can_be_read_about_and_not_told_what_to_do() throws Exception {
        List<Setup> cast = Casts.all().stream().flatMap(one -> one.actors().stream()).toList();
        open(List.of(), SetupText.write(cast));
        window.click("#rail-actors");
        AppWindow.until("all are listed", () -> cast.stream().allMatch(actor -> says(window.stage(), ".strong", actor.name())));
        assertThat(AppWindow.call(() -> says(window.stage(), ".startup-title", "Actors of this recording") && says(window.stage(), ".small", "consumer · "))).isTrue();
        Node list = window.find(".startup");
        assertThat(AppWindow.call(() -> list.localToScene(list.getBoundsInLocal()).getMaxY())).as("however many there were").isLessThan(window.stage().getHeight());
        assertThat(window.count("#crash")).as("nothing can be done to them").isZero();
        window.picture("recorded-cast");
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String value) {
        return new ConsumerRecord<>("accounts", 1, offset, "mom".getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    /** Opens a session as the command line does. */
    private void open(List<KeptRecord> records, String actors) throws Exception {
        Path file = folder.resolve("records.vitrine");
        cluster.topic("accounts", 2).filled("accounts", 1, 2);
        Session session = new Session(System.currentTimeMillis(), List.of(cluster.now()), List.of(), actors, new KeptRecords(records, 2));
        try (OutputStream out = Files.newOutputStream(file)) {
            SessionFile.write(session, out);
        }
        window = AppWindow.open(folder.resolve("app.properties"), AppWindow.recorded("stage", "messages", "actors"), with -> ReplaySource.open(with.open().orElseThrow()),
                LaunchOptions.parse(List.of("--open", file.toString()))).serving().size(1280, 800);
    }

    @Test
    void a_film_says_how_far_it_is_and_can_be_stopped() throws Exception {
        save();
        choose("last 30 seconds");
        Button stop = (Button) window.await("#stop-work");
        AppWindow.call(() -> {
            stop.fire();
            return true;
        });
        AppWindow.until("it says so", () -> says(window.stage(), ".medium", "Stopped: moment.png was not saved."));
        AppWindow.until("nothing is left of it", () -> {
            try (var left = Files.list(folder)) {
                return left.noneMatch(file -> file.getFileName().toString().contains("moment"));
            }
        });
    }

    @Test
    void a_moment_is_saved_as_a_picture() throws Exception {
        live();
        choose("as a picture");
        AppWindow.until("it says that it is saved", () -> says(window.stage(), ".medium", "Saved moment.png."));
        assertThat(Files.size(folder.resolve("moment.png"))).isGreaterThan(20_000);
    }
}
