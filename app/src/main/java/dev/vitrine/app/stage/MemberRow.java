package dev.vitrine.app.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.Names;
import dev.vitrine.app.model.stage.LagBar;
import dev.vitrine.app.model.stage.MemberSpans;
import dev.vitrine.app.model.stage.Picture.Group;
import dev.vitrine.app.model.stage.Picture.Member;
import dev.vitrine.app.widget.MemberShape;
import dev.vitrine.app.widget.PartitionChip;
import dev.vitrine.app.widget.Tips;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.apache.kafka.common.TopicPartition;

/** A member of a group: its shape, its name, what it owns, how far behind it is. */
final class MemberRow extends Region {

    private final MemberShape shape;
    private final Label name = new Label();
    private final Label about = new Label();
    private final Region track = new Region();
    private final Region fill = new Region();
    private final Label lag = new Label();
    private final Label beyond = new Label();
    private final List<PartitionChip> chips = new ArrayList<>();
    private List<TopicPartition> owned = List.of();
    private String told = "";
    private String shownIn;
    private Member shown;
    private double share;
    private int columns;

    MemberRow(Group group, Member member, Selection selection) {
        shape = new MemberShape(member.shape());
        getStyleClass().add("member");
        name.getStyleClass().add("member-name");
        about.getStyleClass().addAll("soft", "member-about");
        track.getStyleClass().add("lag-track");
        fill.getStyleClass().add("lag-fill");
        lag.getStyleClass().addAll("mono", "medium", "lag");
        beyond.getStyleClass().addAll("mono", "small", "soft");
        getChildren().addAll(shape, name, about, track, fill, lag, beyond);
        Tips.on(this, () -> told);
        Picks.on(this, selection, group.groupless() ? new Selected.Client(member.memberId()) : new Selected.Member(group.id(), member.memberId()));
        show(group, member);
    }

    void show(Group group, Member member) {
        if (group.id().equals(shownIn) && member.equals(shown)) {
            return;
        }
        shownIn = group.id();
        shown = member;
        name.setText(member.name());
        about.setText(member.about());
        shape.idle(member.idle());
        pseudoClassStateChanged(StagePseudo.IDLE, member.idle());
        if (!owned.equals(member.owned())) {
            owned = member.owned();
            getChildren().removeAll(chips);
            chips.clear();
            owned.stream().limit(MemberSpans.MOST_CHIPS).forEach(partition -> chips.add(new PartitionChip(partition.partition())));
            getChildren().addAll(chips);
        }
        lag(group, member);
        requestLayout();
    }

    /** Chips of all members of a group begin at one place: the one that owns most decides. */
    void columns(int most) {
        if (columns != most) {
            columns = most;
            requestLayout();
        }
    }

    private void lag(Group group, Member member) {
        boolean bar = !group.groupless() && !member.idle() && member.lag().isPresent();
        track.setVisible(bar);
        fill.setVisible(bar && member.lag().getAsLong() > 0);
        lag.setText(group.groupless() ? "" : member.idle() ? "idle" : member.lag().isPresent() ? Figures.brief(member.lag().getAsLong()) : "no commit yet");
        lag.pseudoClassStateChanged(StagePseudo.WORDS, !bar);
        share = member.lag().isPresent() ? LagBar.share(member.lag().getAsLong()) : 0;
        told = told(group, member);
        setAccessibleText(told.replace('\n', ','));
    }

    /** Far behind is a matter of time, not of records. @param perSecond records that come into its partitions */
    void pace(Member member, double perSecond) {
        fill.pseudoClassStateChanged(StagePseudo.BEHIND, LagBar.behind(member.lag().orElse(0), perSecond));
    }

    private static String told(Group group, Member member) {
        String owns = member.idle() ? "owns no partition" : (group.groupless() ? "reads " : "owns ") + Names.partitions(member.owned());
        String behind = member.lag().isPresent()
                ? "\n" + Figures.count(member.lag().getAsLong(), "record") + " behind: high watermark − committed, over its partitions"
                        + "\n(each sixth of the bar is ten times more)"
                : group.groupless() || member.idle() ? "" : "\nno commit yet";
        String without = member.uncommitted() > 0 && member.lag().isPresent() ? "\n" + Figures.count(member.uncommitted(), "partition") + " without a commit yet" : "";
        return member.name() + "\n" + member.about() + "\n" + owns + behind + without;
    }

    @Override
    protected void layoutChildren() {
        MemberSpans spans = new MemberSpans(getWidth(), columns);
        double middle = 18;
        double names = spans.chipsLeft() - MemberSpans.NAMES - 4;
        double lagWidth = track.isVisible() ? MemberSpans.LAG - 4 : Math.min(MemberSpans.LAG + spans.bar(), Math.ceil(lag.prefWidth(-1)));
        shape.relocate(16, middle - 8);
        name.resizeRelocate(MemberSpans.NAMES, middle - 17, names, 18);
        about.resizeRelocate(MemberSpans.NAMES, middle + 1, names, 15);
        track.resizeRelocate(spans.barLeft(), middle - 3, spans.bar(), 7);
        fill.resizeRelocate(spans.barLeft(), middle - 3, Math.max(5, spans.bar() * share), 7);
        lag.resizeRelocate(spans.right() - lagWidth, middle - 9, lagWidth, 18);
        placeChips(spans, middle);
    }

    private void placeChips(MemberSpans spans, double middle) {
        int shown = spans.shown(owned.size());
        for (int i = 0; i < chips.size(); i++) {
            chips.get(i).setVisible(i < shown);
            chips.get(i).resizeRelocate(spans.chipsLeft() + i * spans.pitch(), middle - 9, MemberSpans.CHIP, MemberSpans.CHIP);
        }
        double rest = spans.chipsLeft() + shown * spans.pitch();
        beyond.setVisible(shown < owned.size());
        beyond.setText("+" + (owned.size() - shown));
        beyond.resizeRelocate(rest, middle - 9, Math.max(0, spans.barLeft() - rest), 18);
    }
}
