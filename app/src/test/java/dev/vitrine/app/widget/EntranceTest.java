package dev.vitrine.app.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.AppWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class EntranceTest {

    private static final List<String> WORDS = IntStream.range(0, 60).mapToObj(i -> "word " + i).toList();

    private final StackPane place = new StackPane();
    private final VBox card = new VBox(WORDS.stream().map(Label::new).toArray(Node[]::new));
    private final List<Double> seen = new ArrayList<>();
    private Stage stage;
    private int whole;

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        stage = AppWindow.call(() -> {
            Stage made = new Stage();
            made.setScene(new Scene(place, 300, 200));
            made.getScene().addPostLayoutPulseListener(() -> seen.add(card.getChildren().size() < WORDS.size() ? card.getOpacity() : 0));
            made.show();
            return made;
        });
    }

    @AfterEach
    void close() {
        AppWindow.call(() -> {
            stage.hide();
            return true;
        });
    }

    private List<String> words() {
        return card.getChildren().stream().map(node -> ((Label) node).getText()).toList();
    }

    @Test
    void what_comes_in_piece_by_piece_is_not_seen_before_it_is_whole_and_is_then_as_it_was() {
        AppWindow.call(() -> {
            Entrance.of(card, () -> place.getChildren().add(card), () -> whole++);
            return true;
        });
        AppWindow.until("it is whole", () -> whole == 1);

        assertThat(AppWindow.call(this::words)).isEqualTo(WORDS);
        assertThat(AppWindow.call(card::getOpacity)).isEqualTo(1);
        assertThat(AppWindow.call(() -> List.copyOf(seen))).as("in parts").containsOnly(0.0);
    }

    @Test
    void what_leaves_before_it_is_whole_keeps_all_its_parts() {
        AppWindow.call(() -> {
            Entrance.of(card, () -> place.getChildren().add(card), () -> whole++);
            place.getChildren().remove(card);
            return true;
        });
        AppWindow.until("it is whole", () -> whole == 1);

        assertThat(AppWindow.call(this::words)).isEqualTo(WORDS);
    }
}
