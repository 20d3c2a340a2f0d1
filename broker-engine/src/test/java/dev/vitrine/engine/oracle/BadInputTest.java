package dev.vitrine.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vitrine.engine.Engine;
import io.netty.util.ResourceLeakDetector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.slf4j.LoggerFactory;

/** Frames spoilt at random: whatever comes, the next one who asks properly is answered, and no buffer is lost. */
class BadInputTest {

    private static final int LIMIT_MILLIS = 20_000;
    private static final List<Short> SERVED = new ArrayList<>();
    private static final ListAppender<ILoggingEvent> LEAKS = new ListAppender<>();
    private static Engine engine;

    @BeforeContainer
    static void start() {
        Logger leaks = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
        LEAKS.start();
        leaks.addAppender(LEAKS);
        engine = Engine.start(config -> config.listen("localhost", 0).ephemeral());
        KafkaVersions.advertised().keySet().forEach(api -> SERVED.add(api.id));
    }

    @AfterContainer
    static void stop() {
        engine.close();
        ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).detachAppender(LEAKS);
    }

    private static int port() {
        return Integer.parseInt(engine.bootstrap().substring(engine.bootstrap().lastIndexOf(':') + 1));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void after_any_frame_a_proper_request_is_answered(@ForAll long seed) {
        Random random = new Random(seed);
        ApiKeys api = ApiKeys.forId(SERVED.get(random.nextInt(SERVED.size())));
        List<Integer> versions = KafkaVersions.answered(api);
        short version = versions.get(random.nextInt(versions.size())).shortValue();
        try (RawConnection hostile = new RawConnection("localhost", port()); RawConnection proper = new RawConnection("localhost", port())) {
            assertThat(answersApiVersions(proper)).as("before").isTrue();
            hostile.send(spoilt(Frames.request(api, version, 1, HostileFrames.plainBody(api, version)), random));
            hostile.endOfRequests();
            assertThat(answersApiVersions(proper)).as("the connection beside it").isTrue();
            hostile.receive(LIMIT_MILLIS); // answered or closed; a fetch may wait, and then its client has gone
        }
        assertThat(LEAKS.list).isEmpty();
    }

    /** Some bytes set, some left out, some put in; sometimes with a length that is right. */
    private static byte[] spoilt(byte[] good, Random random) {
        ByteBuffer frame = ByteBuffer.allocate(good.length + 64).put(good);
        for (int i = random.nextInt(6); i >= 0; i--) {
            frame.put(random.nextInt(good.length), (byte) random.nextInt(256));
        }
        frame.limit(random.nextInt(3) == 0 ? 1 + random.nextInt(good.length) : good.length + random.nextInt(2) * random.nextInt(64));
        byte[] spoilt = new byte[frame.limit()];
        frame.position(0).get(spoilt);
        if (random.nextBoolean() && spoilt.length >= Integer.BYTES) {
            ByteBuffer.wrap(spoilt).putInt(0, spoilt.length - Integer.BYTES);
        }
        return spoilt;
    }

    static boolean answersApiVersions(RawConnection connection) {
        connection.send(Frames.request(new ApiVersionsRequestData().setClientSoftwareName("proper").setClientSoftwareVersion("1"), (short) 4, 9));
        ByteBuffer answer = connection.receive(LIMIT_MILLIS).frame();
        return answer != null && Frames.answer(ApiKeys.API_VERSIONS, (short) 4, 9, answer) instanceof Outcome.Answered;
    }
}
