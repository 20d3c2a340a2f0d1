package dev.vitrine.app.screen;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.widget.Looks;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;

/**
 * A scene that no window has, where screens are put together and dressed before anybody asks for them. Style sheets are applied on the toolkit's thread
 * alone (what JavaFX remembers of them is shared by all scenes), so it goes a step at a time; the classes of the controls' skins, which cost most, are
 * loaded in the background before.
 */
final class Backstage {

    private static final String SKINS = "javafx.scene.control.skin.";
    private static final List<String> SKIN_NAMES = List.of("ButtonSkin", "CheckBoxSkin", "ComboBoxListViewSkin", "ComboBoxPopupControl", "ContextMenuSkin", "HyperlinkSkin",
            "LabelSkin", "ListCellSkin", "ListViewSkin", "ProgressBarSkin", "ProgressIndicatorSkin", "ScrollBarSkin", "ScrollPaneSkin", "SliderSkin", "SplitPaneSkin",
            "TabPaneSkin", "TableCellSkin", "TableColumnHeader", "TableHeaderRow", "TableRowSkin", "TableViewSkin", "TextAreaSkin", "TextFieldSkin", "ToggleButtonSkin",
            "TooltipSkin", "VirtualFlow");
    private static final double WIDTH = 1370;
    private static final double HEIGHT = 840;
    private static final double LOW = 130;
    private static final double LINES = 80;

    private final StackPane holder = new StackPane();
    private final Scene scene = new Scene(holder, WIDTH, HEIGHT);
    private Deck.Made work;
    private double height;

    /** Loads what all screens need, in the background; may be called before there is anything to show. */
    static void loadSkins(Background background) {
        background.run(() -> {
            for (String name : SKIN_NAMES) {
                Class.forName(SKINS + name);
            }
            return true;
        }, _ -> { }, _ -> { });
    }

    /** Goes on with a screen, one step. @return true where it is whole */
    boolean step(Deck.Made made, Theme theme) {
        if (work != made) {
            leave();
            work = made;
            height = LOW;
            scene.getStylesheets().setAll(Looks.sheets(theme, 1));
            holder.getChildren().setAll(made.view());
        } else if (!made.assembly().step()) {
            height = LOW;
        } else {
            // A table has a row of cells for each line that finds room: the room grows line by line.
            height += LINES;
        }
        holder.resize(WIDTH, height);
        holder.applyCss();
        holder.layout();
        if (height < HEIGHT) {
            return false;
        }
        made.assembly().finish();
        leave();
        return true;
    }

    /** Lets go of what it works at: somebody wants to see it. */
    void leave() {
        holder.getChildren().clear();
        work = null;
    }
}
