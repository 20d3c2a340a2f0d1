package dev.vitrine.app.model.payload;

import java.util.HexFormat;

/** Bytes as hexadecimal text. */
public final class HexText {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");
    private static final int ROW = 16;

    private HexText() {}

    /** {@code 00 01 ff}. */
    public static String spaced(byte[] bytes, int from, int to) {
        return SPACED.formatHex(bytes, from, to);
    }

    /** One line for each sixteen bytes: place, hex, and what of it is ASCII. */
    public static String dump(byte[] bytes, int length) {
        StringBuilder out = new StringBuilder(length * 5);
        for (int row = 0; row < length; row += ROW) {
            int end = Math.min(length, row + ROW);
            out.append("%08x  ".formatted(row));
            String hex = spaced(bytes, row, end);
            out.append(hex).repeat(' ', 3 * ROW - hex.length() + 1);
            for (int i = row; i < end; i++) {
                out.append(bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '·');
            }
            out.append(end < length ? "\n" : "");
        }
        return out.toString();
    }

    /** Takes pairs of digits; blanks, line breaks, colons, commas and 0x between them don't matter. */
    public static Composed parse(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '0' && i + 1 < text.length() && (text.charAt(i + 1) == 'x' || text.charAt(i + 1) == 'X') && digits.length() % 2 == 0) {
                i++;
            } else if (HexFormat.isHexDigit(c)) {
                digits.append(c);
            } else if (!Character.isWhitespace(c) && c != ':' && c != ',') {
                return new Composed.Refused("“" + c + "” at character " + (i + 1) + " is not a hexadecimal digit");
            }
        }
        if (digits.length() % 2 != 0) {
            return new Composed.Refused("a byte has two digits: one is missing at the end");
        }
        return new Composed.Bytes(HexFormat.of().parseHex(digits));
    }
}
