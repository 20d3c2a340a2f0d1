package dev.vitrine.engine.group.assign;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What all members of a group together ask for.
 *
 * @param topics      by name or by pattern
 * @param homogeneous whether all ask for the same, so that an assignor may take a short cut
 */
public record Subscriptions(Set<String> topics, boolean homogeneous) {

    /** What one member asks for. @param regex empty where it has none */
    public record Asked(Set<String> names, String regex) {

        /** Its topics, in the order of a hash set: see {@link Assignment}. */
        public Set<String> topics(Map<String, ResolvedRegex> resolved) {
            Set<String> topics = new HashSet<>(names);
            if (!regex.isEmpty() && resolved.containsKey(regex)) {
                topics.addAll(resolved.get(regex).topics());
            }
            return topics;
        }
    }

    /** @param resolved patterns that nobody asks for (any more) bring no topics */
    public static Subscriptions of(Collection<Asked> members, Map<String, ResolvedRegex> resolved) {
        Set<String> topics = new HashSet<>();
        for (Asked member : members) {
            topics.addAll(member.topics(resolved));
        }
        return new Subscriptions(topics, alike(members, resolved));
    }

    /**
     * Whether all members ask for the same. Every pattern that has been looked up counts, those included that nobody asks for any more and that are
     * about to go: as in Kafka, where a wrong "no" only costs time.
     */
    public static boolean alike(Collection<Asked> members, Map<String, ResolvedRegex> resolved) {
        Map<String, Integer> byName = new HashMap<>();
        Map<String, Integer> byRegex = new HashMap<>();
        Set<String> regexes = new HashSet<>();
        int withRegex = 0;
        for (Asked member : members) {
            member.names().forEach(name -> byName.merge(name, 1, Integer::sum));
            if (!member.regex().isEmpty()) {
                regexes.add(member.regex());
                withRegex++;
            }
        }
        resolved.values().forEach(regex -> regex.topics().forEach(topic -> byRegex.merge(topic, 1, Integer::sum)));
        if (regexes.isEmpty()) {
            return byName.values().stream().allMatch(count -> count == members.size()) && byName.keySet().containsAll(byRegex.keySet());
        }
        return regexes.size() == 1 && withRegex == members.size() && byName.isEmpty()
                && byRegex.values().stream().allMatch(count -> count == 1);
    }
}
