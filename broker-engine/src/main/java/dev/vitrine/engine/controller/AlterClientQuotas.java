package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.QuotaEntity;
import dev.vitrine.engine.metadata.QuotaRules;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntryData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.OpData;
import org.apache.kafka.common.message.AlterClientQuotasResponseData;
import org.apache.kafka.common.metadata.ClientQuotaRecord;
import org.apache.kafka.common.protocol.Errors;

/** Sets and takes away quotas of users, client ids and addresses (KIP-546). */
final class AlterClientQuotas {

    private final Ground ground;

    AlterClientQuotas(Ground ground) {
        this.ground = ground;
    }

    Decision<AlterClientQuotasResponseData> decide(AlterClientQuotasRequestData request) {
        Map<QuotaEntity, Optional<String>> refusals = new LinkedHashMap<>(); // one answer for each, though it be named twice
        Decision.Draft draft = new Decision.Draft();
        for (EntryData entry : request.entries()) {
            QuotaEntity entity = entity(entry);
            Optional<String> refusal = repeated(entry, entity, refusals.keySet()).or(() -> refusal(entry, entity));
            if (refusal.isEmpty() && !request.validateOnly()) {
                write(entry, entity, draft);
            }
            refusals.put(entity, refusal);
        }
        AlterClientQuotasResponseData response = new AlterClientQuotasResponseData();
        refusals.forEach((entity, refusal) -> response.entries().add(
                result(entity, refusal.isPresent() ? Errors.INVALID_REQUEST : Errors.NONE, refusal.orElse(null))));
        return draft.decide(response);
    }

    static AlterClientQuotasResponseData refused(AlterClientQuotasRequestData request, Errors error) {
        AlterClientQuotasResponseData response = new AlterClientQuotasResponseData();
        request.entries().forEach(entry -> response.entries().add(result(entity(entry), error, error.message())));
        return response;
    }

    /** Of a kind that is named twice, the last name counts. */
    private static QuotaEntity entity(EntryData entry) {
        Map<String, String> names = new TreeMap<>();
        entry.entity().forEach(part -> names.put(part.entityType(), part.entityName()));
        return QuotaEntity.of(names);
    }

    private static AlterClientQuotasResponseData.EntryData result(QuotaEntity entity, Errors error, String message) {
        AlterClientQuotasResponseData.EntryData result = new AlterClientQuotasResponseData.EntryData()
                .setErrorCode(error.code())
                .setErrorMessage(message);
        entity.names().forEach((kind, name) -> result.entity().add(
                new AlterClientQuotasResponseData.EntityData().setEntityType(kind).setEntityName(name)));
        return result;
    }

    private static Optional<String> repeated(EntryData entry, QuotaEntity entity, Set<QuotaEntity> seen) {
        Set<String> keys = new HashSet<>();
        boolean again = seen.contains(entity) || !entry.ops().stream().allMatch(op -> keys.add(op.key()));
        return again ? Optional.of("Ignoring duplicate entity ClientQuotaEntity(entries=" + entity.names() + ")") : Optional.empty();
    }

    private static Optional<String> refusal(EntryData entry, QuotaEntity entity) {
        return QuotaRules.refusal(entity).or(() -> entry.ops().stream()
                .map(op -> QuotaRules.refusal(entity, op.key(), value(op)))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static Optional<Double> value(OpData op) {
        return op.remove() ? Optional.empty() : Optional.of(op.value());
    }

    private void write(EntryData entry, QuotaEntity entity, Decision.Draft draft) {
        Map<String, Double> before = ground.image().quotas().getOrDefault(entity, Map.of());
        List<MetadataRecord> records = new ArrayList<>();
        Map<String, Optional<String>> values = new TreeMap<>();
        for (OpData op : entry.ops()) {
            Double wanted = value(op).orElse(null);
            if (!Objects.equals(before.get(op.key()), wanted)) {
                records.add(record(entity, op));
                values.put(op.key(), value(op).map(String::valueOf));
            }
        }
        if (!records.isEmpty()) {
            draft.write(records, new Event.ConfigChanged("quota of " + words(entity), values));
        }
    }

    private static MetadataRecord record(QuotaEntity entity, OpData op) {
        ClientQuotaRecord record = new ClientQuotaRecord().setKey(op.key()).setRemove(op.remove()).setValue(op.remove() ? 0 : op.value());
        entity.names().forEach((kind, name) -> record.entity().add(
                new ClientQuotaRecord.EntityData().setEntityType(kind).setEntityName(name)));
        return MetadataRecord.of(record);
    }

    private static String words(QuotaEntity entity) {
        return entity.names().entrySet().stream()
                .map(part -> part.getKey() + " " + (part.getValue() == null ? "(default)" : part.getValue()))
                .collect(Collectors.joining(", "));
    }
}
