package dev.vitrine.app.screen.messages;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.composer.Again;
import dev.vitrine.app.model.composer.DraftTable;
import dev.vitrine.app.model.messages.Message;
import dev.vitrine.app.model.messages.WholeRecord;
import dev.vitrine.app.model.payload.Format;
import dev.vitrine.app.model.payload.Payload;
import dev.vitrine.app.model.payload.PayloadText;
import dev.vitrine.app.model.payload.Reading;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.widget.FileChoice;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.PartitionChip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One record: its place, key, headers, and as much of its value as can be laid out without waiting. */
public final class MessageDetail extends StackPane {

    private ScreenContext context;
    private DraftTable drafts;
    private FileChoice files;
    private WholeRecord whole;
    private Message shown;
    private ShownAs as = ShownAs.AUTOMATIC;
    private Background.Job laying = () -> {};

    @FXML private VBox nothing;
    @FXML private VBox content;
    @FXML private StackPane chip;
    @FXML private Label place;
    @FXML private Label facts;
    @FXML private Label keyFacts;
    @FXML private Label key;
    @FXML private VBox headersBox;
    @FXML private VBox headers;
    @FXML private Label valueFacts;
    @FXML private Button copy;
    @FXML private Button save;
    @FXML private Label note;
    @FXML private ListView<String> lines;
    @FXML private HBox cut;
    @FXML private Label cutText;

    public MessageDetail() {
        Fxml.into(this, "message-detail.fxml");
    }

    void init(ScreenContext screenContext, DraftTable draftTable, FileChoice fileChoice) {
        context = screenContext;
        drafts = draftTable;
        files = fileChoice;
        whole = new WholeRecord(SourceClients.consumers(screenContext.source()));
    }

    void showAs(ShownAs format) {
        as = format;
        show(shown);
    }

    /** @param message null for none */
    void show(Message message) {
        shown = message;
        laying.cancel();
        content.setVisible(message != null);
        nothing.setVisible(message == null);
        if (message == null) {
            return;
        }
        chip.getChildren().setAll(new PartitionChip(message.at().partition()));
        place.setText(Figures.exact(message.offset()));
        facts.setText(factsOf(message));
        showKey(message.key());
        showHeaders(message.headers());
        layOut(message.value().head(), PayloadText.SHOWN_BYTES);
    }

    private static String factsOf(Message m) {
        String time = m.timestamp() < 0 ? "no timestamp"
                : Times.dayAndClock(m.timestamp(), ZoneId.systemDefault()) + (m.appendTime() ? " by the broker’s clock" : " by the producer’s clock");
        return m.at().topic() + " · " + time + m.leaderEpoch().map(epoch -> " · leader epoch " + epoch).orElse("");
    }

    private void showKey(Payload payload) {
        Reading reading = as.read(payload);
        key.setText(payload.isNull() ? "no key" : reading.kind() == Reading.Kind.EMPTY ? "empty" : reading.preview());
        keyFacts.setText(payload.isNull() ? "" : words(reading) + Figures.bytes(payload.length()));
    }

    private static String words(Reading reading) {
        return switch (reading.kind()) {
            case JSON -> "JSON · ";
            case TEXT -> "text · ";
            case HEX -> "bytes · ";
            default -> "";
        };
    }

    private void showHeaders(List<Message.Header> all) {
        headersBox.setVisible(!all.isEmpty());
        headersBox.setManaged(!all.isEmpty());
        headers.getChildren().clear();
        all.stream().limit(50).forEach(h -> {
            Label name = new Label(h.key());
            name.getStyleClass().add("header-key");
            Label text = new Label(h.value().isNull() ? "null" : as.read(h.value()).preview());
            text.getStyleClass().add("header-value");
            headers.getChildren().add(new HBox(10, name, text));
        });
        if (all.size() > 50) {
            headers.getChildren().add(new Label("and " + (all.size() - 50) + " more"));
        }
    }

    /** Spreads the value out in the background: even a quarter of a megabyte of JSON must not hold up a frame. */
    private void layOut(byte[] bytes, int limit) {
        Payload value = shown.value();
        Reading reading = as.read(value);
        boolean bare = value.length() <= 0;
        valueFacts.setText(value.isNull() ? "" : words(reading) + Figures.bytes(value.length()));
        copy.setDisable(bare);
        save.setDisable(bare);
        tell(bare ? (value.isNull() ? "tombstone: a record without a value" : "empty: a value of zero bytes") : refusals(reading), bare);
        showCut(0, 0);
        lines.getItems().clear();
        lines.setVisible(!bare);
        if (!bare) {
            Format format = as.format(value);
            laying.cancel();
            laying = context.background().run(() -> PayloadText.of(bytes, value.length(), format, limit), this::laidOut, _ -> {});
        }
    }

    private void laidOut(PayloadText text) {
        lines.getItems().setAll(text.lines());
        lines.scrollTo(0);
        showCut(text.shown(), text.whole());
        if (!text.note().isEmpty()) {
            tell(text.note(), false);
        }
    }

    private static String refusals(Reading reading) {
        return reading.refusals().isEmpty() ? "" : "Not " + reading.refusals().getFirst().tried().label() + ": " + reading.refusals().getFirst().why() + ".";
    }

    private void tell(String text, boolean quiet) {
        note.setText(text);
        note.setVisible(!text.isEmpty());
        note.setManaged(!text.isEmpty());
        note.getStyleClass().removeAll("warn-text", "soft");
        note.getStyleClass().add(quiet ? "soft" : "warn-text");
    }

    private void showCut(int laid, int all) {
        cut.setVisible(laid < all);
        cut.setManaged(laid < all);
        cutText.setText("Showing the first " + Figures.bytes(laid) + " of " + Figures.bytes(all));
    }

    /** Fetches the record again where the list kept only its beginning. */
    private void withWhole(String purpose, Consumer<ConsumerRecord<byte[], byte[]>> then) {
        Message wanted = shown;
        context.background().run(() -> whole.atOrAfter(wanted.at(), wanted.offset()).filter(r -> r.offset() == wanted.offset())
                        .orElseThrow(() -> new IllegalStateException("The record is not there any more.")),
                then, why -> context.notices().problem(purpose, why));
    }

    @FXML
    private void showAll() {
        withWhole("Showing the whole value", r -> {
            if (shown != null && shown.offset() == r.offset() && r.value() != null) {
                layOut(r.value(), Integer.MAX_VALUE);
            }
        });
    }

    @FXML
    private void copy() {
        Format format = as.format(shown.value());
        withWhole("Copying the value", r -> {
            ClipboardContent clip = new ClipboardContent();
            clip.putString(PayloadText.copy(r.value(), format));
            Clipboard.getSystemClipboard().setContent(clip);
            context.notices().tell("Copied " + Figures.bytes(r.value().length) + ".");
        });
    }

    @FXML
    private void save() {
        String name = shown.at().topic() + "-" + shown.at().partition() + "-" + shown.offset() + (as.format(shown.value()) == Format.JSON ? ".json" : ".bin");
        files.toSave(getScene().getWindow(), "Save the value", name).ifPresent(path -> withWhole("Saving the value", r -> write(path, r.value())));
    }

    private void write(Path path, byte[] bytes) {
        context.background().run(() -> Files.write(path, bytes), file -> context.notices().tell("Saved to " + file + "."),
                why -> context.notices().problem("Saving the value", why));
    }

    @FXML
    private void again() {
        withWhole("Editing the record", r -> {
            drafts.lay(Again.of(r));
            context.selection().select(new Selected.Topic(r.topic()));
            context.navigator().show("composer");
        });
    }
}
