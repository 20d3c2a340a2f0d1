package dev.vitrine.app.screen.actors;

import dev.vitrine.app.model.actors.ActorWords;
import dev.vitrine.app.model.actors.Casts.Cast;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A cast to be called with one click. */
final class CastTile extends VBox {

    CastTile(Cast cast, Runnable call) {
        getStyleClass().addAll("card", "cast-tile");
        Label title = new Label(cast.title());
        title.getStyleClass().add("title");
        Label story = new Label(cast.story());
        story.getStyleClass().addAll("soft", "small-body");
        story.setWrapText(true);
        story.setMinHeight(Region.USE_PREF_SIZE);
        Label who = new Label(ActorWords.cast(cast));
        who.getStyleClass().add("cast-who");
        who.setWrapText(true);
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        Button play = new Button("Call them");
        play.setId("call-" + cast.title().replace(' ', '-'));
        play.setOnAction(_ -> call.run());
        getChildren().addAll(title, story, who, space, play);
    }
}
