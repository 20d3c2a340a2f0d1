package dev.vitrine.app.model.actors;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What records say. */
public enum Content {
    /** What the family example sends. */
    GREETING("Hi Mom! (JSON)"),
    ORDER("an order (JSON)"),
    BYTES("random bytes");

    private final String label;

    Content(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Makes values of one content, one after another. For one thread. */
    public static final class Writer {

        private static final String[] THINGS = {"tea", "coffee", "bread", "honey", "apples", "cheese"};

        private final Content content;
        private final int bytes;
        private final InstantSource clock;
        private final RandomGenerator random;
        private long n;

        /** @param bytes JSON is filled up to this size with blanks behind it; it is never cut */
        public Writer(Content content, int bytes, InstantSource clock, RandomGenerator random) {
            this.content = content;
            this.bytes = bytes;
            this.clock = clock;
            this.random = random;
        }

        public byte[] next() {
            n++;
            return switch (content) {
                case GREETING -> padded(greeting());
                case ORDER -> padded(order());
                case BYTES -> noise();
            };
        }

        private String greeting() {
            LocalTime now = clock.instant().atZone(ZoneId.systemDefault()).toLocalTime();
            return "{\"id\":" + clock.millis() + ",\"content\":\"Hi Mom! Time is " + now.getMinute() + ":" + now.getSecond() + "\"}";
        }

        private String order() {
            return String.format(Locale.ROOT, "{\"order\":%d,\"item\":\"%s\",\"pieces\":%d,\"price\":%.2f}", n, THINGS[random.nextInt(THINGS.length)],
                    1 + random.nextInt(9), 0.5 + random.nextInt(4000) / 100.0);
        }

        private byte[] padded(String json) {
            byte[] text = json.getBytes(StandardCharsets.UTF_8);
            if (text.length >= bytes) {
                return text;
            }
            byte[] padded = Arrays.copyOf(text, bytes);
            Arrays.fill(padded, text.length, bytes, (byte) ' ');
            return padded;
        }

        private byte[] noise() {
            byte[] noise = new byte[bytes];
            random.nextBytes(noise);
            return noise;
        }
    }
}
