package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.theatre.Span.Holding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** One rebalance while it is being written down. */
final class Script {

    static final Comparator<TopicPartition> BY_NAME = Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private static final long READ_OFF_MILLIS = 3_000;

    private final long number;
    private final String group;
    private final boolean serverSide;
    private final int fromGeneration;
    private final long began;
    private final List<Cause> causes = new ArrayList<>();
    private final List<Phase> phases = new ArrayList<>();
    private final Map<TopicPartition, List<Span>> spans = new TreeMap<>(BY_NAME);
    private final Map<String, Player.Part> parts = new LinkedHashMap<>();
    private final Map<String, Long> back = new HashMap<>();
    private final Readings readings;
    private int toGeneration;
    private int rounds = 1;
    private String assignor = "";
    private OptionalLong ended = OptionalLong.empty();
    private Rebalance ready;

    /** What is known of a group when one begins. */
    record Start(long number, String group, boolean serverSide, int generation, long atMillis) {}

    /** @param holders who had what before */
    Script(Start start, Map<TopicPartition, String> holders, Readings readings) {
        this.number = start.number();
        this.group = start.group();
        this.serverSide = start.serverSide();
        this.fromGeneration = start.generation();
        this.toGeneration = start.generation();
        this.began = start.atMillis();
        this.readings = readings;
        holders.forEach((partition, holder) -> spans(partition).add(new Span(Holding.OWNED, holder, 0, OptionalLong.empty())));
    }

    private List<Span> spans(TopicPartition partition) {
        return spans.computeIfAbsent(partition, _ -> new ArrayList<>());
    }

    void cause(Cause cause) {
        causes.add(cause);
        if (!cause.memberId().isEmpty()) {
            switch (cause.kind()) {
                case JOINED -> parts.put(cause.memberId(), Player.Part.JOINS);
                case Cause.Kind kind when kind.isLoss() || kind == Cause.Kind.REPLACED -> parts.put(cause.memberId(), Player.Part.LEAVES);
                default -> parts.putIfAbsent(cause.memberId(), Player.Part.STAYS);
            }
        }
    }

    /** What came before it and brought it about. @param holders who had what until then */
    void causedBy(Cause cause, Map<TopicPartition, String> holders) {
        cause(cause);
        if (!cause.kind().isLoss()) {
            back(cause.memberId(), cause.atMillis());
        }
        if (cause.kind() == Cause.Kind.SESSION_TIMEOUT) {
            holders.forEach((partition, holder) -> {
                if (holder.equals(cause.memberId())) {
                    silent(partition, holder, cause.atMillis() - cause.waitedMillis(), cause.atMillis());
                }
            });
        }
    }

    /** A member is back in the join phase. */
    void back(String memberId, long millis) {
        back.put(memberId, millis);
    }

    void phase(Phase.Kind kind, long millis) {
        if (!phases.isEmpty() && phases.getLast().kind() == kind) {
            phases.set(phases.size() - 1, new Phase(kind, phases.getLast().fromMillis(), OptionalLong.empty()));
            return;
        }
        if (kind == Phase.Kind.JOIN) {
            back.values().removeIf(at -> at < millis);
        }
        endPhase(millis);
        phases.add(new Phase(kind, millis, OptionalLong.empty()));
    }

    private void endPhase(long millis) {
        if (!phases.isEmpty()) {
            phases.set(phases.size() - 1, phases.getLast().endedAt(millis));
        }
    }

    /** A partition changes hands. @param memberId empty for nobody */
    void holds(TopicPartition partition, Holding holding, String memberId, long millis) {
        List<Span> of = spans(partition);
        if (of.isEmpty()) {
            of.add(new Span(Holding.UNOWNED, "", began, OptionalLong.empty()));
            readings.want(partition, began);
        }
        Span last = of.getLast();
        if (last.holding() == holding && last.memberId().equals(memberId)) {
            return;
        }
        of.set(of.size() - 1, last.endedAt(millis));
        of.add(new Span(holding, memberId, millis, OptionalLong.empty()));
        if (last.holding().isIdle() || holding.isIdle()) {
            readings.want(partition, millis);
        }
    }

