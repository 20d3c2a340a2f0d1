package dev.vitrine.app.model.stage;

/** How closely lanes lie: as roomy as the window allows. */
public enum Density {
    WIDE(56, 30, 56),
    ROOMY(44, 24, 50),
    CLOSE(34, 20, 44),
    DENSE(26, 16, 40);

    private final double pitch;
    private final double track;
    private final double header;

    Density(double pitch, double track, double header) {
        this.pitch = pitch;
        this.track = track;
        this.header = header;
    }

    /** From one lane to the next. */
    public double pitch() {
        return pitch;
    }

    /** Height of a lane's track. */
    public double track() {
        return track;
    }

    /** From a topic's top edge to its first lane. */
    public double header() {
        return header;
    }
}
