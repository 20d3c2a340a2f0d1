package dev.vitrine.app.export;

import dev.vitrine.app.export.Drawing.Anchor;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.stage.Columns;
import dev.vitrine.app.model.stage.LagBar;
import dev.vitrine.app.model.stage.Picture;
import dev.vitrine.app.model.stage.Picture.Group;
import dev.vitrine.app.model.stage.Picture.Member;
import dev.vitrine.app.model.stage.StageLayout.Box;
import dev.vitrine.app.model.stage.StageModel;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.GroupState;
import javafx.scene.paint.Color;
import org.apache.kafka.common.TopicPartition;

/** Draws who writes and who reads. */
final class CardDrawing {

    private static final double LAG_ROOM = 52;
    private static final double CHIP_PITCH = 22;
    private static final double WIDE = 400;

    private final Drawing drawing;
    private final StageModel model;
    private final Palette palette;
    private final double top;
    private final Color ink;
    private final Color soft;

    /** @param top where the content begins */
    CardDrawing(Drawing drawing, StageModel model, Palette palette, double top) {
        this.drawing = drawing;
        this.model = model;
        this.palette = palette;
        this.top = top;
        this.ink = palette.color("ink");
        this.soft = palette.color("soft");
    }

    void draw(StageDrawing.Caption caption) {
        model.picture().producers().forEach(producer -> producer(producer, caption.nowNanos()));
        model.picture().groups().forEach(group -> group(group, caption.atMillis(), caption.nowNanos()));
    }

    private void card(Columns.Span column, Box box) {
        drawing.add(new Drawing.Box(column.left(), top + box.top(), column.width(), box.height(), 14, palette.color("panel"), palette.color("edge")));
    }

    private void producer(Picture.Producer producer, long nowNanos) {
        Columns.Span column = model.layout().columns().producers();
        Box box = model.layout().producers().get(producer.clientId());
        card(column, box);
        double y = top + box.top();
        double rate = producer.feeds().stream().flatMap(feed -> feed.flows().stream()).mapToDouble(flow -> model.flows().perSecond(flow, nowNanos)).sum();
        drawing.add(new Drawing.Disc(column.left() + 24, y + 24, 9, palette.color("accent-tint")));
        drawing.add(new Drawing.Disc(column.left() + 24, y + 24, 5, palette.color("accent").deriveColor(0, 1, 1, rate >= 0.05 ? 1 : 0.45)));
        double room = column.width() - 32;
        drawing.words(Face.MEDIUM.fitted(producer.name(), 13, room - 25), column.left() + 41, y + 29, Face.MEDIUM, 13, ink);
        drawing.words(Face.TEXT.fitted(producer.about(), 11, room), column.left() + 16, y + 50, Face.TEXT, 11, soft);
        drawing.words(rate < 0.05 ? "quiet" : Figures.rate(rate).replace("/s", " rec/s"), column.left() + 16, y + 71, Face.MONO, 11.5, ink);
        whose(producer, column.right() - 12, y + 67);
    }

    /** Whose it is: an actor, the app's own, or a program of the person's. */
    private void whose(Picture.Producer producer, double right, double middle) {
        String words = producer.own() ? "this app" : producer.actor() ? "actor" : "yours";
        boolean plain = producer.own() || producer.actor();
        double width = Face.STRONG.width(words, 10) + 20;
        drawing.add(new Drawing.Box(right - width, middle - 9, width, 18, 9, palette.color(plain ? "hover" : "accent-tint"), null));
        drawing.words(words, right - width / 2, middle + 3.5, Face.STRONG, 10, palette.color(plain ? "soft" : "accent-text"), Anchor.MIDDLE);
    }

    private void group(Group group, long atMillis, long nowNanos) {
        Columns.Span column = model.layout().columns().groups();
        Box box = model.layout().groups().get(group.id());
        card(column, box);
        double y = top + box.top();
        double nameLeft = column.left() + (group.groupless() ? 20 : 38);
        double right = column.right() - 18;
        if (!group.groupless()) {
            TopicDrawing.mark(drawing, palette, group.place(), column.left() + 25, y + 19, 1);
            right -= pill(group, atMillis, right, y + 24) + 12;
        }
        String name = Face.STRONG.fitted(group.id(), 14, right - nameLeft);
        drawing.words(name, nameLeft, y + 29, Face.STRONG, 14, ink);
        double after = nameLeft + Face.STRONG.width(name, 14) + 8;
        drawing.words(Face.TEXT.fitted(group.assignor(), 11, right - after), after, y + 29, Face.TEXT, 11, palette.color("faint"));
        int most = group.members().stream().mapToInt(member -> member.owned().size()).max().orElse(0);
        for (Member member : group.members()) {
            model.layout().memberY(group.id(), member.memberId()).ifPresent(at -> member(group, member, column, new Row(top + at, Math.min(6, most), nowNanos)));
        }
        group.note().ifPresent(note -> drawing.words(Face.TEXT.fitted(note, 11, column.width() - 40), column.left() + 20, top + box.bottom() - 18, Face.TEXT, 11, soft));
    }

