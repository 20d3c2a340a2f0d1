package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.observe.Event;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData.ScramCredentialDeletion;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData.ScramCredentialUpsertion;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData.AlterUserScramCredentialsResult;
import org.apache.kafka.common.metadata.RemoveUserScramCredentialRecord;
import org.apache.kafka.common.metadata.UserScramCredentialRecord;
import org.apache.kafka.common.protocol.Errors;

/**
 * Gives users credentials and takes them away (KIP-554). One change per user and request; each user stands for itself.
 *
 * <p>A client sends the salted password. What is kept of it is derived here, so that a metadata log in the wrong hands is of no use to log in with.
 */
final class AlterUserScramCredentials {

    private static final int FEWEST_ITERATIONS = 4096;
    private static final int MOST_ITERATIONS = 16384;
    private static final Refusal TWICE =
            new Refusal(Errors.DUPLICATE_RESOURCE, "A user credential cannot be altered twice in the same request");

    private final Ground ground;
    /** What became of each user, and what is written for it. */
    private final Map<String, Change> changes = new LinkedHashMap<>();

    private sealed interface Change {

        record Refused(Refusal why) implements Change {}

        record Written(MetadataRecord record, ScramMechanism mechanism, Optional<String> told) implements Change {}
    }

    AlterUserScramCredentials(Ground ground) {
        this.ground = ground;
    }

    Decision<AlterUserScramCredentialsResponseData> decide(AlterUserScramCredentialsRequestData request) {
        request.deletions().forEach(deletion -> note(deletion.name(), delete(deletion)));
        request.upsertions().forEach(upsertion -> note(upsertion.name(), upsert(upsertion)));
        AlterUserScramCredentialsResponseData response = new AlterUserScramCredentialsResponseData();
        Decision.Draft draft = new Decision.Draft();
        changes.forEach((user, change) -> {
            switch (change) {
                case Change.Refused(Refusal why) -> response.results().add(result(user, why.error(), why.message()));
                case Change.Written(MetadataRecord record, ScramMechanism mechanism, Optional<String> told) -> {
                    response.results().add(result(user, Errors.NONE, null));
                    draft.write(List.of(record), new Event.ConfigChanged("credentials of user " + user, Map.of(mechanism.mechanismName(), told)));
                }
            }
        });
        return draft.decide(response);
    }

    static AlterUserScramCredentialsResponseData refused(AlterUserScramCredentialsRequestData request, Errors error) {
        AlterUserScramCredentialsResponseData response = new AlterUserScramCredentialsResponseData();
        Map<String, Errors> users = new LinkedHashMap<>();
        request.deletions().forEach(deletion -> users.put(deletion.name(), error));
        request.upsertions().forEach(upsertion -> users.put(upsertion.name(), error));
        users.keySet().forEach(user -> response.results().add(result(user, error, error.message())));
        return response;
    }

    private static AlterUserScramCredentialsResult result(String user, Errors error, String message) {
        return new AlterUserScramCredentialsResult().setUser(user).setErrorCode(error.code()).setErrorMessage(message);
    }

    /** A user that is named twice keeps what it has; an error that it has already stays. */
    private void note(String user, Change change) {
        changes.merge(user, change, (first, second) -> first instanceof Change.Refused ? first : new Change.Refused(TWICE));
    }

    private Change delete(ScramCredentialDeletion deletion) {
        ScramMechanism mechanism = ScramMechanism.fromType(deletion.mechanism());
        Optional<Refusal> refusal = refusal(deletion.name(), mechanism).or(() -> exists(deletion.name(), mechanism) ? Optional.empty()
                : refuse(Errors.RESOURCE_NOT_FOUND, "Attempt to delete a user credential that does not exist"));
        return refusal.<Change>map(Change.Refused::new).orElseGet(() -> new Change.Written(MetadataRecord.of(
                new RemoveUserScramCredentialRecord().setName(deletion.name()).setMechanism(mechanism.type())), mechanism, Optional.empty()));
    }

    private boolean exists(String user, ScramMechanism mechanism) {
        return ground.image().credentials(user).containsKey(mechanism);
    }

    private static Change upsert(ScramCredentialUpsertion upsertion) {
        ScramMechanism mechanism = ScramMechanism.fromType(upsertion.mechanism());
        return refusal(upsertion.name(), mechanism).or(() -> refusal(upsertion.iterations()))
                .<Change>map(Change.Refused::new).orElseGet(() -> written(upsertion, mechanism));
    }

    private static Optional<Refusal> refusal(String user, ScramMechanism mechanism) {
        if (user.isEmpty()) {
            return refuse(Errors.UNACCEPTABLE_CREDENTIAL, "Username must not be empty");
        }
        return mechanism == ScramMechanism.UNKNOWN ? refuse(Errors.UNSUPPORTED_SASL_MECHANISM, "Unknown SCRAM mechanism") : Optional.empty();
    }

    private static Optional<Refusal> refusal(int iterations) {
        if (iterations < FEWEST_ITERATIONS) {
            return refuse(Errors.UNACCEPTABLE_CREDENTIAL, "Too few iterations");
        }
        return iterations > MOST_ITERATIONS ? refuse(Errors.UNACCEPTABLE_CREDENTIAL, "Too many iterations") : Optional.empty();
    }

    private static Change written(ScramCredentialUpsertion upsertion, ScramMechanism mechanism) {
        if (upsertion.saltedPassword().length == 0) { // no key can be made of nothing
            return new Change.Refused(new Refusal(Errors.UNKNOWN_SERVER_ERROR, Errors.UNKNOWN_SERVER_ERROR.message()));
        }
        Derived keys = Derived.of(upsertion.saltedPassword(), mechanism);
        return new Change.Written(MetadataRecord.of(new UserScramCredentialRecord().setName(upsertion.name()).setMechanism(mechanism.type())
                .setSalt(upsertion.salt()).setStoredKey(keys.storedKey()).setServerKey(keys.serverKey()).setIterations(upsertion.iterations())),
                mechanism, Optional.of(upsertion.iterations() + " iterations"));
    }

    private static Optional<Refusal> refuse(Errors error, String message) {
        return Optional.of(new Refusal(error, message));
    }

    /** RFC 5802: {@code StoredKey = H(HMAC(SaltedPassword, "Client Key"))}, {@code ServerKey = HMAC(SaltedPassword, "Server Key")}. */
    private record Derived(byte[] storedKey, byte[] serverKey) {

        static Derived of(byte[] saltedPassword, ScramMechanism mechanism) {
            String hash = mechanism == ScramMechanism.SCRAM_SHA_256 ? "SHA-256" : "SHA-512";
            try {
                Mac mac = Mac.getInstance("Hmac" + hash.replace("-", ""));
                mac.init(new SecretKeySpec(saltedPassword, mac.getAlgorithm()));
                byte[] clientKey = mac.doFinal("Client Key".getBytes(StandardCharsets.UTF_8));
                return new Derived(MessageDigest.getInstance(hash).digest(clientKey),
                        mac.doFinal("Server Key".getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every Java has " + hash, impossible);
            }
        }
    }
}
