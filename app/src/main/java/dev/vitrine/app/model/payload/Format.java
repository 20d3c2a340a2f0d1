package dev.vitrine.app.model.payload;

/** The ways to show or to write bytes. */
public enum Format {
    JSON("JSON"),
    TEXT("Text"),
    HEX("Hex");

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /** What a chooser shows. */
    public String label() {
        return label;
    }
}
