package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.FeatureRange;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.quorum.Quorum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData.FeatureUpdateKey;
import org.apache.kafka.common.message.UpdateFeaturesResponseData;
import org.apache.kafka.common.message.UpdateFeaturesResponseData.UpdatableFeatureResult;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.protocol.Errors;

/** Raises and lowers feature levels (KIP-584). All or none: one that can't be done stops the others. */
final class UpdateFeatures {

    private static final String METADATA_VERSION = "metadata.version";
    private static final short WITHOUT_RESULTS = 2;

    private final Ground ground;
    private final Map<String, FeatureRange> supported;

    UpdateFeatures(Ground ground, Map<String, FeatureRange> supported) {
        this.ground = ground;
        this.supported = supported;
    }

    /** @param version of the request: v0 knows one kind of downgrade, v2 has no result per feature */
    Decision<UpdateFeaturesResponseData> decide(UpdateFeaturesRequestData request, short version) {
        for (FeatureUpdateKey update : request.featureUpdates()) {
            Optional<String> refusal = refusal(update, upgradeType(update, version));
            if (refusal.isPresent()) {
                return Decision.nothing(refused(Errors.INVALID_UPDATE_VERSION,
                        "The update failed for all features since the following feature had an error: " + refusal.get()));
            }
        }
        UpdateFeaturesResponseData response = new UpdateFeaturesResponseData().setErrorMessage(null);
        if (version < WITHOUT_RESULTS) {
            request.featureUpdates().forEach(update -> response.results().add(new UpdatableFeatureResult()
                    .setFeature(update.feature())
                    .setErrorMessage(Errors.NONE.name())));
        }
        return request.validateOnly() ? Decision.nothing(response) : changed(request, response);
    }

    static UpdateFeaturesResponseData refused(Errors error, String message) {
        return new UpdateFeaturesResponseData().setErrorCode(error.code()).setErrorMessage(message);
    }

    private static UpgradeType upgradeType(FeatureUpdateKey update, short version) {
        if (version == 0) {
            return update.allowDowngrade() ? UpgradeType.SAFE_DOWNGRADE : UpgradeType.UPGRADE;
        }
        return UpgradeType.fromCode(update.upgradeType());
    }

    private short level(String feature) {
        return feature.equals(Quorum.FEATURE) ? Quorum.KRAFT_VERSION : ground.image().features().getOrDefault(feature, (short) 0);
    }

    private Optional<String> refusal(FeatureUpdateKey update, UpgradeType type) {
        String feature = update.feature();
        short wanted = update.maxVersionLevel();
        FeatureRange range = supported.getOrDefault(feature, FeatureRange.NONE);
        if (type == UpgradeType.UNKNOWN) {
            return invalid(update, "The controller does not support the given upgrade type.");
        }
        if (wanted < 0) {
            return invalid(update, "A feature version cannot be less than 0.");
        }
        if (wanted == 0 && !supported.containsKey(feature)) {
            return invalid(update, "Feature " + feature + " not found.");
        }
        if (!range.contains(wanted)) {
            String controller = "Local controller " + ground.image().controllerId() + " ";
            return invalid(update, range.max() == 0 ? controller + "does not support this feature."
                    : controller + "only supports versions " + range.min() + "-" + range.max());
        }
        if (wanted < level(feature) && type == UpgradeType.UPGRADE) {
            return invalid(update, "Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade.");
        }
        if (wanted > level(feature) && type != UpgradeType.UPGRADE) {
            return invalid(update, "Can't downgrade to a newer version.");
        }
        if (wanted < level(feature) && feature.equals(Quorum.FEATURE)) {
            return invalid(update, "Can't downgrade the version of this feature.");
        }
        return wanted < level(feature) && feature.equals(METADATA_VERSION) ? metadataDowngrade(wanted, type) : Optional.empty();
    }

    private static Optional<String> invalid(FeatureUpdateKey update, String why) {
        return Optional.of("Invalid update version " + update.maxVersionLevel() + " for feature " + update.feature() + ". " + why);
    }

    private Optional<String> metadataDowngrade(short wanted, UpgradeType type) {
        return Optional.of("Unsupported metadata.version downgrade from " + level(METADATA_VERSION) + " to " + wanted + ". "
                + (type == UpgradeType.UNSAFE_DOWNGRADE ? "Unsafe metadata downgrade is not supported in this version."
                : "Refusing to perform the requested downgrade because it might delete metadata information."));
    }

    private Decision<UpdateFeaturesResponseData> changed(UpdateFeaturesRequestData request, UpdateFeaturesResponseData response) {
        List<MetadataRecord> records = new ArrayList<>();
        Map<String, Optional<String>> values = new TreeMap<>();
        for (FeatureUpdateKey update : request.featureUpdates()) {
            if (update.maxVersionLevel() != level(update.feature())) {
                records.add(MetadataRecord.of(new FeatureLevelRecord().setName(update.feature()).setFeatureLevel(update.maxVersionLevel())));
                values.put(update.feature(), Optional.of(Short.toString(update.maxVersionLevel())));
            }
        }
        List<Event> events = values.isEmpty() ? List.of() : List.of(new Event.ConfigChanged("feature levels", values));
        return new Decision<>(records, response, events);
    }
}
