package dev.vitrine.engine.wire;

import java.lang.ref.WeakReference;
import org.apache.kafka.common.utils.BufferSupplier;

/**
 * The buffers that decompressing a batch takes (up to some 200 KiB, whatever its size), kept from one batch to the next. Held weakly: a busy
 * partition finds them again, and what a thousand idle ones once used goes with the next garbage collection. For one user at a time.
 */
final class DecompressionBuffers {

    private static final int WINDOW = 8 * 1024;

    private WeakReference<Kept> kept = new WeakReference<>(null);

    /** @param window through which decompressed records pass */
    record Kept(BufferSupplier supplier, byte[] window) {}

    Kept take() {
        Kept now = kept.get();
        if (now == null) {
            now = new Kept(BufferSupplier.create(), new byte[WINDOW]);
            kept = new WeakReference<>(now);
        }
        return now;
    }
}
