package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.BrokerRegistrationRequestData;
import org.apache.kafka.common.message.BrokerRegistrationRequestData.Feature;
import org.apache.kafka.common.message.BrokerRegistrationResponseData;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord.BrokerEndpoint;
import org.apache.kafka.common.metadata.RegisterBrokerRecord.BrokerFeature;
import org.apache.kafka.common.protocol.Errors;

/**
 * A life of a broker begins: fenced, until it says that it has taken in what it was told. Feature levels that nobody has settled yet are settled first.
 * Where it was there before, it first leaves what it was in sync with: whoever leads from then on does so in a new leader epoch, so that who read what
 * an unclean stop took away can tell (KIP-101, KIP-320), and a broker that may have lost something leads nothing by right (KIP-966).
 */
final class RegisterBroker {

    private final Ground ground;
    private final Map<String, Short> features;
    private final Sessions sessions;
    private final long nowMs;

    /** @param features levels that a new cluster begins with (KIP-584) */
    RegisterBroker(Ground ground, Map<String, Short> features, Sessions sessions, long nowMs) {
        this.ground = ground;
        this.features = features;
        this.sessions = sessions;
        this.nowMs = nowMs;
    }

    /** @param nextEpoch makes one for a new life, greater than all before: where in the log it will stand, about */
    Decision<BrokerRegistrationResponseData> decide(BrokerRegistrationRequestData request, LongSupplier nextEpoch) {
        Optional<BrokerImage> before = ground.image().broker(request.brokerId());
        Optional<Refusal> refusal = refusal(request, before);
        if (refusal.isPresent()) {
            return Decision.nothing(new BrokerRegistrationResponseData().setErrorCode(refusal.get().error().code()));
        }
        boolean same = before.filter(known -> known.registration().incarnation().equals(request.incarnationId())).isPresent();
        long mine = same ? before.orElseThrow().epoch() : nextEpoch.getAsLong();
        BrokerTurns turns = new BrokerTurns(ground);
        List<MetadataRecord> records = new ArrayList<>(newFeatures());
        records.addAll(turns.movedTo(request.brokerId(), request.logDirs()));
        if (!same) {
            boolean clean = before.filter(known -> known.epoch() == request.previousBrokerEpoch()).isPresent();
            records.addAll(turns.restarted(request.brokerId(), clean));
        }
        records.add(registration(request, mine, same ? before : Optional.empty()));
        sessions.begin(request.brokerId(), mine, nowMs);
        List<String> addresses = request.listeners().stream()
                .map(listener -> listener.name() + "://" + listener.host() + ":" + listener.port()).toList();
        return new Decision<>(records, new BrokerRegistrationResponseData().setBrokerEpoch(mine),
                List.of(new Event.BrokerStarted(request.brokerId(), addresses))); // what it leads is told when it is unfenced, in a moment
    }

    private Optional<Refusal> refusal(BrokerRegistrationRequestData request, Optional<BrokerImage> before) {
        if (!request.clusterId().equals(ground.image().clusterId())) {
            return refuse(Errors.INCONSISTENT_CLUSTER_ID, "it belongs to cluster " + request.clusterId());
        }
        boolean another = before.filter(known -> !known.registration().incarnation().equals(request.incarnationId())
                && sessions.isAlive(known, nowMs)).isPresent();
        return another ? refuse(Errors.DUPLICATE_BROKER_REGISTRATION, "another broker of that id is there") : featureRefusal(request);
    }

    private Optional<Refusal> featureRefusal(BrokerRegistrationRequestData request) {
        for (Map.Entry<String, Short> level : ground.image().features().entrySet()) {
            Feature range = request.features().find(level.getKey());
            if (range == null || level.getValue() < range.minSupportedVersion() || level.getValue() > range.maxSupportedVersion()) {
                return refuse(Errors.UNSUPPORTED_VERSION, "it can't work at level " + level.getValue() + " of " + level.getKey());
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(Errors error, String why) {
        return Optional.of(new Refusal(error, why));
    }

    /**
     * A new cluster begins with all of them; one made by an earlier version gets what came since. What somebody has switched off stays off.
     * With eligible leader replicas (KIP-966) Kafka notes the cluster's min.insync.replicas down, so that it can't differ between brokers.
     */
    private List<MetadataRecord> newFeatures() {
        ClusterImage image = ground.image();
        List<MetadataRecord> records = new ArrayList<>();
        features.forEach((name, level) -> {
            if (!image.settledFeatures().containsKey(name)) {
                records.add(MetadataRecord.of(new FeatureLevelRecord().setName(name).setFeatureLevel(level)));
            }
        });
        ConfigResource allBrokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        boolean eligibleReplicas = features.containsKey(Ground.ELIGIBLE_LEADER_REPLICAS)
                && !image.settledFeatures().containsKey(Ground.ELIGIBLE_LEADER_REPLICAS);
        if (eligibleReplicas && !image.configs(allBrokers).containsKey(Ground.MIN_IN_SYNC)) {
            records.add(TopicRecords.config(allBrokers, Ground.MIN_IN_SYNC, String.valueOf(ground.settings().value(Ground.MIN_IN_SYNC))));
        }
        return records;
    }

    /** @param same the registration that is only amended; empty for a new life */
    private static MetadataRecord registration(BrokerRegistrationRequestData request, long epoch, Optional<BrokerImage> same) {
        RegisterBrokerRecord record = new RegisterBrokerRecord()
                .setBrokerId(request.brokerId())
                .setIncarnationId(request.incarnationId())
                .setBrokerEpoch(epoch)
                .setRack(request.rack())
                .setLogDirs(request.logDirs())
                .setFenced(same.map(BrokerImage::fenced).orElse(true))
                .setInControlledShutdown(same.map(BrokerImage::shuttingDown).orElse(false));
        request.listeners().forEach(listener -> record.endPoints().add(new BrokerEndpoint()
                .setName(listener.name()).setHost(listener.host()).setPort(listener.port()).setSecurityProtocol(listener.securityProtocol())));
        request.features().forEach(feature -> record.features().add(new BrokerFeature()
                .setName(feature.name()).setMinSupportedVersion(feature.minSupportedVersion()).setMaxSupportedVersion(feature.maxSupportedVersion())));
        return MetadataRecord.of(record);
    }
}
