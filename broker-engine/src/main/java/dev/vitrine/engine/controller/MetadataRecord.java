package dev.vitrine.engine.controller;

import org.apache.kafka.common.metadata.BrokerRegistrationChangeRecord;
import org.apache.kafka.common.metadata.ClearElrRecord;
import org.apache.kafka.common.metadata.ClientQuotaRecord;
import org.apache.kafka.common.metadata.ConfigRecord;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.ProducerIdsRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.metadata.RemoveTopicRecord;
import org.apache.kafka.common.metadata.RemoveUserScramCredentialRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.metadata.UnregisterBrokerRecord;
import org.apache.kafka.common.metadata.UserScramCredentialRecord;
import org.apache.kafka.common.protocol.ApiMessage;

/** One record of the metadata log: Kafka's own message, and the version it is written in: that of Kafka 4.3 with all its features on. */
public record MetadataRecord(ApiMessage message, short version) {

    static MetadataRecord of(RegisterBrokerRecord message) {
        return new MetadataRecord(message, (short) 4);
    }

    static MetadataRecord of(FeatureLevelRecord message) {
        return new MetadataRecord(message, (short) 0);
    }

    static MetadataRecord of(TopicRecord message) {
        return new MetadataRecord(message, (short) 0);
    }

    static MetadataRecord of(PartitionRecord message) {
        return new MetadataRecord(message, (short) 2);
    }

    static MetadataRecord of(PartitionChangeRecord message) {
        return new MetadataRecord(message, (short) 2);
    }

    static MetadataRecord of(RemoveTopicRecord message) {
        return new MetadataRecord(message, (short) 0);
    }

    static MetadataRecord of(ConfigRecord message) {
        return new MetadataRecord(message, (short) 0);
    }

    static MetadataRecord of(ProducerIdsRecord message) {
        return new MetadataRecord(message, (short) 0);
    }

    static MetadataRecord of(ClientQuotaRecord message) {
        return new MetadataRecord(message, (short) 0);
    }

    static MetadataRecord of(UserScramCredentialRecord message) {
        return new MetadataRecord(message, (short) 0);
    }

    static MetadataRecord of(RemoveUserScramCredentialRecord message) {
        return new MetadataRecord(message, (short) 0);
    }

    /** Version 1 knows brokers that shut down; Kafka writes 0 where nothing of that is said. */
    static MetadataRecord of(BrokerRegistrationChangeRecord message) {
        return new MetadataRecord(message, (short) (message.inControlledShutdown() == 0 ? 0 : 1));
    }

    static MetadataRecord of(ClearElrRecord message) {
        return new MetadataRecord(message, (short) 0);
    }

    static MetadataRecord of(UnregisterBrokerRecord message) {
        return new MetadataRecord(message, (short) 0);
    }
}
