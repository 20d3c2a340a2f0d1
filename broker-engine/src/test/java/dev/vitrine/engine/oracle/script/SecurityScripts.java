package dev.vitrine.engine.oracle.script;

import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntityData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntryData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.OpData;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData.ScramCredentialDeletion;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData.ScramCredentialUpsertion;
import org.apache.kafka.common.message.CreateAclsRequestData;
import org.apache.kafka.common.message.CreateAclsRequestData.AclCreation;
import org.apache.kafka.common.message.CreateDelegationTokenRequestData;
import org.apache.kafka.common.message.DeleteAclsRequestData;
import org.apache.kafka.common.message.DeleteAclsRequestData.DeleteAclsFilter;
import org.apache.kafka.common.message.DescribeAclsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData.UserName;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Users, and what they may: as a broker without an authorizer answers. */
public final class SecurityScripts {

    /** Unknown, any, one that exists, and two that don't. */
    private static final int[] ELEMENTS = {0, 1, 3, 77, -1};
    private static final byte[] SECRET = "a salted password".getBytes(StandardCharsets.UTF_8);

    private SecurityScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.DESCRIBE_ACLS, "elements", SecurityScripts::describeAcls);
        book.each(ApiKeys.CREATE_ACLS, "elements", SecurityScripts::createAcls);
        book.each(ApiKeys.DELETE_ACLS, "elements", SecurityScripts::deleteAcls);
        book.each(ApiKeys.CREATE_DELEGATION_TOKEN, "owners", SecurityScripts::createToken);
        book.each(ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS, "users", SecurityScripts::describeScram);
        book.each(ApiKeys.ALTER_USER_SCRAM_CREDENTIALS, "credentials", SecurityScripts::alterScram);
        book.each(ApiKeys.SASL_HANDSHAKE, "where nobody has to log in", SecurityScripts::handshake);
        book.each(ApiKeys.ALTER_CLIENT_QUOTAS, "entities and keys", SecurityScripts::alterQuotas);
    }

    private static void describeAcls(Talk talk, int version) {
        for (int element : ELEMENTS) {
            for (int which = 0; which < 4; which++) {
                talk.line(element + " as " + which).ask("element " + which + ": " + element, version, new DescribeAclsRequestData()
                        .setResourceTypeFilter((byte) (which == 0 ? element : 2)).setPatternTypeFilter((byte) (which == 1 ? element : 3))
                        .setOperation((byte) (which == 2 ? element : 3)).setPermissionType((byte) (which == 3 ? element : 3)));
            }
        }
    }

    private static void createAcls(Talk talk, int version) {
        for (int element : ELEMENTS) {
            for (int which = 0; which < 4; which++) {
                talk.line(element + " as " + which).ask("element " + which + ": " + element, version, new CreateAclsRequestData().setCreations(List.of(
                        new AclCreation().setResourceName("a").setPrincipal("User:a").setHost("*")
                                .setResourceType((byte) (which == 0 ? element : 2)).setResourcePatternType((byte) (which == 1 ? element : 3))
                                .setOperation((byte) (which == 2 ? element : 3)).setPermissionType((byte) (which == 3 ? element : 3)))));
            }
        }
        talk.ask("nothing", version, new CreateAclsRequestData());
    }

    private static void deleteAcls(Talk talk, int version) {
        for (int element : ELEMENTS) {
            for (int which = 0; which < 4; which++) {
                talk.line(element + " as " + which).ask("element " + which + ": " + element, version, new DeleteAclsRequestData().setFilters(List.of(
                        new DeleteAclsFilter()
                                .setResourceTypeFilter((byte) (which == 0 ? element : 2)).setPatternTypeFilter((byte) (which == 1 ? element : 3))
                                .setOperation((byte) (which == 2 ? element : 3)).setPermissionType((byte) (which == 3 ? element : 3)))));
            }
        }
        talk.ask("nothing", version, new DeleteAclsRequestData());
    }

    private static void createToken(Talk talk, int version) {
        for (String type : Arrays.asList(null, "", "User", "Group")) {
            for (String name : Arrays.asList(null, "", "alice")) {
                talk.ask(version, new CreateDelegationTokenRequestData().setOwnerPrincipalType(type).setOwnerPrincipalName(name).setMaxLifetimeMs(-1));
            }
        }
    }

    private static void describeScram(Talk talk, int version) {
        talk.ask("all", version, new DescribeUserScramCredentialsRequestData().setUsers(null));
        talk.ask("nobody", version, new DescribeUserScramCredentialsRequestData());
        talk.ask("one named twice", version, new DescribeUserScramCredentialsRequestData().setUsers(List.of(
                new UserName().setName("a"), new UserName().setName("b"), new UserName().setName("a"), new UserName().setName("a"))));
        talk.ask("no name", version, new DescribeUserScramCredentialsRequestData().setUsers(List.of(new UserName().setName(""))));
    }

    private static ScramCredentialUpsertion given(String user, int mechanism, int iterations) {
        return given(user, mechanism, iterations, SECRET);
    }

    private static ScramCredentialUpsertion given(String user, int mechanism, int iterations, byte[] saltedPassword) {
        return new ScramCredentialUpsertion().setName(user).setMechanism((byte) mechanism).setIterations(iterations)
                .setSalt(new byte[] {1, 2, 3}).setSaltedPassword(saltedPassword);
    }

    private static ScramCredentialDeletion taken(String user, int mechanism) {
        return new ScramCredentialDeletion().setName(user).setMechanism((byte) mechanism);
    }

    private static AlterUserScramCredentialsRequestData credentials(
            List<ScramCredentialUpsertion> given, ScramCredentialDeletion... taken) {
        return new AlterUserScramCredentialsRequestData().setUpsertions(given).setDeletions(List.of(taken));
    }

    private static void alterScram(Talk talk, int version) {
        String user = talk.name("user");
        String other = talk.name("other");
        DescribeUserScramCredentialsRequestData both = new DescribeUserScramCredentialsRequestData().setUsers(List.of(
                new UserName().setName(user), new UserName().setName(other)));
        for (int iterations : new int[] {-1, 0, 4095, 4096, 8192, 16384, 16385, Integer.MAX_VALUE}) {
            talk.ask(iterations + " iterations", version, credentials(List.of(given(user, 1, iterations))));
        }
        for (int mechanism : new int[] {0, 1, 2, 3, -1}) {
            talk.ask("mechanism " + mechanism, version, credentials(List.of(given(user, mechanism, 5000))));
            talk.ask("none of " + mechanism, version, credentials(List.of(), taken(other, mechanism)));
        }
        whoHasWhat(talk, both, 2);
        talk.ask("nobody", version, credentials(List.of(given("", 1, 4096)), taken("", 1)));
        talk.ask("nothing", version, credentials(List.of()));
        talk.ask("given twice", version, credentials(List.of(given(other, 1, 4096), given(other, 2, 4096))));
        talk.ask("given thrice, the first badly", version, credentials(List.of(given(other, 1, 1), given(other, 2, 4096), given(other, 2, 4096))));
        talk.ask("given thrice", version, credentials(List.of(given(other, 1, 4096), given(other, 2, 4096), given(other, 2, 5000))));
        talk.ask("taken twice", version, credentials(List.of(), taken(user, 1), taken(user, 2)));
        talk.ask("given and taken", version, credentials(List.of(given(user, 1, 4096)), taken(user, 2)));
        talk.ask("given, and what isn't there taken", version, credentials(List.of(given(other, 1, 4096)), taken(other, 2)));
        talk.ask("one good, one bad", version, credentials(List.of(given(other, 1, 4096)), taken(user, 7)));
        talk.ask("an empty password", version, credentials(List.of(given(user, 1, 4096, new byte[0]))));
        whoHasWhat(talk, both, 3);
        talk.ask("one taken", version, credentials(List.of(), taken(user, 1)));
        talk.ask("taken again", version, credentials(List.of(), taken(user, 1)));
        whoHasWhat(talk, both, 2);
        talk.ask("all taken", version, credentials(List.of(), taken(user, 2), taken(other, 1)));
        whoHasWhat(talk, both, 0);
    }

    /** Kafka's controller has answered before its broker knows. @param credentials as many as there are then */
    private static void whoHasWhat(Talk talk, DescribeUserScramCredentialsRequestData users, int credentials) {
        talk.until(0, users::duplicate, (DescribeUserScramCredentialsResponseData answer) ->
                answer.results().stream().mapToInt(result -> result.credentialInfos().size()).sum() == credentials);
    }

    private static void handshake(Talk talk, int version) {
        for (String mechanism : List.of("PLAIN", "SCRAM-SHA-256", "OAUTHBEARER", "", "none such")) {
            talk.ask(mechanism, version, new SaslHandshakeRequestData().setMechanism(mechanism));
        }
        for (int authenticate : new int[] {0, 1, 2}) {
            talk.ask("logs in", authenticate, new SaslAuthenticateRequestData().setAuthBytes("\0alice\0secret".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static EntryData entry(String kind, String name, OpData... ops) {
        return new EntryData().setEntity(List.of(new EntityData().setEntityType(kind).setEntityName(name))).setOps(List.of(ops));
    }

    private static OpData op(String key, double value, boolean remove) {
        return new OpData().setKey(key).setValue(value).setRemove(remove);
    }

    private static void quotas(Talk talk, int version, String what, EntryData... entries) {
        talk.ask(what, version, new AlterClientQuotasRequestData().setEntries(List.of(entries)));
    }

    private static void alterQuotas(Talk talk, int version) {
        String user = talk.name("user");
        OpData rate = op("producer_byte_rate", 1_000_000, false);
        OpData none = op("producer_byte_rate", 0, true);
        quotas(talk, version, "set", entry("user", user, rate));
        quotas(talk, version, "taken away", entry("user", user, none));
        quotas(talk, version, "taken away again", entry("user", user, none));
        quotas(talk, version, "no such key", entry("user", user, op("nonsense", 1, false)));
        quotas(talk, version, "no such key to take away", entry("user", user, op("nonsense", 1, true)));
        quotas(talk, version, "no such kind", entry("nonsense", user, rate));
        quotas(talk, version, "nobody", new EntryData().setOps(List.of(rate)));
        quotas(talk, version, "too little", entry("user", user, op("producer_byte_rate", 0, false)));
        quotas(talk, version, "less than nothing", entry("user", user, op("producer_byte_rate", -1, false)));
        quotas(talk, version, "a fraction", entry("user", user, op("producer_byte_rate", 1.5, false)));
        quotas(talk, version, "no address", entry("ip", "not an address", op("connection_creation_rate", 1, false)));
        quotas(talk, version, "another's key", entry("ip", "127.0.0.1", rate));
        quotas(talk, version, "an entity twice", entry("user", user, rate), entry("user", user, op("consumer_byte_rate", 1, false)));
        quotas(talk, version, "a key twice", entry("user", user, rate, none));
        quotas(talk, version, "good and bad", entry("user", user, none), entry("nonsense", user, rate), entry("user", user + "2", none));
        quotas(talk, version, "given up", entry("user", user, none, op("consumer_byte_rate", 0, true)));
    }
}
