package dev.vitrine.app.pictures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;

/** {@code ./mvnw -Pscreenshots -pl app -am verify -DskipTests}: what is in {@code screenshots/}, taken anew. Needs no display. */
final class TakePictures {

    private static final Path FOLDER = Path.of("..", "screenshots");

    private TakePictures() {}

    public static void main(String[] arguments) throws Exception {
        Studio studio = Studio.open(List.of("--listen", "localhost:" + port(), "--ephemeral", "--theme", "dark"));
        try (Traffic traffic = new Traffic(studio.bootstrap()); Family family = new Family(studio.bootstrap())) {
            traffic.orders();
            traffic.billing("billing-1", 3_000);
            traffic.billing("billing-2", 900);
            family.start("consumer.js", Map.of());
            family.start("dbconsumer.js", Map.of());
            family.start("producer.js", Map.of("MESSAGES", "100000", "PAUSE_MS", "250"));
            Pause.of(Duration.ofSeconds(25));
            take(studio, traffic);
        }
        studio.close();
        System.exit(0);
    }

    private static void take(Studio studio, Traffic traffic) throws InterruptedException {
        studio.picture(FOLDER.resolve("stage-dark.png"));
        studio.press("#theme");
        Pause.of(Duration.ofSeconds(1));
        studio.picture(FOLDER.resolve("stage-light.png"));
        studio.press("#theme");
        composer(studio);
        studio.show("topics");
        chooseFirst(studio);
        studio.picture(FOLDER.resolve("topics.png"));
        studio.show("groups");
        chooseFirst(studio);
        studio.picture(FOLDER.resolve("groups.png"));
        studio.show("messages");
        studio.with("#topic", ComboBox.class, TakePictures::chooseFamilyTopic);
        studio.press("#read");
        Pause.of(Duration.ofSeconds(3));
        chooseFirst(studio);
        studio.picture(FOLDER.resolve("messages.png"));
        studio.show("stage");
        Pause.of(Duration.ofSeconds(8));
        traffic.rebalanceSlowly();
        Pause.of(Duration.ofMillis(1_800));
        studio.picture(FOLDER.resolve("rebalance.png"));
        Pause.of(Duration.ofSeconds(6));
        theatre(studio);
        lesson(studio);
        cluster(studio);
    }

    /** Three brokers, then one of them killed: last, because the others' pictures are of one. */
    private static void cluster(Studio studio) {
        studio.show("cluster");
        studio.press("#cluster-invite");
        Pause.of(Duration.ofSeconds(8));
        studio.press("#cluster-add-button");
        Pause.of(Duration.ofSeconds(8));
        studio.press("#cluster-part-What-acks-risk");
        studio.press("#acks-run-button");
        studio.await("a leader that is cut off", () -> studio.is("#acks-step-killed", "passed") || studio.is("#acks-step-killed", "now"));
        studio.press("#cluster-part-Brokers");
        Pause.of(Duration.ofSeconds(1));
        studio.picture(FOLDER.resolve("cluster.png"));
        studio.press("#cluster-part-What-acks-risk");
        studio.await("the verdict", () -> studio.is("#acks-step-reading", "passed"));
        Pause.of(Duration.ofSeconds(1));
        studio.picture(FOLDER.resolve("acks.png"));
    }

    private static void theatre(Studio studio) {
        studio.show("groups");
        chooseFirst(studio);
        studio.with(".tab-pane", TabPane.class, tabs -> {
            tabs.getTabs().stream().filter(tab -> tab.getText().equals("Rebalances")).forEach(tabs.getSelectionModel()::select);
            return tabs;
        });
        Pause.of(Duration.ofSeconds(2));
        studio.picture(FOLDER.resolve("theatre.png"));
    }

    private static void lesson(Studio studio) {
        studio.show("lessons");
        Pause.of(Duration.ofSeconds(2));
        studio.press("#lesson-message");
        Pause.of(Duration.ofSeconds(3));
        studio.show("composer");
        Pause.of(Duration.ofSeconds(2));
        studio.picture(FOLDER.resolve("lesson.png"));
    }

    private static void composer(Studio studio) {
        studio.show("composer");
        studio.with("#topic", ComboBox.class, TakePictures::chooseFamilyTopic);
        studio.with("#key", Parent.class, field -> fill(field, "Text", "mom"));
        studio.with("#value", Parent.class, field -> fill(field, "JSON", "{\n  \"id\": 1,\n  \"content\": \"Hi Mom! Dinner at eight?\"\n}"));
        Pause.of(Duration.ofSeconds(1));
        studio.press("#send-button");
        Pause.of(Duration.ofSeconds(3));
        studio.picture(FOLDER.resolve("composer.png"));
    }

    /** Chooses a format by its button, and types into what is to be seen of the field. */
    private static Object fill(Parent field, String format, String text) {
        field.lookupAll(".toggle-button").stream().map(ToggleButton.class::cast).filter(button -> button.getText().equals(format))
                .forEach(ToggleButton::fire);
        field.lookupAll(".text-input").stream().filter(Node::isManaged).map(TextInputControl.class::cast).forEach(input -> input.setText(text));
        return field;
    }

    @SuppressWarnings("unchecked")
    private static Object chooseFamilyTopic(ComboBox<?> topics) {
        ((ComboBox<Object>) topics).setValue("family-topic");
        return topics;
    }

    private static void chooseFirst(Studio studio) {
        Pause.of(Duration.ofSeconds(1));
        studio.with("#table", TableView.class, table -> {
            table.getSelectionModel().selectFirst();
            return table;
        });
        Pause.of(Duration.ofSeconds(3));
    }

    /** 9092, as everybody knows it, or any other where that is taken. */
    private static int port() {
        try (ServerSocket free = new ServerSocket(9092, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }
}
