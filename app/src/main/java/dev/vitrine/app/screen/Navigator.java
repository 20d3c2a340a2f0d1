package dev.vitrine.app.screen;

/** Goes to another screen. What it shall show there is set on the shared selection first. */
@FunctionalInterface
public interface Navigator {

    /** @param screen the id of a {@link ScreenSpec} */
    void show(String screen);
}
