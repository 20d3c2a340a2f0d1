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

    /** @param resolved patterns that nobody asks for (any more) don't count */
    public static Subscriptions of(Collection<Asked> members, Map<String, ResolvedRegex> resolved) {
        Map<String, Integer> byName = new HashMap<>();
        Map<String, Integer> byRegex = new HashMap<>();
        for (Asked member : members) {
            member.names().forEach(name -> byName.merge(name, 1, Integer::sum));
            if (!member.regex().isEmpty()) {
                byRegex.merge(member.regex(), 1, Integer::sum);
            }
        }
        Set<String> topics = new HashSet<>(byName.keySet());
        byRegex.keySet().stream().filter(resolved::containsKey).forEach(regex -> topics.addAll(resolved.get(regex).topics()));
        boolean alike = byRegex.isEmpty()
                ? byName.values().stream().allMatch(count -> count == members.size())
                : byRegex.values().iterator().next() == members.size() && byName.isEmpty();
        return new Subscriptions(topics, alike);
    }
}
