package dev.vitrine.engine;

import dev.vitrine.engine.replica.TransactionGate;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** Where there is no transaction coordinator, none can be asked. */
final class NoTransactions implements TransactionGate {

    @Override
    public void verify(Question question, Consumer<Map<TopicPartition, Errors>> answer) {
        answer.accept(question.partitions().stream().collect(Collectors.toMap(Function.identity(), name -> Errors.COORDINATOR_NOT_AVAILABLE)));
    }

    @Override
    public void add(Question question, Consumer<Map<TopicPartition, Errors>> answer) {
        verify(question, answer);
    }
}
