package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.ClusterImage;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Makes the cluster's image of the records of the metadata log, as every broker does from its own copy. Used by one thread at a time.
 */
public final class ImageReplay {

    private static final ByteBuffer NO_KEY = ByteBuffer.allocate(0);

    private final MetadataRecordCodec codec = new MetadataRecordCodec();
    private ClusterImage image;
    private ClusterImage.Change open;

    /** @param first the image to begin with: empty, or of a snapshot */
    public ImageReplay(ClusterImage first) {
        this.image = first;
    }

    /** Takes in one committed record; where it lies is told by {@link #upTo}. @param value as it lies in the log */
    public void record(ByteBuffer value) {
        codec.decode(NO_KEY, value).ifPresent(record -> ImageChanges.apply(record.message(), change()));
    }

    /** All up to here was taken in. @param offset behind the last record */
    public void upTo(long offset) {
        if (offset > image.version()) {
            change().upTo(offset);
        }
    }

    /** @param broker that leads the metadata quorum; −1 where none is known */
    public void controller(int broker) {
        change().controller(broker);
    }

    private ClusterImage.Change change() {
        if (open == null) { // one for as many records as come until somebody looks: loading makes one image, not thousands
            open = image.change();
        }
        return open;
    }

    /** The image with all that was taken in so far. */
    public ClusterImage image() {
        if (open != null) {
            image = open.done();
            open = null;
        }
        return image;
    }

    /** All that an image tells as records, for a snapshot: replayed from an empty image they make the same one. Values as they lie in a log. */
    public static List<byte[]> records(ClusterImage image) {
        MetadataRecordCodec codec = new MetadataRecordCodec();
        return ImageRecords.of(image).stream().map(record -> codec.encode(record).value()).toList();
    }
}
