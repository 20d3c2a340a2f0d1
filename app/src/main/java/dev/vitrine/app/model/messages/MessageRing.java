package dev.vitrine.app.model.messages;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What came from the reader and waits for the screen, and how much the screen holds. Bounded twice: by rows and by bytes. One thread puts,
 * another takes.
 */
public final class MessageRing {

    public static final int ROWS = 5_000;
    public static final long BYTES = 64L * 1024 * 1024;

    private final int rows;
    private final long bytes;
    private final ArrayDeque<Message> arrived = new ArrayDeque<>();
    private final ArrayDeque<Long> shownSizes = new ArrayDeque<>();
    private long arrivedBytes;
    private long shownBytes;
    private long letGo;

    public MessageRing() {
        this(ROWS, BYTES);
    }

    MessageRing(int rows, long bytes) {
        this.rows = rows;
        this.bytes = bytes;
    }

    /** What a frame has to do: drop the oldest rows at the front, add the new ones at the end. */
    public record Change(int drop, List<Message> add) {

        public boolean isNone() {
            return drop == 0 && add.isEmpty();
        }
    }

    /** Takes a record in; where nobody has taken for long, the oldest that waits goes. */
    public synchronized void put(Message message) {
        arrived.addLast(message);
        arrivedBytes += message.kept();
        while (arrived.size() > 1 && (arrived.size() > rows || arrivedBytes > bytes)) {
            arrivedBytes -= arrived.removeFirst().kept();
            letGo++;
        }
    }

    public synchronized Change take() {
        List<Message> add = new ArrayList<>(arrived);
        add.forEach(m -> shownSizes.addLast(m.kept()));
        shownBytes += arrivedBytes;
        arrived.clear();
        arrivedBytes = 0;
        int drop = 0;
        while (shownSizes.size() > 1 && (shownSizes.size() > rows || shownBytes > bytes)) {
            shownBytes -= shownSizes.removeFirst();
            drop++;
        }
        letGo += drop;
        int fromNew = Math.max(0, drop - (shownSizes.size() + drop - add.size()));
        return new Change(drop - fromNew, List.copyOf(add.subList(fromNew, add.size())));
    }

    /** Records that were shown or ready to be, and made way for newer ones. */
    public synchronized long letGo() {
        return letGo;
    }

    public synchronized void clear() {
        arrived.clear();
        shownSizes.clear();
        arrivedBytes = 0;
        shownBytes = 0;
        letGo = 0;
    }
}
