package dev.vitrine.engine.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The newest image that this broker has taken in, for whoever needs to look, or to wait. Any thread may call. */
public final class MetadataCache {

    private record Waiting(long version, CompletableFuture<Void> reached) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private volatile ClusterImage image;

    public MetadataCache(ClusterImage first) {
        this.image = first;
    }

    public ClusterImage image() {
        return image;
    }

    /** What the image says is so on this broker from now on. */
    public void publish(ClusterImage next) {
        List<Waiting> due = new ArrayList<>();
        synchronized (waiting) {
            image = next;
            waiting.removeIf(one -> {
                boolean reached = one.version <= next.version() || one.reached.isDone();
                if (reached) {
                    due.add(one);
                }
                return reached;
            });
        }
        due.forEach(one -> one.reached.complete(null));
    }

    /**
     * Done when an image of this version or a later one has been taken in. Whoever no longer waits completes the future: then it is forgotten with
     * the next image.
     */
    public CompletableFuture<Void> reached(long version) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        synchronized (waiting) {
            if (image.version() < version) {
                waiting.add(new Waiting(version, reached));
                return reached;
            }
        }
        reached.complete(null);
        return reached;
    }
}
