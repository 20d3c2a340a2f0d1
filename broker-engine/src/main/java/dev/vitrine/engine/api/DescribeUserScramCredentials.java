package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.ScramCredential;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData.CredentialInfo;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData.DescribeUserScramCredentialsResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Tells which users have SCRAM credentials, for which mechanisms and of how many iterations (KIP-554); never the credentials themselves. */
public final class DescribeUserScramCredentials extends Api<DescribeUserScramCredentialsRequestData, DescribeUserScramCredentialsResponseData> {

    private final MetadataCache metadata;

    public DescribeUserScramCredentials(MetadataCache metadata) {
        super(ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS, 0, 0);
        this.metadata = metadata;
    }

    /** Who names nobody asks for everybody. */
    @Override
    public CompletionStage<DescribeUserScramCredentialsResponseData> answer(
            RequestContext context, DescribeUserScramCredentialsRequestData request) {
        ClusterImage image = metadata.image();
        Map<String, Integer> times = new LinkedHashMap<>();
        if (request.users() == null || request.users().isEmpty()) {
            image.usersWithCredentials().forEach(user -> times.put(user, 1));
        } else {
            request.users().forEach(user -> times.merge(user.name(), 1, Integer::sum));
        }
        DescribeUserScramCredentialsResponseData response = new DescribeUserScramCredentialsResponseData();
        times.forEach((user, asked) -> response.results().add(asked > 1
                ? refused(user, Errors.DUPLICATE_RESOURCE, "Cannot describe SCRAM credentials for the same user twice in a single request: ")
                : described(user, image.credentials(user))));
        return now(response);
    }

    private static DescribeUserScramCredentialsResult described(String user, Map<ScramMechanism, ScramCredential> credentials) {
        if (credentials.isEmpty()) {
            return refused(user, Errors.RESOURCE_NOT_FOUND, "Attempt to describe a user credential that does not exist: ");
        }
        return new DescribeUserScramCredentialsResult().setUser(user).setErrorMessage(null)
                .setCredentialInfos(credentials.entrySet().stream().map(credential -> new CredentialInfo()
                        .setMechanism(credential.getKey().type()).setIterations(credential.getValue().iterations())).toList());
    }

    private static DescribeUserScramCredentialsResult refused(String user, Errors error, String why) {
        return new DescribeUserScramCredentialsResult().setUser(user).setErrorCode(error.code()).setErrorMessage(why + user);
    }
}
