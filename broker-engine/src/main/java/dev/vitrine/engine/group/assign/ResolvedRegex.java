package dev.vitrine.engine.group.assign;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.vitrine.engine.metadata.ClusterImage;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The topics that a pattern stood for when it was looked at. Patterns are RE2's: they match in linear time, so that no client can make the
 * broker think for ever.
 *
 * @param version  of the metadata that was looked at
 * @param atMillis wall-clock time
 */
public record ResolvedRegex(Set<String> topics, long version, long atMillis) {

    public static final ResolvedRegex NEVER = new ResolvedRegex(Set.of(), -1, -1);

    public ResolvedRegex {
        topics = Collections.unmodifiableSet(new TreeSet<>(topics));
    }

    /** What is wrong with a pattern. */
    public static Optional<String> flaw(String regex) {
        try {
            Pattern.compile(regex);
            return Optional.empty();
        } catch (PatternSyntaxException malformed) {
            return Optional.of(malformed.getDescription());
        }
    }

    /** Matches whole names. A malformed pattern (it cannot come from a member: those are refused) stands for nothing. */
    public static ResolvedRegex resolve(String regex, ClusterImage image, long nowMillis) {
        Set<String> topics = Set.of();
        if (flaw(regex).isEmpty()) {
            Pattern pattern = Pattern.compile(regex);
            topics = image.topics().keySet().stream().filter(name -> pattern.matcher(name).matches()).collect(Collectors.toSet());
        }
        return new ResolvedRegex(topics, image.version(), nowMillis);
    }
}
