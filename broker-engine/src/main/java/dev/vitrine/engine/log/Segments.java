package dev.vitrine.engine.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The segments of a log, oldest first; never none. One writer replaces the array, readers take it as it is. */
final class Segments {

    private volatile LogSegment[] list;

    Segments(List<LogSegment> initial) {
        list = initial.toArray(new LogSegment[0]);
    }

    LogSegment active() {
        LogSegment[] now = list;
        return now[now.length - 1];
    }

    LogSegment first() {
        return list[0];
    }

    /** The segment that holds {@code offset}, or would; the first one where all begin behind it. */
    LogSegment floor(long offset) {
        LogSegment[] now = list;
        int low = 0;
        int high = now.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (now[middle].baseOffset() <= offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return now[Math.max(high, 0)];
    }

    /** The segment behind this one; null where it is the last. */
    LogSegment after(LogSegment segment) {
        LogSegment next = floor(Long.MAX_VALUE);
        if (next.baseOffset() <= segment.baseOffset()) {
            return null;
        }
        LogSegment[] now = list;
        for (int i = now.length - 1; i >= 0 && now[i].baseOffset() > segment.baseOffset(); i--) {
            next = now[i];
        }
        return next;
    }

    List<LogSegment> all() {
        return List.of(list);
    }

    int count() {
        return list.length;
    }

    long sizeInBytes() {
        long size = 0;
        for (LogSegment segment : list) {
            size += segment.size();
        }
        return size;
    }

    void add(LogSegment segment) {
        LogSegment[] now = list;
        LogSegment[] longer = Arrays.copyOf(now, now.length + 1);
        longer[now.length] = segment;
        list = longer;
    }

    /** Takes the oldest ones out. */
    List<LogSegment> removeFirst(int count) {
        LogSegment[] now = list;
        list = Arrays.copyOfRange(now, count, now.length);
        return List.of(Arrays.copyOf(now, count));
    }

    /** Those that begin at or behind {@code offset}, but for the first of all. */
    List<LogSegment> from(long offset) {
        LogSegment[] now = list;
        int keep = now.length;
        while (keep > 1 && now[keep - 1].baseOffset() >= offset) {
            keep--;
        }
        return List.of(Arrays.copyOfRange(now, keep, now.length));
    }

    /** Takes the newest ones out. */
    void removeLast(int count) {
        list = Arrays.copyOf(list, list.length - count);
    }

    /** Puts one in the place of some that follow upon each other. @return false where they are not all there any more: nothing was changed then */
    boolean replace(List<LogSegment> old, LogSegment by) {
        List<LogSegment> now = List.of(list);
        int at = Collections.indexOfSubList(now, old);
        if (at < 0) {
            return false;
        }
        List<LogSegment> after = new ArrayList<>(now.subList(0, at));
        after.add(by);
        after.addAll(now.subList(at + old.size(), now.size()));
        list = after.toArray(new LogSegment[0]);
        return true;
    }

    void replaceAll(LogSegment only) {
        list = new LogSegment[] {only};
    }
}
