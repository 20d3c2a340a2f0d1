package dev.vitrine.engine.oracle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.MessageUtil;

/** Frames that no client sends: cut off, overlong, with lengths that lie. Each is made from a good request by one change. */
final class HostileFrames {

    private static final int LENGTH = Integer.BYTES;

    private HostileFrames() {}

    /** By what was done to it. @param seed of the changes whose place is arbitrary */
    static Map<String, byte[]> of(ApiKeys api, short version, ByteBuffer body, long seed) {
        byte[] good = Frames.request(api, version, 1, body);
        int header = good.length - body.remaining();
        Random random = new Random(seed);
        Map<String, byte[]> frames = new LinkedHashMap<>();
        for (int cut : new int[] {6, 8, header - 1, header, header + 1, good.length - 1}) {
            frames.put("cut to " + cut, sized(Arrays.copyOf(good, Math.max(LENGTH + 1, Math.min(good.length, cut)))));
        }
        frames.put("bytes behind it", sized(Arrays.copyOf(good, good.length + 7)));
        frames.put("nothing in it", new byte[LENGTH]);
        for (int at = header; at < good.length; at += Math.max(1, (good.length - header) / 6)) {
            frames.put("a negative length at " + (at - header), changed(good, at, 0xff, 0xff, 0xff, 0xff));
            frames.put("a giant length at " + (at - header), changed(good, at, 0x7f, 0xff, 0xff, 0xff));
            frames.put("an endless varint at " + (at - header), changed(good, at, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80));
            frames.put("bad UTF-8 at " + (at - header), changed(good, at, 0xc3, 0x28));
        }
        for (int i = 0; i < 4; i++) {
            int at = LENGTH + 4 + random.nextInt(good.length - LENGTH - 4);
            frames.put("another byte at " + at, changed(good, at, random.nextInt(256)));
        }
        return frames;
    }

    /** The smallest request that Kafka's own message class writes. */
    static ByteBuffer plainBody(ApiKeys api, short version) {
        return MessageUtil.toByteBufferAccessor(api.messageType.newRequest(), version).buffer();
    }

    private static byte[] sized(byte[] frame) {
        ByteBuffer.wrap(frame).putInt(0, frame.length - LENGTH);
        return frame;
    }

    private static byte[] changed(byte[] good, int at, int... bytes) {
        byte[] frame = good.clone();
        for (int i = 0; i < bytes.length && at + i < frame.length; i++) {
            frame[at + i] = (byte) bytes[i];
        }
        return frame;
    }
}
