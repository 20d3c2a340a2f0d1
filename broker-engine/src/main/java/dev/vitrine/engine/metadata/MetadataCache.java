package dev.vitrine.engine.metadata;

/** The newest image, for whoever needs to look. */
public final class MetadataCache {

    private volatile ClusterImage image;

    public MetadataCache(ClusterImage first) {
        this.image = first;
    }

    public ClusterImage image() {
        return image;
    }

    public void publish(ClusterImage next) {
        image = next;
    }
}
