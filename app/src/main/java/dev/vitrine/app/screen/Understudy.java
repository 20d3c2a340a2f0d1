package dev.vitrine.app.screen;

import dev.vitrine.app.model.Theme;
import dev.vitrine.app.widget.Assembly;
import dev.vitrine.app.widget.Look;
import javafx.scene.Parent;
import javafx.scene.layout.Pane;

/**
 * The like of something that is made only when it is asked for, such as a sheet over a screen. It goes through all that the first of its kind has to:
 * skins are made, styles looked up, texts measured, step by step and unseen. Then it goes, and whoever asks for the real one doesn't wait for that.
 */
final class Understudy {

    private final Parent node;
    private final Assembly assembly;
    private boolean whole;

    /** @param node not part of a scene, nor ever to be shown */
    Understudy(Parent node) {
        this.node = node;
        this.assembly = new Assembly(node);
    }

    /** One step. @param place anywhere in the window. @return true where it has gone */
    boolean step(Pane place, Theme theme) {
        if (node.getParent() == null) {
            Look.wear(node, theme);
            node.setManaged(false);
            node.setVisible(false);
            place.getChildren().add(node);
        } else if (!assembly.step()) {
            Backstage.dress(node);
        } else if (!whole) {
            whole = true;
            assembly.finish();
            node.autosize();
            Backstage.dress(node);
        } else {
            place.getChildren().remove(node);
            return true;
        }
        return false;
    }
}
