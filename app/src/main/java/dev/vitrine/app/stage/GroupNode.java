package dev.vitrine.app.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.stage.Picture.Group;
import dev.vitrine.app.model.stage.Picture.Member;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.Tips;
import dev.vitrine.engine.observe.GroupState;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import javafx.scene.Cursor;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.apache.kafka.common.TopicPartition;

/** A consumer group: its state, its members. */
final class GroupNode extends Region {

    private static final double HEAD = 46;
    private static final double PITCH = 46;
    private static final List<String> TONES = List.of("ok", "warn", "plain");

    private final Selection selection;
    private final Region mark = new Region();
    private final Label name = new Label();
    private final Label assignor = new Label();
    private final Label state = new Label();
    private final Label note = new Label();
    private final Button rest = new Button();
    private final Shelf<String, Member, MemberRow> rows;
    private Group group;
    private int firstRow;
    private long clock;
    private List<Member> seen = List.of();

    GroupNode(Group first, Selection selection, Consumer<String> wantsAll) {
        this.selection = selection;
        this.group = first;
        getStyleClass().addAll("card", "group");
        name.getStyleClass().add("title");
        assignor.getStyleClass().addAll("faint", "small");
        state.getStyleClass().add("pill");
        note.getStyleClass().addAll("soft", "small", "group-note");
        state.setCursor(Cursor.HAND);
        state.setOnMouseClicked(click -> {
            selection.select(new Selected.Rebalance(group.id(), clock));
            click.consume();
        });
        Tips.on(state, () -> "A click shows its last rebalance");
        rest.getStyleClass().setAll("link");
        rest.setOnAction(_ -> wantsAll.accept(group.id()));
        mark.getStyleClass().addAll("group-mark", "group-" + Math.floorMod(first.place(), Palette.HUES));
        mark.setVisible(!first.groupless());
        state.setVisible(!first.groupless());
        getChildren().addAll(mark, name, assignor, state, note, rest);
        rows = new Shelf<>(getChildren(), getChildren().size(), Member::memberId, member -> new MemberRow(group, member, selection));
        if (!first.groupless()) {
            Picks.on(this, selection, new Selected.Group(first.id()));
        }
    }

    /** @param sight which of its members have nodes, from its own top */
    void show(Group now, Sight sight, Allowance allowance) {
        group = now;
        name.setText(now.id());
        assignor.setText(now.assignor());
        note.setText(now.note().orElse(""));
        note.setVisible(now.note().isPresent());
        rest.setText(now.leftOut() + " more members");
        rest.setVisible(now.leftOut() > 0);
        firstRow = Math.min(now.members().size(), sight.first(HEAD, PITCH));
        seen = now.members().subList(firstRow, Math.max(firstRow, sight.last(HEAD, PITCH, now.members().size())));
        rows.keep(seen, allowance);
        int most = now.members().stream().mapToInt(member -> member.owned().size()).max().orElse(0);
        for (Member member : seen) {
            MemberRow row = rows.get(member.memberId());
            if (row != null) {
                row.show(now, member);
                row.columns(most);
            }
        }
        requestLayout();
    }

    /** The pill; a rebalance runs a stopwatch. @param brokerMillis the broker's wall clock now */
    void clock(long brokerMillis) {
        clock = brokerMillis;
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
        for (Member member : seen) {
            MemberRow row = rows.get(member.memberId());
            if (row != null) {
                row.pace(member, member.owned().stream().mapToDouble(perSecond).sum());
            }
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
        rows.all().forEach(row -> Picks.show(row, selection.current()));
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
        double y = HEAD + firstRow * PITCH;
        for (Member member : seen) {
            MemberRow row = rows.get(member.memberId());
            if (row != null) {
                row.resizeRelocate(4, y, width - 8, 40);
            }
            y += PITCH;
        }
        rest.resizeRelocate(16, HEAD + group.members().size() * PITCH, Math.ceil(rest.prefWidth(-1)), 20);
        note.resizeRelocate(20, getHeight() - 32, width - 40, 18);
    }
}