    /** @return its width */
    private double pill(Group group, long atMillis, double right, double middle) {
        boolean rebalancing = group.state().rebalancing();
        String words = rebalancing ? "Rebalancing · " + Figures.stopwatch(Math.max(0, atMillis - group.sinceMillis()))
                : group.state() == GroupState.STABLE ? "Stable · generation " + group.generation() : group.state().label();
        String tone = group.state() == GroupState.STABLE ? "ok" : rebalancing ? "warn" : "";
        double width = Face.STRONG.width(words, 11) + 20;
        drawing.add(new Drawing.Box(right - width, middle - 10, width, 20, 10, palette.color(tone.isEmpty() ? "hover" : tone + "-tint"), null));
        drawing.words(words, right - width / 2, middle + 4, Face.STRONG, 11, tone.isEmpty() ? soft : palette.color(tone + "-text"), Anchor.MIDDLE);
        return width;
    }

    /** A member's row. @param middle of it; @param chips room for so many */
    private record Row(double middle, int chips, long nowNanos) {}

    private void member(Group group, Member member, Columns.Span column, Row row) {
        double middle = row.middle;
        double width = column.width() - 8;
        double left = column.left() + 4;
        double right = left + width - 18;
        boolean lag = !group.groupless() && !member.idle() && member.lag().isPresent();
        String words = group.groupless() ? "" : member.idle() ? "idle" : lag ? Figures.brief(member.lag().getAsLong()) : "no commit yet";
        double bar = width < WIDE ? 42 : 66;
        double chipsRight = lag ? right - LAG_ROOM - bar - 10 : right - Face.MONO.width(words, 11.5) - 10;
        double chipsLeft = Math.max(left + 150, Math.min(left + width * 0.52, chipsRight - row.chips * CHIP_PITCH));
        shape(member.shape(), left + 24, middle, member.idle() ? palette.color("faint") : ink);
        drawing.words(Face.MEDIUM.fitted(member.name(), 12.5, chipsLeft - left - 48), left + 42, middle - 3, Face.MEDIUM, 12.5, member.idle() ? soft : ink);
        drawing.words(Face.TEXT.fitted(member.about(), 10.5, chipsLeft - left - 48), left + 42, middle + 12, Face.TEXT, 10.5, soft);
        drawing.words(words, right, middle + 4, Face.MONO, 11.5, lag ? ink : soft, Anchor.RIGHT);
        chips(member, chipsLeft, chipsRight, middle);
        if (lag) {
            bar(member, right - LAG_ROOM - bar, bar, row);
        }
    }

    /** Each sixth is ten times more; amber where it is seconds behind rather than records. */
    private void bar(Member member, double left, double width, Row row) {
        long records = member.lag().getAsLong();
        drawing.add(new Drawing.Box(left, row.middle - 3, width, 7, 4, palette.color("track"), null));
        if (records > 0) {
            double perSecond = member.owned().stream().mapToDouble(partition -> model.ends().perSecond(partition, row.nowNanos)).sum();
            drawing.add(new Drawing.Box(left, row.middle - 3, Math.max(5, width * LagBar.share(records)), 7, 4,
                    palette.color(LagBar.behind(records, perSecond) ? "warn" : "ok"), null));
        }
    }

    private void chips(Member member, double left, double right, double middle) {
        int room = (int) Math.max(0, Math.floor((right - left) / CHIP_PITCH));
        int shown = member.owned().size() <= room ? member.owned().size() : Math.max(0, room - 1);
        double x = left;
        for (TopicPartition partition : member.owned().subList(0, shown)) {
            TopicDrawing.chip(drawing, palette, partition.partition(), x, middle, 18);
            x += CHIP_PITCH;
        }
        if (shown < member.owned().size()) {
            drawing.words("+" + (member.owned().size() - shown), x, middle + 4, Face.MONO, 10.5, soft);
        }
    }

    /** Members have shapes, because hues belong to partitions. */
    private void shape(int shape, double x, double y, Color color) {
        switch (Math.floorMod(shape, 4)) {
            case 0 -> drawing.add(new Drawing.Disc(x, y, 8, color));
            case 1 -> drawing.add(new Drawing.Box(x - 7.5, y - 7.5, 15, 15, 3, color, null));
            case 2 -> drawing.add(new Drawing.Polygon(new double[] {x, y - 8, x + 8, y + 7, x - 8, y + 7}, color));
            default -> drawing.add(new Drawing.Polygon(new double[] {x, y - 9, x + 9, y, x, y + 9, x - 9, y}, color));
        }
    }
}
