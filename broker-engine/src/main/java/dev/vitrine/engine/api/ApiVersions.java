package dev.vitrine.engine.api;

import dev.vitrine.engine.observe.ClientSoftware;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.FinalizedFeatureKey;
import org.apache.kafka.common.message.ApiVersionsResponseData.SupportedFeatureKey;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells a client what is served. The first request of most clients.
 * <ul>
 *   <li>A version unknown to us is answered in version 0 with our own range, so that the client can try again.
 *   <li>v3: the client names its software (KIP-511); features (KIP-584).
 *   <li>v0–3: features whose range begins at 0 are left out, old Java clients can't parse them (KAFKA-17011).
 * </ul>
 */
final class ApiVersions extends Api<ApiVersionsRequestData, ApiVersionsResponseData> {

    private static final Pattern SOFTWARE = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");
    private static final short CLIENT_NAMES_ITSELF = 3;
    private static final short FEATURES_FROM_ZERO = 4;

    private final Apis apis;
    private final Supplier<BrokerFeatures> features;

    ApiVersions(Apis apis, Supplier<BrokerFeatures> features) {
        super(ApiKeys.API_VERSIONS, 0, 4);
        this.apis = apis;
        this.features = features;
    }

    @Override
    public CompletionStage<ApiVersionsResponseData> answer(RequestContext context, ApiVersionsRequestData request) {
        if (context.version() >= CLIENT_NAMES_ITSELF) {
            if (!valid(request.clientSoftwareName()) || !valid(request.clientSoftwareVersion())) {
                return now(new ApiVersionsResponseData().setErrorCode(Errors.INVALID_REQUEST.code()));
            }
            context.connection().identify(Optional.of(
                    new ClientSoftware(request.clientSoftwareName(), request.clientSoftwareVersion(), false)));
        }
        return now(versions(context.version()));
    }

    private static boolean valid(String software) {
        return SOFTWARE.matcher(software).matches();
    }

    private ApiVersionsResponseData versions(short version) {
        BrokerFeatures now = features.get();
        ApiVersionsResponseData response = new ApiVersionsResponseData().setFinalizedFeaturesEpoch(now.epoch());
        apis.all().stream().filter(Api::isAdvertised).forEach(api -> response.apiKeys().add(range(api)));
        now.supported().forEach((name, range) -> {
            if (range.min() > 0 || version >= FEATURES_FROM_ZERO) {
                response.supportedFeatures().add(
                        new SupportedFeatureKey().setName(name).setMinVersion(range.min()).setMaxVersion(range.max()));
            }
        });
        now.finalized().forEach((name, level) -> response.finalizedFeatures().add(
                new FinalizedFeatureKey().setName(name).setMinVersionLevel(level).setMaxVersionLevel(level)));
        return response;
    }

    ApiVersionsResponseData unsupportedVersion() {
        ApiVersionsResponseData response = new ApiVersionsResponseData().setErrorCode(Errors.UNSUPPORTED_VERSION.code());
        response.apiKeys().add(range(this));
        return response;
    }

    private static ApiVersion range(Api<?, ?> api) {
        return new ApiVersion().setApiKey(api.key().id).setMinVersion(api.oldest()).setMaxVersion(api.latest());
    }
}
