package dev.vitrine.app.model.microscope;

/**
 * An offset that means something.
 *
 * @param kind  decides its colour and stroke
 * @param place of a group: which of the groups' colours
 * @param name  what it is
 * @param tells the offset, and what follows from it
 */
public record Needle(Kind kind, int place, String name, long offset, String tells) {

    public enum Kind { START, STABLE, WATERMARK, END, COMMITTED, POSITION }
}
