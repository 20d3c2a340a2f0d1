package dev.vitrine.app.screen.messages;

import dev.vitrine.app.model.payload.Format;
import dev.vitrine.app.model.payload.Payload;
import dev.vitrine.app.model.payload.PayloadReader;
import dev.vitrine.app.model.payload.Reading;
import java.util.Optional;

/** How keys and values are shown: as they seem to be, or as the person says. */
public enum ShownAs {
    AUTOMATIC(Optional.empty()),
    JSON(Optional.of(Format.JSON)),
    TEXT(Optional.of(Format.TEXT)),
    HEX(Optional.of(Format.HEX));

    private final Optional<Format> format;

    ShownAs(Optional<Format> format) {
        this.format = format;
    }

    Reading read(Payload payload) {
        return format.map(f -> PayloadReader.as(f, payload)).orElse(payload.reading());
    }

    /** The format to spread the payload out in. */
    Format format(Payload payload) {
        return format.orElse(switch (payload.reading().kind()) {
            case JSON -> Format.JSON;
            case HEX -> Format.HEX;
            default -> Format.TEXT;
        });
    }

    @Override
    public String toString() {
        return format.map(Format::label).orElse("what it is");
    }
}
