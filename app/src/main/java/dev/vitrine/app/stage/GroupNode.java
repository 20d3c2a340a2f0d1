package dev.vitrine.app.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.stage.Picture.Group;
import dev.vitrine.app.model.stage.Picture.Member;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.GroupState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.apache.kafka.common.TopicPartition;

/** A consumer group: its state, its members. */
final class GroupNode extends Region {

    private static final List<String> TONES = List.of("ok", "warn", "plain");

    private final Selection selection;
    private final Region mark = new Region();
    private final Label name = new Label();
    private final Label assignor = new Label();
    private final Label state = new Label();
    private final Label note = new Label();
    private final Button rest = new Button();
    private final Map<String, MemberRow> rows = new LinkedHashMap<>();
    private Group group;

    GroupNode(Group first, Selection selection, Consumer<String> wantsAll) {
        this.selection = selection;
        this.group = first;
        getStyleClass().addAll("card", "group");
        name.getStyleClass().add("title");
        assignor.getStyleClass().addAll("faint", "small");
        state.getStyleClass().add("pill");
        note.getStyleClass().addAll("soft", "small", "group-note");
        rest.getStyleClass().setAll("link");
        rest.setOnAction(_ -> wantsAll.accept(group.id()));
        mark.getStyleClass().addAll("group-mark", "group-" + Math.floorMod(first.place(), Palette.HUES));
        mark.setVisible(!first.groupless());
        state.setVisible(!first.groupless());
        getChildren().addAll(mark, name, assignor, state, note, rest);
        if (!first.groupless()) {
            Picks.on(this, selection, new Selected.Group(first.id()));
        }
    }

    void show(Group now) {
        group = now;
        name.setText(now.id());
        assignor.setText(now.assignor());
        note.setText(now.note().orElse(""));
        note.setVisible(now.note().isPresent());
        rest.setText(now.leftOut() + " more members");
        rest.setVisible(now.leftOut() > 0);
        rows.entrySet().removeIf(row -> {
            boolean gone = now.members().stream().noneMatch(member -> member.memberId().equals(row.getKey()));
            if (gone) {
                getChildren().remove(row.getValue());
            }
            return gone;
        });
        for (Member member : now.members()) {
            MemberRow row = rows.get(member.memberId());
            if (row == null) {
                row = new MemberRow(now, member, selection);
                rows.put(member.memberId(), row);
                getChildren().add(row);
            } else {
                row.show(now, member);
            }
        }
        int most = now.members().stream().mapToInt(member -> member.owned().size()).max().orElse(0);
        rows.values().forEach(row -> row.columns(most));
        requestLayout();
    }

    /** The pill; a rebalance runs a stopwatch. @param brokerMillis the broker's wall clock now */
    void clock(long brokerMillis) {
        if (group.groupless()) {
            return;
        }
        String text = words(group, brokerMillis);
        if (!text.equals(state.getText())) {
            state.setText(text);
            String tone = group.state() == GroupState.STABLE ? "ok" : group.state().rebalancing() ? "warn" : "plain";
            state.getStyleClass().removeAll(TONES);
            state.getStyleClass().add(tone);
            setAccessibleText("group " + group.id() + ", " + text);
            requestLayout();
        }
    }

    /** How fast what its members own grows. */
    void pace(ToDoubleFunction<TopicPartition> perSecond) {
        for (Member member : group.members()) {
            rows.get(member.memberId()).pace(member, member.owned().stream().mapToDouble(perSecond).sum());
        }
    }

    private static String words(Group group, long brokerMillis) {
        if (group.state().rebalancing()) {
            return "Rebalancing · " + Figures.stopwatch(Math.max(0, brokerMillis - group.sinceMillis()));
        }
        return switch (group.state()) {
            case STABLE -> "Stable · generation " + group.generation();
            case EMPTY -> "Empty";
            default -> group.state().label();
        };
    }

    void showSelection() {
        Picks.show(this, selection.current());
        rows.values().forEach(row -> Picks.show(row, selection.current()));
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double pill = Math.ceil(state.prefWidth(-1));
        double nameLeft = mark.isVisible() ? 38 : 20;
        mark.resizeRelocate(20, 20, 10, 9);
        state.resizeRelocate(width - 18 - pill, 14, pill, 20);
        double room = width - nameLeft - pill - 30;
        double nameWidth = Math.min(room, Math.ceil(name.prefWidth(-1)));
        name.resizeRelocate(nameLeft, 13, nameWidth, 22);
        assignor.setVisible(room - nameWidth > 30);
        assignor.resizeRelocate(nameLeft + nameWidth + 8, 15, Math.max(0, room - nameWidth - 8), 20);
        double y = 46;
        for (Member member : group.members()) {
            MemberRow row = rows.get(member.memberId());
            row.resizeRelocate(4, y, width - 8, 40);
            y += 46;
        }
        rest.resizeRelocate(16, y, Math.ceil(rest.prefWidth(-1)), 20);
        note.resizeRelocate(20, getHeight() - 32, width - 40, 18);
    }
}
