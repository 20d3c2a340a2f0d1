package dev.vitrine.app.screen.lab;

import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.Segments;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** Two questions that one answers by trying. */
public final class LabController implements Screen {

    private final ScreenContext context;

    @FXML private Label about;
    @FXML private Segments<Question> part;
    @FXML private AssignorPane assignors;
    @FXML private KeyPane keys;

    /** The lab's questions. */
    enum Question {
        ASSIGNORS("Who gets which partition?", "Six assignors, one group: Kafka's own classes decide, event by event. Nothing goes over a network."),
        KEYS("Where does a key go?", "The same key, as each client library would send it.");

        private final String words;
        private final String about;

        Question(String words, String about) {
            this.words = words;
            this.about = about;
        }
    }

    public LabController(ScreenContext context) {
        this.context = context;
    }

    @FXML
    private void initialize() {
        part.offer(List.of(Question.values()), question -> question.words);
        part.valueProperty().subscribe(question -> {
            about.setText(question.about);
            visible(assignors, question == Question.ASSIGNORS);
            visible(keys, question == Question.KEYS);
        });
    }

    static void visible(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    @Override
    public void onShow() {
        context.selection().current().topicName().ifPresent(keys::want);
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        if (frame.hasNews() && keys.isVisible()) {
            keys.show(frame.snapshot());
        }
    }
}
