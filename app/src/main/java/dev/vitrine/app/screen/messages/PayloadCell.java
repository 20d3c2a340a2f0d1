package dev.vitrine.app.screen.messages;

import dev.vitrine.app.model.messages.Message;
import dev.vitrine.app.model.payload.Payload;
import dev.vitrine.app.model.payload.Reading;
import dev.vitrine.app.widget.Tips;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;

/** A key or a value in the list: one line of it, or the word for what isn't there; a badge where a decoder gave up, its reason on hover. */
public final class PayloadCell extends TableCell<Message, Message> {

    private static final PseudoClass WORD = PseudoClass.getPseudoClass("word");
    private static final PseudoClass HEX = PseudoClass.getPseudoClass("hex");

    private final Function<Message, Payload> part;
    private final String wordForNull;
    private final Supplier<ShownAs> shownAs;
    private final Label badge = new Label();
    private String why = "";

    public PayloadCell(Function<Message, Payload> part, String wordForNull, Supplier<ShownAs> shownAs) {
        this.part = part;
        this.wordForNull = wordForNull;
        this.shownAs = shownAs;
        badge.getStyleClass().addAll("pill", "warn");
        Tips.on(badge, () -> why);
        getStyleClass().addAll("mono", "key-cell");
    }

    @Override
    protected void updateItem(Message item, boolean empty) {
        super.updateItem(item, empty);
        Reading reading = empty || item == null ? null : shownAs.get().read(part.apply(item));
        setText(reading == null ? null : text(reading));
        pseudoClassStateChanged(WORD, reading != null && reading.isBare());
        pseudoClassStateChanged(HEX, reading != null && reading.kind() == Reading.Kind.HEX);
        setGraphic(null);
        if (reading != null && !reading.refusals().isEmpty()) {
            Reading.Refusal refusal = reading.refusals().getFirst();
            badge.setText("not " + refusal.tried().label());
            why = "Not " + refusal.tried().label() + ": " + refusal.why();
            setGraphic(badge);
        }
    }

    private String text(Reading reading) {
        return switch (reading.kind()) {
            case NULL -> wordForNull;
            case EMPTY -> "empty";
            default -> reading.preview();
        };
    }
}