    /** A partition's owner is put out: nothing was heard of it since an instant. */
    void silent(TopicPartition partition, String memberId, long since, long until) {
        List<Span> of = spans(partition);
        Span last = of.isEmpty() ? null : of.getLast();
        if (last != null && last.memberId().equals(memberId)) {
            long from = Math.max(last.fromMillis(), since);
            of.set(of.size() - 1, last.endedAt(from));
            of.add(new Span(Holding.SILENT, memberId, from, OptionalLong.empty()));
            readings.want(partition, from);
        }
        holds(partition, Holding.UNOWNED, "", until);
    }

    void generation(int generation, String by) {
        toGeneration = Math.max(toGeneration, generation);
        if (!by.isEmpty()) {
            assignor = by;
        }
    }

    void anotherRound() {
        rounds++;
        ended = OptionalLong.empty();
    }

    void reopen() {
        ended = OptionalLong.empty();
    }

    void end(long millis) {
        endPhase(millis);
        ended = OptionalLong.of(millis);
    }

    boolean isOver() {
        return ended.isPresent();
    }

    long began() {
        return began;
    }

    int toGeneration() {
        return toGeneration;
    }

    boolean inPhase(Phase.Kind kind) {
        return !phases.isEmpty() && phases.getLast().kind() == kind && phases.getLast().toMillis().isEmpty();
    }

    int partitions() {
        return spans.size();
    }

    /** @param cast all members that are known, those who have gone among them */
    Rebalance view(Map<String, Known> cast, long nowMillis) {
        if (isOver() && ready != null) {
            return ready;
        }
        Rebalance view = made(cast, nowMillis);
        // Some time after the end all that was to be read off has been: from then on it stays as it is.
        ready = isOver() && nowMillis > ended.getAsLong() + READ_OFF_MILLIS ? view : null;
        return view;
    }

    private Rebalance made(Map<String, Known> cast, long nowMillis) {
        long last = ended.orElse(Math.max(nowMillis, began));
        List<PartitionStory> stories = new ArrayList<>();
        spans.forEach((partition, of) -> stories.add(new PartitionStory(partition, of, waited(partition, of, last))));
        return new Rebalance(number, group, serverSide, assignor, fromGeneration, toGeneration, rounds, causes, phases, players(cast), stories,
                began, last, ended);
    }

    private OptionalLong waited(TopicPartition partition, List<Span> of, long last) {
        long sum = 0;
        boolean known = false;
        for (Span span : of) {
            OptionalLong from = readings.read(partition, span.fromMillis());
            OptionalLong to = span.toMillis().isPresent() ? readings.read(partition, span.toMillis().getAsLong()) : readings.newest(partition, last);
            if (span.holding().isIdle() && from.isPresent() && to.isPresent()) {
                sum += Math.max(0, to.getAsLong() - from.getAsLong());
                known = true;
            }
        }
        return known ? OptionalLong.of(sum) : OptionalLong.empty();
    }

    private List<Player> players(Map<String, Known> cast) {
        Map<String, Player.Part> all = new LinkedHashMap<>(parts);
        cast.values().stream().filter(Known::isIn).forEach(known -> all.putIfAbsent(known.memberId(), Player.Part.STAYS));
        spans.values().forEach(of -> of.stream().map(Span::memberId).filter(id -> !id.isEmpty()).forEach(id -> all.putIfAbsent(id, Player.Part.STAYS)));
        List<Known> sorted = all.keySet().stream().map(id -> cast.getOrDefault(id, Known.stranger(id)))
                .sorted(Comparator.comparing((Known known) -> all.get(known.memberId()) == Player.Part.LEAVES).thenComparing(Known::name)
                        .thenComparing(Known::memberId)).toList();
        List<Player> players = new ArrayList<>();
        for (Known known : sorted) {
            Long at = back.get(known.memberId());
            players.add(new Player(known.memberId(), known.name(), known.host(), players.size(), all.get(known.memberId()),
                    at == null ? OptionalLong.empty() : OptionalLong.of(at)));
        }
        return players;
    }
}
