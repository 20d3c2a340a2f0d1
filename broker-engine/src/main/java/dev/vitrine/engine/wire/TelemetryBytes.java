package dev.vitrine.engine.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.BufferSupplier;

/** The metrics that a client sends (KIP-714). */
public final class TelemetryBytes {

    private static final int AT_A_TIME = 4096;

    private TelemetryBytes() {}

    /** Whether they can be unpacked, to no more than {@code mostBytes}. */
    public static boolean canBeRead(ByteBuffer metrics, Codec codec, int mostBytes) {
        if (codec == Codec.NONE || !metrics.hasRemaining()) {
            return true;
        }
        try (InputStream unpacked = codec.compression().wrapForInput(metrics.duplicate(), BatchHeader.MAGIC, BufferSupplier.NO_CACHING)) {
            return size(unpacked, mostBytes) <= mostBytes;
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    /** Stops where it is more than {@code most}. */
    private static int size(InputStream unpacked, int most) throws IOException {
        byte[] some = new byte[AT_A_TIME];
        int size = 0;
        for (int read = 0; read >= 0 && size <= most; read = unpacked.read(some)) {
            size += read;
        }
        return size;
    }
}
