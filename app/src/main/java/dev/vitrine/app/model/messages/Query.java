package dev.vitrine.app.model.messages;

import java.util.Set;

/**
 * What to read.
 *
 * @param partitions    empty for all
 * @param search        shows only records that contain this in key, value or a header, letters' case ignored; empty for all
 * @param page          pauses after so many records were shown (the newest N: the seek says how many)
 * @param committedOnly leaves out what open or aborted transactions wrote
 */
public record Query(String topic, Set<Integer> partitions, Seek seek, String search, int page, boolean committedOnly) {

    public static final int PAGE = 500;

    public Query {
        partitions = Set.copyOf(partitions);
        search = search.strip();
    }

    public static Query of(String topic, Seek seek) {
        return new Query(topic, Set.of(), seek, "", PAGE, false);
    }
}
