package dev.vitrine.app.screen.theatre;

import dev.vitrine.app.model.theatre.PartitionStory;
import dev.vitrine.app.model.theatre.Rebalance;
import dev.vitrine.app.model.theatre.RebalanceWords;
import dev.vitrine.app.model.theatre.Span;
import dev.vitrine.app.model.theatre.TheatreLayout;
import dev.vitrine.app.stage.ScaledCanvas;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.Tips;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.apache.kafka.common.TopicPartition;

/** The drawing of one rebalance. A click on a partition's row picks it, one on the phases goes to that instant. */
final class TheatreCanvas extends Region {

    private final ScaledCanvas canvas = new ScaledCanvas();
    private Palette palette;
    private double zoom = 1;
    private Rebalance rebalance;
    private long nowMillis;
    private OptionalLong cursor = OptionalLong.empty();
    private double mouseX;
    private double mouseY;
    private boolean stale = true;

    TheatreCanvas(Consumer<TopicPartition> picked, LongConsumer instant) {
        getStyleClass().add("theatre-canvas");
        getChildren().add(canvas);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventFilter(MouseEvent.MOUSE_ENTERED, this::hover);
        addEventHandler(MouseEvent.MOUSE_CLICKED, click -> {
            if (rebalance != null && click.getY() < TheatreLayout.TOP) {
                layoutOf().millisAt(click.getX()).ifPresent(instant);
            } else if (rebalance != null) {
                layoutOf().rowAt(click.getY()).ifPresent(story -> picked.accept(story.partition()));
            }
        });
        Tips.on(this, this::tip);
    }

    private void hover(MouseEvent mouse) {
        mouseX = mouse.getX();
        mouseY = mouse.getY();
    }

    void look(Palette colours, double zoomed) {
        palette = colours;
        zoom = zoomed;
        redraw();
    }

    /** @param shown null for nothing. @param at the instant that is looked at; empty while that is now */
    void show(Rebalance shown, long now, OptionalLong at) {
        rebalance = shown;
        nowMillis = now;
        cursor = at;
        if (shown != null) {
            setAccessibleText(inWords());
        }
        requestLayout();
        redraw();
    }

    /** What the drawing shows, for who can't see it. */
    private String inWords() {
        RebalanceWords words = new RebalanceWords(rebalance, nowMillis);
        StringBuilder text = new StringBuilder(words.cause()).append(' ').append(words.facts()).append(". ");
        layoutOf().rows().stream().limit(20).forEach(story -> text.append(line(story)).append(' '));
        return text.append(words.cost()).toString();
    }

    private String line(PartitionStory story) {
        String name = story.partition().topic() + " partition " + story.partition().partition();
        long without = story.unownedMillis(nowMillis);
        return name + ": " + story.fate().word() + (without > 0 ? ", without an owner for " + TheatrePainter.span(without) : "")
                + story.waited().stream().mapToObj(n -> ", about " + n + " records waited").findFirst().orElse("") + ".";
    }

    private String tip() {
        if (rebalance == null) {
            return "";
        }
        TheatreLayout layout = layoutOf();
        if (mouseY < TheatreLayout.TOP) {
            OptionalLong at = layout.millisAt(mouseX);
            return rebalance.phases().stream().filter(phase -> at.isPresent() && phase.fromMillis() <= at.getAsLong() && phase.toMillis().orElse(nowMillis) >= at.getAsLong())
                    .findFirst().map(phase -> phase.kind().word() + ", " + TheatrePainter.span(phase.millis(nowMillis)) + ": " + phase.kind().meaning()
                            + ". A click goes to that instant.").orElse("");
        }
        return layout.rowAt(mouseY).map(story -> line(story) + holder(story, layout.millisAt(mouseX))).orElse("");
    }

    private String holder(PartitionStory story, OptionalLong at) {
        Optional<Span> there = at.isEmpty() ? Optional.empty() : story.spans().stream()
                .filter(span -> span.fromMillis() <= at.getAsLong() && span.toMillis().orElse(Long.MAX_VALUE) >= at.getAsLong()).reduce((_, last) -> last);
        return there.map(span -> " Here: " + switch (span.holding()) {
            case OWNED -> "read by " + name(span) + ".";
            case REVOKING -> name(span) + " is told to give it up.";
            case SILENT -> "nothing is heard of " + name(span) + ".";
            case UNOWNED -> "nobody’s.";
        }).orElse("");
    }

    private String name(Span span) {
        return rebalance.player(span.memberId()).map(player -> player.name()).orElse(span.memberId());
    }

    private TheatreLayout layoutOf() {
        return new TheatreLayout(rebalance, nowMillis, getWidth());
    }

    @Override
    protected double computePrefHeight(double width) {
        return rebalance == null ? 0 : layoutOf().height();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        redraw();
        draw();
    }

    private void redraw() {
        stale = true;
    }

    /** Paints where something has changed; once a frame. */
    void draw() {
        if (!stale || palette == null || getWidth() < 10) {
            return;
        }
        stale = false;
        canvas.size(getWidth(), Math.max(1, getHeight()), zoom);
        var gc = canvas.cleared();
        if (rebalance != null) {
            new TheatrePainter(gc, palette, layoutOf()).paint(cursor);
        }
    }
}
