package dev.vitrine.engine.offsets;

import dev.vitrine.engine.offsets.CoordinatorView.Loaded;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/**
 * The MapDB file: one tree for all shards, so that a hundred of them cost no more than one. Each shard has a number, and its keys begin with
 * it. For one thread at a time. Every method may throw what MapDB throws: {@code DBException}, {@code IOError} and others besides.
 *
 * <p>No transactions (the log is the truth), so nothing is synced before {@link #close()}. Files are read and written through a channel:
 * a mapped one writes faster, but can't be deleted on Windows while it is mapped, and faults where it was cut short.
 */
final class ViewFile implements AutoCloseable {

    private final DB db;
    private final BTreeMap<byte[], byte[]> state;
    private final BTreeMap<String, byte[]> shards;
    private final Map<String, Integer> numbers = new HashMap<>();

    private ViewFile(DB db) {
        this.db = db;
        this.state = db.treeMap("state", Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY).createOrOpen();
        this.shards = db.treeMap("shards", Serializer.STRING, Serializer.BYTE_ARRAY).createOrOpen();
        shards.forEach((shard, entry) -> numbers.put(shard, ByteBuffer.wrap(entry).getInt()));
    }

    /** Opens the file, or makes it where there is none. */
    static ViewFile open(Path file) {
        DB db = DBMaker.fileDB(file.toFile()).fileChannelEnable().concurrencyDisable().make();
        try {
            return new ViewFile(db);
        } catch (RuntimeException | Error unusable) {
            db.close();
            throw unusable;
        }
    }

    Optional<Loaded> load(String shard) {
        byte[] entry = shards.get(shard);
        if (entry == null) {
            return Optional.empty();
        }
        byte[] position = new byte[entry.length - Integer.BYTES];
        ByteBuffer.wrap(entry).position(Integer.BYTES).get(position);
        return Position.decode(position).map(reached -> new Loaded(reached, entries(numbers.get(shard))));
    }

    void put(String shard, ViewEntry entry) {
        byte[] key = key(number(shard), entry.key());
        if (entry.value() == null) {
            state.remove(key);
        } else {
            state.put(key, entry.value());
        }
    }

    /** All of {@code shard} up to {@code position} has been put. */
    void reached(String shard, Position position) {
        byte[] encoded = position.encode();
        shards.put(shard, ByteBuffer.allocate(Integer.BYTES + encoded.length).putInt(number(shard)).put(encoded).array());
    }

    void forget(String shard) {
        Integer number = numbers.get(shard);
        if (number == null) {
            return;
        }
        shards.remove(shard);
        for (ViewEntry entry : entries(number)) {
            state.remove(key(number, entry.key()));
        }
    }

    /** Writes the store's own checksum, and waits until the disk has it all. */
    @Override
    public void close() {
        db.close();
    }

    private List<ViewEntry> entries(int number) {
        List<ViewEntry> entries = new ArrayList<>();
        Iterator<Map.Entry<byte[], byte[]>> stored = state.entryIterator(prefix(number), true, prefix(number + 1), false);
        while (stored.hasNext()) {
            Map.Entry<byte[], byte[]> next = stored.next();
            byte[] key = new byte[next.getKey().length - Integer.BYTES];
            System.arraycopy(next.getKey(), Integer.BYTES, key, 0, key.length);
            entries.add(new ViewEntry(key, next.getValue()));
        }
        return entries;
    }

    private int number(String shard) {
        return numbers.computeIfAbsent(shard, name -> 1 + numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    private static byte[] key(int number, byte[] key) {
        return ByteBuffer.allocate(Integer.BYTES + key.length).putInt(number).put(key).array();
    }

    private static byte[] prefix(int number) {
        return key(number, new byte[0]);
    }
}
