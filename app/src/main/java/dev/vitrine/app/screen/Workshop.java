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
    private boolean paused;
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

    /** Begins nothing new for a while: somebody waits for one that is there and has to be dressed. */
    void pause() {
        paused = true;
    }

    void resume() {
        if (paused) {
            paused = false;
            next();
        }
    }

    /**
     * Whether a screen is being made at this moment. Making one makes menus and tooltips, which open scenes of their own; JavaFX matches styles for
     * these where they are made, and what two threads match at once may come out wrong for either.
     */
    boolean working() {
        return working;
    }

    /** Nobody wants any more. */
    void close() {
        open = false;
        queue.clear();
    }

    private void next() {
        String id = working || paused ? null : queue.poll();
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
