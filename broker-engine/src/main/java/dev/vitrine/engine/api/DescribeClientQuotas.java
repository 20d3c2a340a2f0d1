package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.QuotaEntity;
import dev.vitrine.engine.metadata.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData.ComponentData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData.EntityData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData.EntryData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData.ValueData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Tells the quotas of users, client ids and addresses (KIP-546). */
public final class DescribeClientQuotas extends Api<DescribeClientQuotasRequestData, DescribeClientQuotasResponseData> {

    private static final byte EXACT = 0;
    private static final byte DEFAULT = 1;
    private static final byte SPECIFIED = 2;

    private final MetadataCache metadata;

    public DescribeClientQuotas(MetadataCache metadata) {
        super(ApiKeys.DESCRIBE_CLIENT_QUOTAS, 0, 1);
        this.metadata = metadata;
    }

    @Override
    public CompletionStage<DescribeClientQuotasResponseData> answer(RequestContext context, DescribeClientQuotasRequestData request) {
        Optional<Refusal> refusal = refusal(request.components());
        if (refusal.isPresent()) {
            return now(new DescribeClientQuotasResponseData()
                    .setErrorCode(refusal.get().error().code())
                    .setErrorMessage(refusal.get().message())
                    .setEntries(null));
        }
        DescribeClientQuotasResponseData response = new DescribeClientQuotasResponseData().setEntries(new ArrayList<>());
        metadata.image().quotas().forEach((entity, quotas) -> {
            if (matches(entity, request)) {
                response.entries().add(entry(entity, quotas));
            }
        });
        return now(response);
    }

    private static Optional<Refusal> refusal(List<ComponentData> components) {
        Set<String> kinds = new HashSet<>();
        for (ComponentData component : components) {
            Optional<Refusal> refusal = refusal(component);
            if (refusal.isPresent()) {
                return refusal;
            }
            if (!kinds.add(component.entityType())) {
                return refuse(Errors.INVALID_REQUEST,
                        "Entity type " + component.entityType() + " cannot appear more than once in the filter.");
            }
        }
        return kinds.contains(QuotaEntity.IP) && kinds.size() > 1
                ? refuse(Errors.INVALID_REQUEST, "Invalid entity filter component combination. IP filter component should not be used with "
                        + "user or clientId filter component.")
                : Optional.empty();
    }

    private static Optional<Refusal> refusal(ComponentData component) {
        String kind = component.entityType();
        if (kind.isEmpty()) {
            return refuse(Errors.INVALID_REQUEST, "Invalid empty entity type.");
        }
        if (!List.of(QuotaEntity.USER, QuotaEntity.CLIENT_ID, QuotaEntity.IP).contains(kind)) {
            return refuse(Errors.UNSUPPORTED_VERSION, "Unsupported entity type " + kind);
        }
        boolean named = component.match() != null;
        return switch (component.matchType()) {
            case EXACT -> named ? Optional.empty()
                    : refuse(Errors.INVALID_REQUEST, "Request specified MATCH_TYPE_EXACT, but set match string to null.");
            case DEFAULT -> named
                    ? refuse(Errors.INVALID_REQUEST, "Request specified MATCH_TYPE_DEFAULT, but also specified a match string.") : Optional.empty();
            case SPECIFIED -> named
                    ? refuse(Errors.INVALID_REQUEST, "Request specified MATCH_TYPE_SPECIFIED, but also specified a match string.") : Optional.empty();
            default -> refuse(Errors.INVALID_REQUEST, "Unknown match type " + component.matchType());
        };
    }

    private static Optional<Refusal> refuse(Errors error, String message) {
        return Optional.of(new Refusal(error, message));
    }

    /** Strictly, an entity has no kind that wasn't asked for. */
    private static boolean matches(QuotaEntity entity, DescribeClientQuotasRequestData request) {
        return request.components().stream().allMatch(component -> matches(entity.names(), component))
                && (!request.strict() || entity.names().size() == request.components().size());
    }

    private static boolean matches(Map<String, String> names, ComponentData component) {
        if (!names.containsKey(component.entityType())) {
            return false;
        }
        String name = names.get(component.entityType());
        return switch (component.matchType()) {
            case EXACT -> component.match().equals(name);
            case DEFAULT -> name == null;
            default -> true;
        };
    }

    private static EntryData entry(QuotaEntity entity, Map<String, Double> quotas) {
        EntryData entry = new EntryData();
        entity.names().forEach((kind, name) -> entry.entity().add(new EntityData().setEntityType(kind).setEntityName(name)));
        inKafkasOrder(quotas).forEach((key, value) -> entry.values().add(new ValueData().setKey(key).setValue(value)));
        return entry;
    }

    /**
     * The order in which Kafka's hash maps come to hold what was set at once: first in one for what changes, then in one that grows. Nobody is promised
     * it, and yet programs were written that compare the whole list.
     */
    private static Map<String, Double> inKafkasOrder(Map<String, Double> quotas) {
        Map<String, Double> changes = new HashMap<>();
        quotas.forEach(changes::put); // one by one: a map that is made of another has another size
        Map<String, Double> growing = new HashMap<>(0);
        changes.forEach(growing::put);
        return growing;
    }
}
