package dev.vitrine.app.model.messages;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Looks for a text in whole records, however long their values are. */
final class Search {

    private final String wanted;
    private final byte[] lower;
    private final byte[] upper;
    private final boolean ascii;

    Search(String wanted) {
        this.wanted = wanted.toLowerCase(Locale.ROOT);
        this.lower = this.wanted.getBytes(StandardCharsets.UTF_8);
        this.upper = wanted.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        this.ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(this.wanted) && lower.length == upper.length;
    }

    boolean matches(ConsumerRecord<byte[], byte[]> record) {
        if (lower.length == 0 || in(record.key()) || in(record.value())) {
            return true;
        }
        for (Header header : record.headers()) {
            if (in(header.key().getBytes(StandardCharsets.UTF_8)) || in(header.value())) {
                return true;
            }
        }
        return false;
    }

    /** Compares bytes where the text is ASCII, which spares a copy of each value; else characters. */
    private boolean in(byte[] bytes) {
        if (bytes == null || bytes.length < (ascii ? lower.length : 1)) {
            return false;
        }
        if (!ascii) {
            return new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT).contains(wanted);
        }
        for (int at = 0; at <= bytes.length - lower.length; at++) {
            int i = 0;
            while (i < lower.length && (bytes[at + i] == lower[i] || bytes[at + i] == upper[i])) {
                i++;
            }
            if (i == lower.length) {
                return true;
            }
        }
        return false;
    }
}
