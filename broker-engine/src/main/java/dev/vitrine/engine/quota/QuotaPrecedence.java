package dev.vitrine.engine.quota;

import dev.vitrine.engine.metadata.QuotaEntity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of many quotas holds for a client: the most particular. In this order: user and client id, user and any client id, user, any user and
 * client id, any user and any client id, any user, client id, any client id.
 */
final class QuotaPrecedence {

    /** Who shares what is allowed; empty where it doesn't matter. */
    record Sharers(String user, String clientId) {}

    /** A quota that was found. */
    record Found(double limit, Sharers sharers) {}

    /** One step; true where that kind is part of the entity, and whether its own name is meant or the default. */
    private record Step(boolean hasUser, boolean ownUser, boolean hasClient, boolean ownClient) {}

    private static final List<Step> STEPS = List.of(
            new Step(true, true, true, true),
            new Step(true, true, true, false),
            new Step(true, true, false, false),
            new Step(true, false, true, true),
            new Step(true, false, true, false),
            new Step(true, false, false, false),
            new Step(false, false, true, true),
            new Step(false, false, true, false));

    private QuotaPrecedence() {}

    static Optional<Found> find(Map<QuotaEntity, Map<String, Double>> quotas, QuotaKind kind, String user, String clientId) {
        for (Step step : STEPS) {
            Double limit = quotas.getOrDefault(entity(step, user, clientId), Map.of()).get(kind.key());
            if (limit != null) {
                return Optional.of(new Found(limit, new Sharers(step.hasUser() ? user : "", step.hasClient() ? clientId : "")));
            }
        }
        return Optional.empty();
    }

    private static QuotaEntity entity(Step step, String user, String clientId) {
        Map<String, String> names = new HashMap<>();
        if (step.hasUser()) {
            names.put(QuotaEntity.USER, step.ownUser() ? user : null);
        }
        if (step.hasClient()) {
            names.put(QuotaEntity.CLIENT_ID, step.ownClient() ? clientId : null);
        }
        return QuotaEntity.of(names);
    }
}
