package dev.vitrine.app.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.stage.Density;
import dev.vitrine.app.model.stage.EndMeter.Ends;
import dev.vitrine.app.model.stage.Picture.Lane;
import dev.vitrine.app.model.stage.Rack;
import dev.vitrine.app.widget.PartitionChip;
import dev.vitrine.app.widget.Tips;
import javafx.scene.layout.Region;

/** The still part of a lane: chip and track. What moves in it is painted over it. */
final class LaneNode extends Region {

    private final PartitionChip chip;
    private final Region track = new Region();
    private Lane lane;
    private Density density = Density.ROOMY;
    private Rack rack = Rack.NONE;
    private boolean tipped;

    LaneNode(Lane lane, Selection selection) {
        this.lane = lane;
        this.chip = new PartitionChip(lane.id().partition());
        getStyleClass().add("lane");
        track.getStyleClass().add("track");
        getChildren().addAll(track, chip);
        Picks.on(this, selection, new Selected.Partition(lane.id()));
    }

    /** The same partition, with other marks, closer to its neighbours, or beside other tanks. */
    void show(Lane now, Density close, Rack tanks) {
        lane = now;
        if (!tipped && !now.replicas().isEmpty()) {
            tipped = true;
            Tips.on(this, () -> lane.holders());
        }
        if (density != close || !rack.equals(tanks)) {
            density = close;
            rack = tanks;
            requestLayout();
        }
    }

    /** Says to a screen reader what the painter shows. */
    void tell(Ends ends, double perSecond) {
        StringBuilder text = new StringBuilder(lane.id().topic()).append(" partition ").append(lane.id().partition())
                .append(", end offset ").append(Figures.exact(ends.end())).append(", ").append(Figures.rate(perSecond));
        lane.marks().forEach(mark -> text.append("; ").append(mark.group()).append(" committed ").append(Figures.exact(mark.offset())));
        setAccessibleText((text + ". " + lane.holders()).strip());
    }

    @Override
    protected void layoutChildren() {
        double middle = density.track() / 2 + 4;
        double size = density == Density.DENSE ? 16 : 20;
        chip.setMinSize(size, size);
        chip.setMaxHeight(size);
        chip.resizeRelocate(Rack.CHIP_LEFT, middle - size / 2, Math.max(size, Math.ceil(chip.prefWidth(-1))), size);
        track.resizeRelocate(rack.laneLeft(), middle - density.track() / 2, rack.laneLength(getWidth()), density.track());
    }
}
