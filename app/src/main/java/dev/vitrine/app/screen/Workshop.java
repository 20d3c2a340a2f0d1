package dev.vitrine.app.screen;

import dev.vitrine.app.model.Background;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Makes screens in the background, one after the other, so that the toolkit's thread never has to: first the one that somebody waits for, then the
 * others. What shows no window may be built on any thread as long as it isn't part of a scene. For the toolkit's thread, but for the making itself.
 */
final class Workshop {

    private final Background background;
    private final Map<String, Callable<Deck.Made>> orders = new HashMap<>();
    private final Deque<String> queue = new ArrayDeque<>();
    private final Consumer<Deck.Made> delivery;
    private boolean working;
    private boolean open = true;

    /** @param delivery gets each screen as it is ready */
    Workshop(Background background, Consumer<Deck.Made> delivery) {
        this.background = background;
        this.delivery = delivery;
    }

    /** Takes orders, to be carried out in this order. */
    void order(Map<String, Callable<Deck.Made>> all, List<String> inOrder) {
        orders.putAll(all);
        queue.addAll(inOrder);
        next();
    }

    /** Somebody waits for this one. */
    void hurry(String id) {
        if (queue.remove(id)) {
            queue.addFirst(id);
        }
    }

    /** Nobody wants any more. */
    void close() {
        open = false;
        queue.clear();
    }

    private void next() {
        String id = working ? null : queue.poll();
        if (id == null) {
            return;
        }
        working = true;
        background.run(orders.get(id), made -> {
            working = false;
            if (open) {
                delivery.accept(made);
                next();
            }
        }, failure -> {
            working = false;
            // A screen that can't be made is an error of ours: it must be seen where errors are looked for.
            Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), failure);
            next();
        });
    }
}
