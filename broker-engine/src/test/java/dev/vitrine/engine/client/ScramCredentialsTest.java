package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.admin.UserScramCredentialsDescription;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.errors.UnacceptableCredentialException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users' SCRAM credentials by Java's Admin (KIP-554): nobody has to log in yet, but who will is known by then. */
@Timeout(120)
class ScramCredentialsTest {

    @TempDir
    private Path data;

    private static ScramCredentialInfo info(ScramMechanism mechanism, int iterations) {
        return new ScramCredentialInfo(mechanism, iterations);
    }

    @Test
    void credentials_are_given_told_of_and_taken_away_and_outlive_a_crash() {
        try (TestBroker broker = TestBroker.start(data); Admin admin = new Clients(broker.bootstrap()).admin()) {
            done(admin.alterUserScramCredentials(List.of(
                    new UserScramCredentialUpsertion("alice", info(ScramMechanism.SCRAM_SHA_256, 8192), "secret"),
                    new UserScramCredentialUpsertion("bob", info(ScramMechanism.SCRAM_SHA_512, 4096), "hidden"))).all());
            done(admin.alterUserScramCredentials(List.of(
                    new UserScramCredentialUpsertion("alice", info(ScramMechanism.SCRAM_SHA_512, 4096), "secret"))).all());
            broker.crashAndRestart();
            assertThat(done(admin.describeUserScramCredentials().all())).containsOnlyKeys("alice", "bob")
                    .extractingByKey("alice").extracting(UserScramCredentialsDescription::credentialInfos).asList()
                    .containsExactlyInAnyOrder(info(ScramMechanism.SCRAM_SHA_256, 8192), info(ScramMechanism.SCRAM_SHA_512, 4096));

            done(admin.alterUserScramCredentials(List.of(new UserScramCredentialDeletion("bob", ScramMechanism.SCRAM_SHA_512))).all());
            assertThat(done(admin.describeUserScramCredentials().users())).containsExactly("alice");
            assertThatThrownBy(() -> admin.describeUserScramCredentials(List.of("bob")).description("bob").get())
                    .hasCauseInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() -> admin.alterUserScramCredentials(List.of(
                    new UserScramCredentialUpsertion("carol", info(ScramMechanism.SCRAM_SHA_256, 1000), "secret"))).all().get())
                    .hasCauseInstanceOf(UnacceptableCredentialException.class).hasMessageContaining("Too few iterations");
        }
    }
}
