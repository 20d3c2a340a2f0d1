package dev.vitrine.engine;

import dev.vitrine.engine.controller.ImageReplay;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.quorum.StateMachine;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Makes images of what is committed in a broker's own copy of the metadata log, and hands each on; all of it in the quorum's mailbox. */
final class MetadataFeed implements StateMachine {

    private static final int NOBODY = -1;

    private final ClusterImage empty;
    private final Consumer<ClusterImage> taken;
    private ImageReplay replay;
    private int controller = NOBODY;

    /** @param taken each new image */
    MetadataFeed(ClusterImage empty, Consumer<ClusterImage> taken) {
        this.empty = empty;
        this.taken = taken;
        this.replay = new ImageReplay(empty);
    }

    @Override
    public void reset() {
        replay = new ImageReplay(empty);
        replay.controller(controller);
    }

    @Override
    public void replay(ByteBuffer value) {
        replay.record(value);
    }

    @Override
    public void settled(long offset) {
        replay.upTo(offset);
        taken.accept(replay.image());
    }

    @Override
    public List<byte[]> snapshot() {
        return ImageReplay.records(replay.image());
    }

    /** Somebody else leads the quorum, or nobody. */
    void led(OptionalInt leader) {
        controller = leader.orElse(NOBODY);
        replay.controller(controller);
        taken.accept(replay.image());
    }
}
