package dev.vitrine.app.stage;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * Nodes of one kind within a parent, by key. Only those are there that can be seen or are about to be; they lie in the order of what they show, which
 * is the order in which the keyboard reaches them.
 */
final class Shelf<K, T, N extends Region> {

    private final ObservableList<Node> children;
    private final int from;
    private final Function<T, K> key;
    private final Function<T, N> make;
    private final Map<K, N> nodes = new HashMap<>();

    /** @param from how many children of others come first */
    Shelf(ObservableList<Node> children, int from, Function<T, K> key, Function<T, N> make) {
        this.children = children;
        this.from = from;
        this.key = key;
        this.make = make;
    }

    /** Has nodes for exactly these, as far as there is time to make them. */
    void keep(List<T> wanted, Allowance time) {
        Set<K> keys = HashSet.newHashSet(wanted.size());
        wanted.forEach(each -> keys.add(key.apply(each)));
        nodes.entrySet().removeIf(entry -> {
            boolean gone = !keys.contains(entry.getKey());
            if (gone) {
                children.remove(entry.getValue());
            }
            return gone;
        });
        int at = from;
        for (T each : wanted) {
            N node = nodes.get(key.apply(each));
            boolean first = node == null && time.take();
            if (first) {
                node = make.apply(each);
                node.setManaged(false);
                nodes.put(key.apply(each), node);
            }
            if (node != null) {
                put(node, at++);
            }
            if (first) {
                // Looking its style up costs more than making it: it counts, too.
                node.applyCss();
            }
        }
    }

    private void put(N node, int at) {
        if (at >= children.size() || children.get(at) != node) {
            children.remove(node);
            children.add(Math.min(at, children.size()), node);
        }
    }

    /** Null where it isn't there (yet). */
    N get(K of) {
        return nodes.get(of);
    }

    Collection<N> all() {
        return nodes.values();
    }
}
