package dev.vitrine.engine.offsets;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a view has taken in and not written yet: of every key the latest value only, so that a thousand commits of one group cost one write.
 * Safe for threads.
 */
final class ViewBuffer {

    private final Map<String, Group> groups = new LinkedHashMap<>();

    /** @return true where there was nothing to write before */
    synchronized boolean apply(String shard, List<ViewEntry> records, Position position) {
        boolean first = groups.isEmpty();
        Group group = groups.computeIfAbsent(shard, Group::new);
        for (ViewEntry entry : records) {
            group.latest.put(ByteBuffer.wrap(entry.key()), entry);
        }
        group.position = position;
        return first;
    }

    /** @return true where there was nothing to write before */
    synchronized boolean forget(String shard) {
        boolean first = groups.isEmpty();
        Group group = new Group(shard);
        group.forgets = true;
        groups.put(shard, group);
        return first;
    }

    /** Takes out what came first. */
    synchronized Optional<Group> takeOne() {
        Iterator<Group> oldest = groups.values().iterator();
        if (!oldest.hasNext()) {
            return Optional.empty();
        }
        Group group = oldest.next();
        oldest.remove();
        return Optional.of(group);
    }

    synchronized Optional<Group> take(String shard) {
        return Optional.ofNullable(groups.remove(shard));
    }

    synchronized Deque<Group> takeAll() {
        Deque<Group> all = new ArrayDeque<>(groups.values());
        groups.clear();
        return all;
    }

    /** What one shard wants written. */
    static final class Group {

        private final String shard;
        private final Map<ByteBuffer, ViewEntry> latest = new LinkedHashMap<>();
        private boolean forgets;
        private Position position;

        Group(String shard) {
            this.shard = shard;
        }

        String shard() {
            return shard;
        }

        int size() {
            return latest.size();
        }

        boolean onlyForgets() {
            return latest.isEmpty() && position == null;
        }

        /** Writes at most {@code most} entries. @return true where this is all written now, the position last */
        boolean writeTo(ViewFile file, int most) {
            if (forgets) {
                file.forget(shard);
                forgets = false;
            }
            Iterator<ViewEntry> unwritten = latest.values().iterator();
            for (int i = 0; i < most && unwritten.hasNext(); i++) {
                file.put(shard, unwritten.next());
                unwritten.remove();
            }
            if (latest.isEmpty() && position != null) {
                file.reached(shard, position);
            }
            return latest.isEmpty();
        }
    }
}
