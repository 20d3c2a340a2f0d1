package dev.vitrine.app.model.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Things that come again and again, nearly always the same in the same order: what comes next is most often what came in its place last time, and need not
 * be looked up. Thousands come, many times a second.
 */
final class SameOrder<T> {

    private final List<T> last = new ArrayList<>();
    private int at;

    /** They come once more, from the first. */
    void begin() {
        at = 0;
    }

    /** What came in this place last time; null where nothing did. */
    T expected() {
        return at < last.size() ? last.get(at) : null;
    }

    /** What came. */
    void comes(T now) {
        if (at == last.size()) {
            last.add(now);
        } else if (last.get(at) != now) {
            last.set(at, now);
        }
        at++;
    }

    /** All have come. @return how many */
    int end() {
        last.subList(at, last.size()).clear();
        return at;
    }

    /** Who came, each of them itself: what is only equal to it did not. */
    Set<T> came() {
        Set<T> came = Collections.newSetFromMap(new IdentityHashMap<>());
        came.addAll(last);
        return came;
    }
}
