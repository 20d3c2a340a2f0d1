package dev.vitrine.engine.observe;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What only a member of a consumer group (KIP-848) has.
 *
 * @param epoch         that it has come to; −2 while a static member is away
 * @param previousEpoch the one before: its client may not have heard of the new one
 * @param state         {@code STABLE}, {@code UNREVOKED_PARTITIONS}, {@code UNRELEASED_PARTITIONS}, {@code UNKNOWN}
 * @param regex         the pattern of its subscription
 * @param classic       whether it speaks the classic protocol inside the consumer group
 * @param target        the partitions it should have
 * @param revoking      the partitions it was told to give up
 */
public record ConsumerMemberView(
        int epoch,
        int previousEpoch,
        String state,
        Optional<String> regex,
        Optional<String> rack,
        boolean classic,
        List<TopicPartition> target,
        List<TopicPartition> revoking) {

    public ConsumerMemberView {
        target = List.copyOf(target);
        revoking = List.copyOf(revoking);
    }
}
