package dev.vitrine.engine.metadata;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whom a quota is for: a user, a client id, both together, or an IP address; all of a kind where no name is given (KIP-546).
 *
 * @param names per kind ({@code user}, {@code client-id}, {@code ip}); null for the default of that kind
 */
public record QuotaEntity(SortedMap<String, String> names) {

    public static final String USER = "user";
    public static final String CLIENT_ID = "client-id";
    public static final String IP = "ip";

    public QuotaEntity {
        names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
    }

    public static QuotaEntity of(Map<String, String> names) {
        return new QuotaEntity(new TreeMap<>(names));
    }
}
