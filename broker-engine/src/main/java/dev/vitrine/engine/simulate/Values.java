package dev.vitrine.engine.simulate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What simulated producers write: {@code producer/partition/number}, so that each record tells where it belongs. */
record Values(String producer, int partition, long number) {

    @Override
    public String toString() {
        return producer + "/" + partition + "/" + number;
    }

    byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    static String text(ByteBuffer value) {
        return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    }

    static Values parse(String text) {
        String[] parts = text.split("/");
        return new Values(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }
}
