package dev.vitrine.engine.metadata;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.server.config.QuotaConfig;

/** Which quotas there are for whom, and what values they may have: Kafka's definitions, in Kafka's words. */
public final class QuotaRules {

    private static final Set<String> KINDS = Set.of(QuotaEntity.USER, QuotaEntity.CLIENT_ID, QuotaEntity.IP);

    private QuotaRules() {}

    /** Why nobody can have such a name. */
    public static Optional<String> refusal(QuotaEntity entity) {
        if (entity.names().isEmpty()) {
            return Optional.of("Invalid empty client quota entity");
        }
        for (Map.Entry<String, String> part : entity.names().entrySet()) {
            if (!KINDS.contains(part.getKey())) {
                return Optional.of("Unhandled client quota entity type: " + part.getKey());
            }
            if (part.getValue() != null && part.getValue().isEmpty()) {
                return Optional.of("Empty " + part.getKey() + " not supported");
            }
        }
        if (entity.names().containsKey(QuotaEntity.IP)) {
            return addressRefusal(entity);
        }
        return Optional.empty();
    }

    private static Optional<String> addressRefusal(QuotaEntity entity) {
        if (entity.names().size() > 1) {
            return Optional.of("Invalid quota entity combination, IP entity shouldnot be combined with User or ClientId");
        }
        String address = entity.names().get(QuotaEntity.IP);
        try {
            if (address != null) {
                InetAddress.getByName(address);
            }
            return Optional.empty();
        } catch (UnknownHostException unknown) {
            return Optional.of(address + " is not a valid IP or resolvable host.");
        }
    }

    /** Why this entity can't have this quota. @param value empty where it is to be taken away: that may be said of one that it never had */
    public static Optional<String> refusal(QuotaEntity entity, String key, Optional<Double> value) {
        ConfigDef.ConfigKey definition = definitions(entity).get(key);
        if (definition == null) {
            return value.map(wanted -> "Invalid configuration key " + key);
        }
        return value.flatMap(wanted -> valueRefusal(definition, wanted));
    }

    private static Map<String, ConfigDef.ConfigKey> definitions(QuotaEntity entity) {
        return entity.names().containsKey(QuotaEntity.IP) ? QuotaConfig.ipConfigs().configKeys() : QuotaConfig.userAndClientQuotaConfigs().configKeys();
    }

    private static Optional<String> valueRefusal(ConfigDef.ConfigKey definition, double wanted) {
        if (wanted <= 0) {
            return Optional.of("Quota " + definition.name + " must be greater than 0");
        }
        boolean whole = definition.type == ConfigDef.Type.LONG || definition.type == ConfigDef.Type.INT;
        if (whole && wanted != Math.rint(wanted)) {
            return Optional.of(definition.name + " cannot be a fractional value.");
        }
        double most = definition.type == ConfigDef.Type.INT ? Integer.MAX_VALUE : Long.MAX_VALUE;
        return whole && wanted > most ? Optional.of("Proposed value for " + definition.name + " is too large for "
                + (definition.type == ConfigDef.Type.INT ? "an INT" : "a LONG") + ".") : Optional.empty();
    }
}
