package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.theatre.PartitionStory.Fate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One rebalance: from the reason for it until everybody has what it shall have. A cooperative one's two rounds are one.
 *
 * @param number         counts the rebalances of a group, as far as they were seen, from 1
 * @param serverSide     KIP-848: the coordinator leads each member to its target; nobody waits for all
 * @param assignor       who gets what was decided by it; empty where it is not known yet
 * @param fromGeneration the generation (KIP-848: epoch) before
 * @param toGeneration   the newest of it
 * @param rounds         generations that it took
 * @param lastMillis     until when this tells: the end, or what has been seen so far
 * @param endedMillis    empty while it goes on
 */
public record Rebalance(
        long number, String group, boolean serverSide, String assignor, int fromGeneration, int toGeneration, int rounds, List<Cause> causes,
        List<Phase> phases, List<Player> players, List<PartitionStory> partitions, long beganMillis, long lastMillis, OptionalLong endedMillis) {

    public Rebalance {
        causes = List.copyOf(causes);
        phases = List.copyOf(phases);
        players = List.copyOf(players);
        partitions = List.copyOf(partitions);
    }

    public boolean isOver() {
        return endedMillis.isPresent();
    }

    /** How long it took, or has taken by then. */
    public long millis(long now) {
        return Math.max(0, endedMillis.orElse(now) - beganMillis);
    }

    public Optional<Player> player(String memberId) {
        return players.stream().filter(player -> player.memberId().equals(memberId)).findFirst();
    }

    public long count(Fate fate) {
        return partitions.stream().filter(story -> story.fate() == fate).count();
    }

    /** For whom all others waited longest in the join phase; empty where nobody was waited for. */
    public Optional<Player> last() {
        return players.stream().filter(player -> player.backAtMillis().isPresent() && player.part() != Player.Part.LEAVES)
                .max(Comparator.comparingLong(player -> player.backAtMillis().getAsLong()));
    }

    /** The longest time that a partition was nobody's. */
    public long longestUnowned(long now) {
        return partitions.stream().mapToLong(story -> story.unownedMillis(now)).max().orElse(0);
    }

    /** Records that came in while nobody read their partition; empty where it is not known of any. */
    public OptionalLong waited() {
        return partitions.stream().anyMatch(story -> story.waited().isPresent())
                ? OptionalLong.of(partitions.stream().mapToLong(story -> story.waited().orElse(0)).sum()) : OptionalLong.empty();
    }
}
