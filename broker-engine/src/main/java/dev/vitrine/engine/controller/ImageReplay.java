package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.ClusterChange;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.quorum.StateMachine;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the cluster's image of the committed records of the metadata log, as every broker does from its own copy, and hands each on. Used in the
 * mailbox of the log only.
 */
public final class ImageReplay implements StateMachine {

    private static final Logger LOG = LoggerFactory.getLogger(ImageReplay.class);
    private static final ByteBuffer NO_KEY = ByteBuffer.allocate(0);

    private final MetadataRecordCodec codec = new MetadataRecordCodec();
    private final ClusterImage empty;
    private final Consumer<ClusterImage> taken;
    private ClusterImage image;
    private ClusterChange open;

    /** @param empty the image before the first record @param taken each image in turn, with all that is committed */
    public ImageReplay(ClusterImage empty, Consumer<ClusterImage> taken) {
        this.empty = empty;
        this.image = empty;
        this.taken = taken;
    }

    @Override
    public void reset() {
        image = empty.change().controller(image().controllerId()).done();
        open = null;
    }

    @Override
    public void replay(ByteBuffer value) {
        codec.decode(NO_KEY, value).ifPresent(record -> ImageChanges.apply(record.message(), change()));
    }

    @Override
    public void settled(long offset) {
        change().upTo(offset);
        tell();
    }

    private void tell() {
        try {
            taken.accept(image());
        } catch (RuntimeException failure) {
            LOG.error("The new metadata could not be taken in", failure);
        }
    }

    @Override
    public List<byte[]> snapshot() {
        return ImageRecords.of(image()).stream().map(record -> codec.encode(record).value()).toList();
    }

    /** Who leads the metadata quorum. @param broker −1 where nobody is known to */
    public void controller(int broker) {
        if (image().controllerId() != broker) {
            change().controller(broker);
            tell();
        }
    }

    private ClusterChange change() {
        if (open == null) { // one for as many records as come until somebody looks: loading makes one image, not thousands
            open = image.change();
        }
        return open;
    }

    private ClusterImage image() {
        if (open != null) {
            image = open.done();
            open = null;
        }
        return image;
    }
}
