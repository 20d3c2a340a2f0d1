package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.DescribeAclsRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What ApiVersions promises is kept: each version is answered, in that version's words; and it is what Apache Kafka 4.3.1 promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdvertisedVersionsTest {

    /** What a 4.3.1 broker advertised for the APIs served here: key, oldest and latest version. */
    private static final String KAFKA_4_3_1 = "0:0-13 1:4-18 2:1-11 3:0-13 8:2-10 9:1-10 10:0-6 11:0-9 12:0-4 13:0-5 14:0-5 15:0-6 16:0-5 "
            + "17:0-1 18:0-4 19:2-7 20:1-6 21:0-2 22:0-5 23:2-4 24:0-5 25:0-4 26:0-5 27:1-2 28:0-5 29:1-3 30:1-3 31:1-3 32:1-4 33:0-2 34:1-2 "
            + "35:1-5 36:0-2 37:0-3 38:1-3 39:1-2 40:1-2 41:1-3 42:0-2 43:0-2 44:0-1 45:0-1 46:0-0 47:0-0 48:0-1 49:0-1 50:0-0 51:0-0 55:0-2 57:0-2 "
            + "60:0-2 61:0-0 64:0-0 65:0-0 66:0-2 68:0-1 69:0-1 74:0-1 75:0-0 80:0-1 81:0-0";

    private Engine engine;
    private int port;

    @BeforeAll
    void start() {
        engine = Engine.start(config -> config.listen("localhost", 0).ephemeral());
        port = Integer.parseInt(engine.bootstrap().substring(engine.bootstrap().indexOf(':') + 1));
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    private Map<Short, String> advertised() throws IOException {
        ApiVersionsRequestData request = new ApiVersionsRequestData().setClientSoftwareName("test").setClientSoftwareVersion("1");
        ApiVersionsResponseData answer = (ApiVersionsResponseData) ask(ApiKeys.API_VERSIONS, (short) 4, request);
        Map<Short, String> ranges = new TreeMap<>();
        answer.apiKeys().forEach(key -> ranges.put(key.apiKey(), key.minVersion() + "-" + key.maxVersion()));
        return ranges;
    }

    @Test
    void the_versions_are_those_of_apache_kafka() throws IOException {
        Map<Short, String> kafka = new TreeMap<>();
        for (String entry : KAFKA_4_3_1.split(" ")) {
            String[] parts = entry.split(":");
            kafka.put(Short.parseShort(parts[0]), parts[1]);
        }
        assertThat(advertised()).isEqualTo(kafka);
    }

    @TestFactory
    Stream<DynamicTest> every_advertised_version_is_answered_in_its_own_words() throws IOException {
        return advertised().entrySet().stream().flatMap(entry -> {
            ApiKeys api = ApiKeys.forId(entry.getKey());
            String[] range = entry.getValue().split("-");
            int oldest = api == ApiKeys.PRODUCE ? 3 : Integer.parseInt(range[0]);
            return IntStream.rangeClosed(oldest, Integer.parseInt(range[1])).mapToObj(version ->
                    dynamicTest(api + " v" + version, () -> assertThat(ask(api, (short) version, request(api))).isNotNull()));
        });
    }

    private static ApiMessage request(ApiKeys api) {
        return switch (ApiMessageType.fromApiKey(api.id).newRequest()) {
            case ProduceRequestData produce -> produce.setAcks((short) 1);
            // a filter with unknown elements can't be parsed: it closes the connection, as with Kafka
            case DescribeAclsRequestData filter -> filter.setResourceTypeFilter((byte) 1).setPatternTypeFilter((byte) 1)
                    .setOperation((byte) 1).setPermissionType((byte) 1);
            case ApiMessage plain -> plain;
        };
    }

    @Test
    void an_unknown_version_of_api_versions_is_answered_in_version_0_with_the_own_range() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(11);
            out.writeShort(ApiKeys.API_VERSIONS.id);
            out.writeShort(99);
            out.writeInt(77);
            out.writeShort(-1);
            out.writeByte(0);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readInt()).as("length").isEqualTo(16);
            assertThat(in.readInt()).as("correlation id").isEqualTo(77);
            assertThat(in.readShort()).isEqualTo(Errors.UNSUPPORTED_VERSION.code());
            assertThat(in.readInt()).as("one key").isEqualTo(1);
            assertThat(in.readShort()).isEqualTo(ApiKeys.API_VERSIONS.id);
        }
    }

    @Test
    void a_version_that_is_not_served_closes_the_connection() throws IOException {
        for (short version : new short[] {0, 1, 2, 14}) {
            try (Socket socket = new Socket("localhost", port)) {
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeInt(11);
                out.writeShort(ApiKeys.PRODUCE.id);
                out.writeShort(version);
                out.writeInt(1);
                out.writeShort(-1);
                out.writeByte(0);
                assertThat(socket.getInputStream().read()).as("Produce v" + version).isEqualTo(-1);
            }
        }
    }

    @Test
    void a_client_whose_software_has_no_proper_name_is_told_so() throws IOException {
        ApiVersionsRequestData request = new ApiVersionsRequestData().setClientSoftwareName("a ").setClientSoftwareVersion("1");
        ApiVersionsResponseData answer = (ApiVersionsResponseData) ask(ApiKeys.API_VERSIONS, (short) 3, request);
        assertThat(answer.errorCode()).isEqualTo(Errors.INVALID_REQUEST.code());
        assertThat(answer.apiKeys()).isEmpty();
    }

    private ApiMessage ask(ApiKeys api, short version, ApiMessage request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(60_000);
            ByteBuffer header = MessageUtil.toByteBufferAccessor(
                    new RequestHeaderData().setRequestApiKey(api.id).setRequestApiVersion(version).setCorrelationId(5).setClientId("versions"),
                    api.requestHeaderVersion(version)).buffer();
            ByteBuffer body = MessageUtil.toByteBufferAccessor(request, version).buffer();
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(header.remaining() + body.remaining());
            out.write(header.array(), header.arrayOffset(), header.remaining());
            out.write(body.array(), body.arrayOffset(), body.remaining());
            return read(new DataInputStream(socket.getInputStream()), api, version);
        } catch (EOFException closed) {
            throw new AssertionError(api + " v" + version + " was not answered: the connection was closed", closed);
        }
    }

    private static ApiMessage read(DataInputStream in, ApiKeys api, short version) throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        ByteBufferAccessor readable = new ByteBufferAccessor(ByteBuffer.wrap(frame));
        assertThat(new ResponseHeaderData(readable, api.responseHeaderVersion(version)).correlationId()).isEqualTo(5);
        ApiMessage answer = ApiMessageType.fromApiKey(api.id).newResponse();
        answer.read(readable, version);
        assertThat(readable.remaining()).as("bytes behind the answer").isZero();
        assertThat(answer.size(new ObjectSerializationCache(), version)).isPositive();
        return answer;
    }
}
