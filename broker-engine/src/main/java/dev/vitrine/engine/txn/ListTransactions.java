package dev.vitrine.engine.txn;

import com.google.re2j.Pattern;
import dev.vitrine.engine.observe.TransactionState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsResponseData;

/**
 * Names transactional ids: of certain producers and states (KIP-664), with a transaction older than a duration (v1, KIP-994), with names of a
 * pattern (v2, KIP-1152). What is not asked for does not restrict.
 */
final class ListTransactions {

    private final Set<Long> producers;
    private final boolean byState;
    private final Set<String> states;
    private final long durationMs;
    private final Optional<Pattern> pattern;

    /** @throws com.google.re2j.PatternSyntaxException where the pattern is none */
    ListTransactions(ListTransactionsRequestData request) {
        this.producers = new HashSet<>(request.producerIdFilters());
        this.byState = !request.stateFilters().isEmpty();
        this.states = new HashSet<>(request.stateFilters());
        this.durationMs = request.durationFilter();
        this.pattern = Optional.ofNullable(request.transactionalIdPattern()).filter(text -> !text.isEmpty()).map(Pattern::compile);
    }

    /** Those of the asked states that there are none of. */
    static List<String> unknownStates(ListTransactionsRequestData request) {
        Set<String> known = Arrays.stream(TransactionState.values()).map(TransactionState::label).collect(Collectors.toSet());
        return request.stateFilters().stream().filter(state -> !known.contains(state)).toList();
    }

    List<ListTransactionsResponseData.TransactionState> from(TransactionShard shard, long nowMillis) {
        return shard.transactions().entrySet().stream()
                .filter(entry -> isAsked(entry.getKey(), entry.getValue().metadata(), nowMillis))
                .map(entry -> new ListTransactionsResponseData.TransactionState()
                        .setTransactionalId(entry.getKey())
                        .setProducerId(entry.getValue().metadata().producer().id())
                        .setTransactionState(entry.getValue().metadata().state().label()))
                .toList();
    }

    private boolean isAsked(String id, TransactionMetadata known, long nowMillis) {
        return (producers.isEmpty() || producers.contains(known.producer().id()))
                && (!byState || states.contains(known.state().label()))
                && (durationMs < 0 || nowMillis - known.startedAtMillis() > durationMs)
                && pattern.map(wanted -> wanted.matcher(id).matches()).orElse(true);
    }
}
