package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.cluster.ClusterWords;
import dev.vitrine.app.model.cluster.Election;
import dev.vitrine.app.model.cluster.Tank;
import dev.vitrine.app.model.cluster.TankRow;
import dev.vitrine.app.widget.Spring;
import dev.vitrine.app.widget.Tips;
import dev.vitrine.engine.observe.BrokerState;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The head of a tank: who it is, how it is, what it is in the quorum, and the way to what can be done to it. The glass and what lies in it are painted. */
final class TankNode extends VBox {

    /** Where it is narrower its number alone is its name, as on the stage: half a word helps nobody. */
    private static final double ROOM_FOR_WORD = 196;
    private static final PseudoClass PICKED = PseudoClass.getPseudoClass("selected");

    private final Label name = new Label();
    private final Label state = new Label();
    private final Label address = new Label();
    private final Label role = new Label();
    private final FontIcon crown = new FontIcon("fth-award");
    private final Label figures = new Label();
    private final Label ballot = new Label();
    private final Button more = new Button("", new FontIcon("fth-more-vertical"));
    private final int id;
    private Tank shown;

    /** @param menu opens what can be done to it, at the node given */
    TankNode(int id, Selection selection, Consumer<Region> menu) {
        this.id = id;
        getStyleClass().add("tank-head");
        setId("tank-" + id);
        widthProperty().subscribe(width -> name.setText(width.doubleValue() < ROOM_FOR_WORD ? String.valueOf(id) : "Broker " + id));
        name.getStyleClass().add("tank-name");
        state.getStyleClass().add("pill");
        state.setMinWidth(USE_PREF_SIZE);
        address.getStyleClass().addAll("mono", "soft", "small");
        role.getStyleClass().addAll("small", "tank-role");
        crown.getStyleClass().add("tank-crown");
        role.setGraphic(crown);
        figures.getStyleClass().addAll("faint", "small");
        ballot.getStyleClass().addAll("pill", "ballot");
        more.getStyleClass().setAll("fold");
        more.setId("tank-" + id + "-menu");
        more.setAccessibleText("what can be done to broker " + id);
        more.setOnAction(_ -> menu.accept(more));
        HBox first = new HBox(6, name, new Spring(), state, more);
        first.setAlignment(Pos.CENTER_LEFT);
        ballot.setMinWidth(USE_PREF_SIZE);
        HBox last = new HBox(6, figures, new Spring(), ballot);
        last.setAlignment(Pos.CENTER_LEFT);
        last.setMinHeight(22);
        last.setMaxHeight(22);
        getChildren().addAll(first, address, role, last);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        addEventHandler(MouseEvent.MOUSE_CLICKED, click -> {
            if (click.getButton() == MouseButton.PRIMARY) {
                requestFocus();
                selection.select(new Selected.Broker(id));
            }
        });
        setOnContextMenuRequested(asked -> {
            menu.accept(this);
            asked.consume();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER && key.getTarget() == this) {
                selection.select(new Selected.Broker(id));
                key.consume();
            }
        });
        Tips.on(state, () -> shown == null ? "" : shown.stateMeaning());
        Tips.on(role, () -> shown == null ? "" : shown.roleMeaning());
    }

    int broker() {
        return id;
    }

    /** @param election that is on, or is just over; empty where none is */
    void show(Tank tank, Optional<Election> election, List<TankRow> rows) {
        setAccessibleText(ClusterWords.tank(tank, rows));
        election(election);
        if (tank.equals(shown)) {
            return;
        }
        shown = tank;
        state.setText(tank.stateWord());
        state.getStyleClass().setAll("label", "pill", tone(tank.state()));
        address.setText(tank.address() + tank.rack().map(rack -> "  rack " + rack).orElse(""));
        crown.setVisible(tank.controls());
        crown.setManaged(tank.controls());
        role.setText(tank.roleWord().isEmpty() ? " " : tank.roleWord() + (tank.term() >= 0 ? " · term " + tank.term() : ""));
        role.getStyleClass().setAll("label", "small", "tank-role");
        if (tank.controls()) {
            role.getStyleClass().add("accent-text");
        }
        figures.setText(tank.holds() == 0 ? "empty" : (gone(tank) ? "led " : "leads ") + tank.leads() + " of " + tank.holds());
    }

    /** The metadata name it for some seconds after it has gone. */
    private static boolean gone(Tank tank) {
        return tank.leads() > 0 && (tank.state() == BrokerState.KILLED || tank.state() == BrokerState.STOPPED);
    }

    private void election(Optional<Election> election) {
        Optional<Election.Ballot> said = election.flatMap(one -> one.of(id));
        String words = said.map(b -> (b.voter() == b.candidate() ? "votes for itself" : b.granted() ? (b.preVote() ? "would vote " : "votes ") + b.candidate()
                : "not " + b.candidate())).orElse("");
        ballot.setText(words);
        ballot.setVisible(!words.isEmpty());
        ballot.setManaged(!words.isEmpty());
        ballot.getStyleClass().setAll("label", "pill", "ballot", said.map(b -> b.granted() ? "ok" : "warn").orElse("soft"));
    }

    private static String tone(BrokerState state) {
        return switch (state) {
            case RUNNING -> "ok";
            case FENCED -> "warn";
            case FROZEN -> "accent";
            case KILLED -> "bad";
            case STOPPED -> "soft";
        };
    }

    void pick(Selected selected) {
        pseudoClassStateChanged(PICKED, selected.equals(new Selected.Broker(id)));
    }
}
