package dev.vitrine.app.screen.lab;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.actors.Assignor;
import dev.vitrine.app.model.actors.GroupProtocol;
import dev.vitrine.app.model.lab.Lab.Step;
import dev.vitrine.app.model.lab.LabGroup;
import dev.vitrine.app.model.lab.Outcome;
import dev.vitrine.app.widget.PartitionChip;
import dev.vitrine.app.widget.Tips;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.apache.kafka.common.TopicPartition;

/** What one assignor made of a step: its figures, and members down, partitions across. */
final class AssignorCard extends VBox {

    AssignorCard(Assignor assignor, Step step, int movedInAll) {
        getStyleClass().addAll("card", "lab-card");
        Outcome outcome = step.outcomes().get(assignor);
        Label name = new Label(assignor.label());
        name.getStyleClass().add("title");
        Label protocol = new Label((assignor.protocol() == GroupProtocol.CLASSIC ? "classic" : "consumer protocol")
                + (outcome.rounds() > 1 ? " · " + Figures.count(outcome.rounds(), "round") : ""));
        protocol.getStyleClass().addAll("faint", "small");
        HBox head = new HBox(name, protocol);
        head.getStyleClass().add("lab-head");
        Tips.on(head, assignor::meaning);
        getChildren().addAll(head, figures(outcome, movedInAll), matrix(step.group(), outcome));
        setAccessibleText(assignor.label() + ": " + outcome.moved().size() + " moved, " + outcome.stopped().size() + " stopped, imbalance " + outcome.imbalance());
    }

    private static Node figures(Outcome outcome, int movedInAll) {
        HBox row = new HBox(pill(outcome.moved().size() + " moved", outcome.moved().isEmpty() ? "ok" : "accent", "from one owner to another; since the group was whole: " + movedInAll),
                pill(outcome.stopped().size() + " stopped", outcome.stopped().isEmpty() ? "ok" : "warn", "partitions that a member who stayed had to stop reading, if only for a moment"),
                pill(outcome.imbalance() == 0 ? "even" : "uneven by " + outcome.imbalance(), outcome.imbalance() > 1 ? "warn" : "plain", "what the busiest member owns more than the idlest"));
        row.getStyleClass().add("lab-figures");
        return row;
    }

    private static Label pill(String text, String tone, String meaning) {
        Label pill = new Label(text);
        pill.getStyleClass().addAll("pill", tone);
        pill.setMinWidth(Region.USE_PREF_SIZE);
        Tips.on(pill, () -> meaning);
        return pill;
    }

    private static Node matrix(LabGroup group, Outcome outcome) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("lab-matrix");
        List<TopicPartition> partitions = group.partitions();
        int row = 1;
        for (String member : group.members().keySet()) {
            Label name = new Label(member.replace("member-", ""));
            name.getStyleClass().add("lab-member");
            name.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(name, 0, row);
            Set<TopicPartition> owned = outcome.owned().getOrDefault(member, Set.of());
            for (int i = 0; i < partitions.size(); i++) {
                TopicPartition partition = partitions.get(i);
                grid.add(cell(partition, owned.contains(partition), outcome, group.members().get(member).contains(partition.topic())), column(partitions, i), row);
            }
            Label count = new Label(String.valueOf(owned.size()));
            count.getStyleClass().add("lab-count");
            grid.add(count, column(partitions, partitions.size() - 1) + 1, row);
            row++;
        }
        heads(grid, partitions);
        return grid;
    }

    private static Node cell(TopicPartition partition, boolean owned, Outcome outcome, boolean subscribed) {
        if (!owned) {
            Region empty = new Region();
            empty.getStyleClass().add("cell");
            if (!subscribed) {
                empty.getStyleClass().add("closed");
            }
            return empty;
        }
        PartitionChip chip = new PartitionChip(partition.partition());
        if (outcome.moved().contains(partition)) {
            chip.getStyleClass().add("moved");
        } else if (outcome.stopped().contains(partition)) {
            chip.getStyleClass().add("halted");
        }
        return chip;
    }

    private static void heads(GridPane grid, List<TopicPartition> partitions) {
        for (int i = 0; i < partitions.size(); i++) {
            String topic = partitions.get(i).topic();
            if (i == 0 || !partitions.get(i - 1).topic().equals(topic)) {
                Label head = new Label(topic);
                head.getStyleClass().add("lab-topic");
                int span = (int) partitions.stream().filter(p -> p.topic().equals(topic)).count();
                grid.add(head, column(partitions, i), 0, span, 1);
            }
        }
    }

    /** With a gap of a column between topics. */
    private static int column(List<TopicPartition> partitions, int i) {
        return 1 + i + (int) partitions.subList(0, i + 1).stream().map(TopicPartition::topic).distinct().count();
    }
}
