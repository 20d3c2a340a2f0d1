package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.quota.MutationQuota;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a decision stands on.
 *
 * @param settings what the controller was started with
 * @param newId    makes topic ids
 * @param random   chooses where the first replica of a topic goes
 * @param quota    how many partitions whoever asks may still make or delete
 */
record Ground(ClusterImage image, BrokerSettings settings, Supplier<Uuid> newId, RandomGenerator random, MutationQuota quota) {

    static final Refusal THROTTLED = new Refusal(Errors.THROTTLING_QUOTA_EXCEEDED, Errors.THROTTLING_QUOTA_EXCEEDED.message());
}
