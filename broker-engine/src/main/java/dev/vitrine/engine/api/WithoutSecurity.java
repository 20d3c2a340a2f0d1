package dev.vitrine.engine.api;

import dev.vitrine.engine.wire.MalformedRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.kafka.common.message.CreateAclsRequestData;
import org.apache.kafka.common.message.CreateAclsResponseData;
import org.apache.kafka.common.message.CreateAclsResponseData.AclCreationResult;
import org.apache.kafka.common.message.CreateDelegationTokenRequestData;
import org.apache.kafka.common.message.CreateDelegationTokenResponseData;
import org.apache.kafka.common.message.DeleteAclsRequestData;
import org.apache.kafka.common.message.DeleteAclsResponseData;
import org.apache.kafka.common.message.DeleteAclsResponseData.DeleteAclsFilterResult;
import org.apache.kafka.common.message.DescribeAclsRequestData;
import org.apache.kafka.common.message.DescribeAclsResponseData;
import org.apache.kafka.common.message.DescribeDelegationTokenRequestData;
import org.apache.kafka.common.message.DescribeDelegationTokenResponseData;
import org.apache.kafka.common.message.ExpireDelegationTokenRequestData;
import org.apache.kafka.common.message.ExpireDelegationTokenResponseData;
import org.apache.kafka.common.message.RenewDelegationTokenRequestData;
import org.apache.kafka.common.message.RenewDelegationTokenResponseData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a broker answers to questions of security where there is none: no authorizer, and listeners on which everybody is anonymous. Such a
 * broker advertises these APIs all the same, and its tools tell a person what to switch on.
 */
final class WithoutSecurity {

    private static final byte UNKNOWN = 0;
    private static final String ANONYMOUS_TYPE = "User";
    private static final String ANONYMOUS = "ANONYMOUS";
    private static final short TELLS_REQUESTER = 3;

    private WithoutSecurity() {}

    static List<Api<?, ?>> apis() {
        return List.of(
                new Fixed<>(ApiKeys.DESCRIBE_ACLS, 1, 3, WithoutSecurity::describeAcls),
                new Fixed<>(ApiKeys.CREATE_ACLS, 1, 3, WithoutSecurity::createAcls),
                new Fixed<>(ApiKeys.DELETE_ACLS, 1, 3, WithoutSecurity::deleteAcls),
                new Fixed<>(ApiKeys.CREATE_DELEGATION_TOKEN, 1, 3, WithoutSecurity::createToken),
                new Fixed<>(ApiKeys.RENEW_DELEGATION_TOKEN, 1, 2, WithoutSecurity::renewToken),
                new Fixed<>(ApiKeys.EXPIRE_DELEGATION_TOKEN, 1, 2, WithoutSecurity::expireToken),
                new Fixed<>(ApiKeys.DESCRIBE_DELEGATION_TOKEN, 1, 3, WithoutSecurity::describeTokens),
                new Fixed<>(ApiKeys.SASL_HANDSHAKE, 0, 1, WithoutSecurity::handshake),
                new Fixed<>(ApiKeys.SASL_AUTHENTICATE, 0, 2, WithoutSecurity::authenticate));
    }

    /** An API whose answer follows from the request alone. */
    private static final class Fixed<Q extends ApiMessage, A extends ApiMessage> extends Api<Q, A> {

        private final BiFunction<Short, Q, A> answer;

        private Fixed(ApiKeys key, int oldest, int latest, BiFunction<Short, Q, A> answer) {
            super(key, oldest, latest);
            this.answer = answer;
        }

        @Override
        public CompletionStage<A> answer(RequestContext context, Q request) {
            return now(answer.apply(context.version(), request));
        }
    }

    /** An ACL, or a filter of ACLs, with UNKNOWN in it can't be parsed. */
    private static void requireKnown(byte... elements) {
        for (byte element : elements) {
            if (element == UNKNOWN) {
                throw new MalformedRequest("an ACL with unknown elements");
            }
        }
    }

    private static DescribeAclsResponseData describeAcls(short version, DescribeAclsRequestData request) {
        requireKnown(request.resourceTypeFilter(), request.patternTypeFilter(), request.operation(), request.permissionType());
        return new DescribeAclsResponseData()
                .setErrorCode(Errors.SECURITY_DISABLED.code())
                .setErrorMessage("No Authorizer is configured on the broker");
    }

    private static CreateAclsResponseData createAcls(short version, CreateAclsRequestData request) {
        request.creations().forEach(acl ->
                requireKnown(acl.resourceType(), acl.resourcePatternType(), acl.operation(), acl.permissionType()));
        return new CreateAclsResponseData().setResults(request.creations().stream().map(creation -> new AclCreationResult()
                .setErrorCode(Errors.SECURITY_DISABLED.code())
                .setErrorMessage("No Authorizer is configured.")).toList());
    }

    private static DeleteAclsResponseData deleteAcls(short version, DeleteAclsRequestData request) {
        request.filters().forEach(filter ->
                requireKnown(filter.resourceTypeFilter(), filter.patternTypeFilter(), filter.operation(), filter.permissionType()));
        return new DeleteAclsResponseData().setFilterResults(request.filters().stream().map(filter -> new DeleteAclsFilterResult()
                .setErrorCode(Errors.SECURITY_DISABLED.code())
                .setErrorMessage("No Authorizer is configured.")).toList());
    }

    private static CreateDelegationTokenResponseData createToken(short version, CreateDelegationTokenRequestData request) {
        boolean named = request.ownerPrincipalName() != null && !request.ownerPrincipalName().isEmpty();
        boolean incomplete = named && request.ownerPrincipalType() == null;
        CreateDelegationTokenResponseData response = new CreateDelegationTokenResponseData()
                .setErrorCode((incomplete ? Errors.UNKNOWN_SERVER_ERROR : Errors.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED).code())
                .setPrincipalType(named && !incomplete ? request.ownerPrincipalType() : ANONYMOUS_TYPE)
                .setPrincipalName(named && !incomplete ? request.ownerPrincipalName() : ANONYMOUS)
                .setIssueTimestampMs(-1)
                .setExpiryTimestampMs(-1)
                .setMaxTimestampMs(-1);
        return version < TELLS_REQUESTER ? response
                : response.setTokenRequesterPrincipalType(ANONYMOUS_TYPE).setTokenRequesterPrincipalName(ANONYMOUS);
    }

    private static RenewDelegationTokenResponseData renewToken(short version, RenewDelegationTokenRequestData request) {
        return new RenewDelegationTokenResponseData()
                .setErrorCode(Errors.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED.code())
                .setExpiryTimestampMs(-1);
    }

    private static ExpireDelegationTokenResponseData expireToken(short version, ExpireDelegationTokenRequestData request) {
        return new ExpireDelegationTokenResponseData()
                .setErrorCode(Errors.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED.code())
                .setExpiryTimestampMs(-1);
    }

    private static DescribeDelegationTokenResponseData describeTokens(short version, DescribeDelegationTokenRequestData request) {
        return new DescribeDelegationTokenResponseData().setErrorCode(Errors.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED.code());
    }

    private static SaslHandshakeResponseData handshake(short version, SaslHandshakeRequestData request) {
        return new SaslHandshakeResponseData().setErrorCode(Errors.ILLEGAL_SASL_STATE.code());
    }

    private static SaslAuthenticateResponseData authenticate(short version, SaslAuthenticateRequestData request) {
        return new SaslAuthenticateResponseData()
                .setErrorCode(Errors.ILLEGAL_SASL_STATE.code())
                .setErrorMessage("SaslAuthenticate request received after successful authentication");
    }
}
