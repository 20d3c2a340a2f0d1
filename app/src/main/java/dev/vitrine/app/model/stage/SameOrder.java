package dev.vitrine.app.model.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

    /** @param is whether it is the one that came in this place last time; @param otherwise finds the one that comes now */
    T next(Predicate<T> is, Supplier<T> otherwise) {
        int place = at++;
        if (place == last.size()) {
            last.add(otherwise.get());
        } else if (!is.test(last.get(place))) {
            last.set(place, otherwise.get());
        }
        return last.get(place);
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
