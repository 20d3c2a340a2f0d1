package dev.vitrine.app.stage;

import dev.vitrine.app.model.Snippets;
import dev.vitrine.app.model.Snippets.Snippet;
import dev.vitrine.app.widget.Clip;
import dev.vitrine.app.widget.Spring;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** "Connect my app": programs to copy, written for this broker's address. The first thing a new user sees, and to be had again later. */
final class ConnectPane extends StackPane {

    /** The longest of the programs is seen whole, with some air around it. */
    private static final int ROWS = 17;

    private final TextArea code = new TextArea();
    private final String bootstrap;

    /** @param first true where it stands in the place of an empty stage */
    ConnectPane(String bootstrap, boolean first, Runnable compose, Runnable play, Runnable close) {
        this.bootstrap = bootstrap;
        getStyleClass().add(first ? "connect-place" : "palette-veil");
        code.setEditable(false);
        code.getStyleClass().add("code");
        code.setPrefRowCount(ROWS);
        VBox.setVgrow(code, Priority.ALWAYS);
        VBox card = new VBox(head(first, close), says(first), tabs(), code, foot(first, compose, play, close));
        card.getStyleClass().addAll("card", "connect");
        card.setMaxSize(880, Region.USE_PREF_SIZE);
        getChildren().add(card);
        if (!first) {
            setOnMouseClicked(click -> {
                if (click.getTarget() == this) {
                    close.run();
                }
            });
            setOnKeyPressed(key -> {
                if (key.getCode() == KeyCode.ESCAPE) {
                    close.run();
                }
            });
        }
    }

    private static HBox head(boolean first, Runnable close) {
        Label title = new Label(first ? "Your broker is running" : "Connect my app");
        title.getStyleClass().add("connect-title");
        HBox head = new HBox(title, new Spring());
        head.setAlignment(Pos.CENTER_LEFT);
        if (!first) {
            Button shut = new Button("", new FontIcon("fth-x"));
            shut.getStyleClass().setAll("fold");
            shut.setAccessibleText("close");
            shut.setOnAction(_ -> close.run());
            head.getChildren().add(shut);
        }
        return head;
    }

    private Label says(boolean first) {
        Label words = new Label(first
                ? "Any Kafka client connects to " + bootstrap + ". Start one of these, or your own program: you will see its records here, as they happen."
                : "Any Kafka client connects to " + bootstrap + ". What it does is drawn on the stage, as it happens.");
        words.getStyleClass().add("soft");
        words.setWrapText(true);
        return words;
    }

    private HBox tabs() {
        HBox tabs = new HBox();
        tabs.getStyleClass().add("connect-tabs");
        ToggleGroup group = new ToggleGroup();
        for (Snippet snippet : Snippets.all()) {
            ToggleButton tab = new ToggleButton(snippet.title());
            tab.getStyleClass().setAll("connect-tab");
            tab.setToggleGroup(group);
            tab.setOnAction(_ -> {
                tab.setSelected(true);
                code.setText(snippet.text(bootstrap));
            });
            tabs.getChildren().add(tab);
        }
        ((ToggleButton) tabs.getChildren().getFirst()).fire();
        return tabs;
    }

    private HBox foot(boolean first, Runnable compose, Runnable play, Runnable close) {
        Button copy = new Button("Copy this");
        copy.setDefaultButton(first);
        copy.getStyleClass().add("accent");
        copy.setOnAction(_ -> Clip.copy(code.getText(), copy));
        Button write = new Button("Write a message here");
        write.setOnAction(_ -> compose.run());
        Button family = new Button("Play: call Dear Mom");
        family.setId("play");
        family.setOnAction(_ -> {
            close.run();
            play.run();
        });
        HBox foot = new HBox(10, copy, write, family);
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }
}
