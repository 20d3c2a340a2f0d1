package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData.ScramCredentialDeletion;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData.ScramCredentialUpsertion;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData.AlterUserScramCredentialsResult;
import org.apache.kafka.common.metadata.RemoveUserScramCredentialRecord;
import org.apache.kafka.common.metadata.UserScramCredentialRecord;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

class AlterUserScramCredentialsTest {

    private static final byte[] SALTED = "a salted password".getBytes(StandardCharsets.UTF_8);

    private final ClusterFixture cluster = ClusterFixture.ofOne();

    private static ScramCredentialUpsertion given(String user, ScramMechanism mechanism, int iterations) {
        return new ScramCredentialUpsertion().setName(user).setMechanism(mechanism.type()).setIterations(iterations)
                .setSalt(new byte[] {1, 2}).setSaltedPassword(SALTED);
    }

    private Errors alter(List<ScramCredentialUpsertion> given, ScramCredentialDeletion... taken) {
        List<AlterUserScramCredentialsResult> results = cluster.decide(ground -> new AlterUserScramCredentials(ground).decide(
                new AlterUserScramCredentialsRequestData().setUpsertions(given).setDeletions(List.of(taken)))).results();
        return Errors.forCode(results.getFirst().errorCode());
    }

    @ParameterizedTest
    @EnumSource(value = ScramMechanism.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void what_is_kept_are_the_keys_that_kafka_derives_and_not_what_they_were_derived_from(ScramMechanism mechanism) throws Exception {
        assertThat(alter(List.of(given("alice", mechanism, 4096)))).isEqualTo(Errors.NONE);

        UserScramCredentialRecord record = (UserScramCredentialRecord) cluster.messages().getFirst();
        ScramFormatter kafka = new ScramFormatter(
                org.apache.kafka.common.security.scram.internals.ScramMechanism.forMechanismName(mechanism.mechanismName()));
        assertThat(record.storedKey()).isEqualTo(kafka.storedKey(kafka.clientKey(SALTED)));
        assertThat(record.serverKey()).isEqualTo(kafka.serverKey(SALTED));
        assertThat(record.salt()).containsExactly(1, 2);
        assertThat(cluster.image().credentials("alice").get(mechanism).iterations()).isEqualTo(4096);
        assertThat(cluster.events.toString()).as("observers learn that, not what").contains("alice", "4096").doesNotContain("salt");
    }

    @Test
    void a_credential_is_changed_and_taken_away_mechanism_by_mechanism() {
        alter(List.of(given("alice", ScramMechanism.SCRAM_SHA_256, 4096)));
        alter(List.of(given("alice", ScramMechanism.SCRAM_SHA_512, 4096)));
        alter(List.of(given("alice", ScramMechanism.SCRAM_SHA_256, 8192)));
        assertThat(cluster.image().credentials("alice")).containsOnlyKeys(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512);

        ScramCredentialDeletion gone = new ScramCredentialDeletion().setName("alice").setMechanism(ScramMechanism.SCRAM_SHA_512.type());
        assertThat(alter(List.of(), gone)).isEqualTo(Errors.NONE);
        assertThat(cluster.messages()).singleElement().isInstanceOf(RemoveUserScramCredentialRecord.class);
        assertThat(cluster.image().credentials("alice").get(ScramMechanism.SCRAM_SHA_256).iterations()).isEqualTo(8192);
        assertThat(alter(List.of(), gone)).isEqualTo(Errors.RESOURCE_NOT_FOUND);

        alter(List.of(), new ScramCredentialDeletion().setName("alice").setMechanism(ScramMechanism.SCRAM_SHA_256.type()));
        assertThat(cluster.image().usersWithCredentials()).isEmpty();
    }

    @Test
    void a_user_that_is_named_twice_keeps_what_it_has() {
        assertThat(alter(List.of(given("alice", ScramMechanism.SCRAM_SHA_256, 4096), given("alice", ScramMechanism.SCRAM_SHA_512, 4096))))
                .isEqualTo(Errors.DUPLICATE_RESOURCE);
        assertThat(cluster.records).isEmpty();
    }
}
