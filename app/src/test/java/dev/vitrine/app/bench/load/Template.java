package dev.vitrine.app.bench.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Finds where in a question that is asked again and again its numbers stand, so that only these are written anew: by values that nothing else has. */
final class Template {

    private static final long MARK = 0x7A11_5EED_0000_0000L;
    private static final int SHORT_MARK = 0x5EED_0000;

    private Template() {}

    static long mark(int which) {
        return MARK + which;
    }

    static int shortMark(int which) {
        return SHORT_MARK + which;
    }

    /** Where all the eight bytes of it stand. */
    static List<Integer> placesOf(ByteBuffer frame, long mark) {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + Long.BYTES <= frame.limit(); at++) {
            if (frame.getLong(at) == mark) {
                places.add(at);
            }
        }
        return places;
    }

    static int placeOf(ByteBuffer frame, int shortMark) {
        for (int at = 0; at + Integer.BYTES <= frame.limit(); at++) {
            if (frame.getInt(at) == shortMark) {
                return at;
            }
        }
        throw new IllegalArgumentException("it is not there");
    }
}
