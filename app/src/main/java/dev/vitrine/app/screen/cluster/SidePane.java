package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.cluster.ClusterFacts;
import dev.vitrine.app.model.cluster.ClusterPicture;
import dev.vitrine.app.model.explain.Answer;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.stage.FactsPane;
import dev.vitrine.app.widget.ExplainPane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Beside the tanks: facts about what is picked, and below them why it is as it is. Where nothing is picked, it is about what is worst off. */
final class SidePane extends VBox {

    private final ScreenContext context;
    private final FactsPane facts = new FactsPane();
    private final ExplainPane why;
    private final Label calm = new Label("Nothing needs an explanation: every partition has its leader, and all replicas are in sync.");

    SidePane(ScreenContext context) {
        super(12);
        this.context = context;
        this.why = new ExplainPane(context::follow);
        why.setId("cluster-why");
        why.getStyleClass().addAll("card", "foot");
        calm.setWrapText(true);
        calm.getStyleClass().addAll("card", "foot", "soft");
        calm.setMaxWidth(Double.MAX_VALUE);
        VBox.setVgrow(why, Priority.ALWAYS);
        facts.setMinHeight(190);
        facts.setPrefHeight(214);
        getChildren().addAll(facts, calm, why);
    }

    void show(Inbox.Frame frame, ClusterPicture picture) {
        Selected about = subject(picture);
        facts.show(ClusterFacts.of(frame.snapshot(), about));
        List<Answer> answers = answers(lately(frame), frame, about);
        why.show(answers);
        visible(why, !answers.isEmpty());
        visible(calm, answers.isEmpty() && picture.ills().none());
    }

    /** What is asked about what was picked comes first; where nothing was, what has just become of leaders and of the controller, and the rest of what is worst off. */
    private List<Answer> answers(List<Answer> lately, Inbox.Frame frame, Selected about) {
        boolean picked = about.equals(context.selection().current());
        List<Answer> of = about instanceof Selected.Nothing ? List.of() : context.reasons().about(about, frame.snapshot(), frame.live()).stream()
                .filter(answer -> !answer.question().contains("lagging") && (picked || lately.isEmpty() || !answer.question().contains(" lead it"))).toList();
        Map<String, Answer> all = new LinkedHashMap<>();
        Stream.concat((picked ? of : lately).stream(), (picked ? lately : of).stream()).forEach(answer -> all.putIfAbsent(answer.question(), answer));
        return List.copyOf(all.values());
    }

    /** The cause of what has just become of leaders, for where there is no room for this pane; empty where all is as it was. */
    Optional<String> cause(Inbox.Frame frame) {
        return lately(frame).stream().findFirst().map(answer -> answer.findings().getFirst().sentence());
    }

    private List<Answer> lately(Inbox.Frame frame) {
        return context.reasons().about(new Selected.Nothing(), frame.snapshot(), frame.live());
    }

    /** What a person picked; else the partition that is worst off. */
    private Selected subject(ClusterPicture picture) {
        Selected picked = context.selection().current();
        return picked instanceof Selected.Broker || picked instanceof Selected.Partition ? picked : picture.worst().<Selected>map(Selected.Partition::new).orElse(picked);
    }

    private static void visible(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }
}
