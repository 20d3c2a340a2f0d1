package dev.vitrine.app.model;

import java.util.Locale;

/** Both looks of the app. */
public enum Theme {
    DARK,
    LIGHT;

    public Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    /** As on the command line and in file names: {@code dark}, {@code light}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
