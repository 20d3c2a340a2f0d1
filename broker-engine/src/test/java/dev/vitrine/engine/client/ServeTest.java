package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@code serve}: what scripts rely on. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class ServeTest {

    @TempDir
    private Path folder;

    @Test
    void one_ready_line_on_standard_output_and_nothing_else_until_a_clean_end() {
        try (EngineProcess engine = EngineProcess.serve("--listen", "localhost:0", "--data", data())) {
            assertThat(engine.bootstrap()).matches("localhost:[1-9]\\d*");
            assertThat(engine.pid()).isEqualTo(engine.program().pid());
            useIt(engine);
            Ended ended = engine.stop();
            assertThat(ended.exitCode()).isZero();
            assertThat(folder).as("the signal stopped the broker cleanly").isDirectoryRecursivelyContaining("glob:**/.kafka_cleanshutdown");
            assertThat(ended.out()).hasSize(1).first().asString().startsWith("READY bootstrap=").contains(" control=- schema-registry=- pid=");
        }
    }

    @Test
    void what_was_written_is_there_after_a_stop_and_a_start() {
        String topic;
        try (EngineProcess engine = EngineProcess.serve("--listen", "localhost:0", "--data", data())) {
            topic = useIt(engine);
            engine.stop().successfully();
        }
        try (EngineProcess engine = EngineProcess.serve("--listen", "localhost:0", "--data", data())) {
            assertThat(new Clients(engine.bootstrap()).readAll(topic, 1).getFirst().value()).isEqualTo("kept");
        }
    }

    @Test
    void without_a_data_folder_nothing_is_left_behind() {
        try (EngineProcess engine = EngineProcess.serve("--listen", "localhost:0", "--ephemeral")) {
            useIt(engine);
            engine.stop().successfully();
        }
        try (EngineProcess engine = EngineProcess.serve("--listen", "localhost:0", "--ephemeral"); var admin = new Clients(engine.bootstrap()).admin()) {
            assertThat(done(admin.listTopics().names())).isEmpty();
        }
    }

    @Test
    void a_port_in_use_is_one_line_and_exit_code_2_and_nothing_is_written() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "localhost:" + other.getLocalPort();
            assertRefused(EngineProcess.refuse("--listen", address, "--data", data()), "port " + other.getLocalPort());
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_data_folder_of_another_engine_is_one_line_and_exit_code_2_and_is_left_as_it_is() throws IOException {
        // what the first notes down of its own now and then is no sign of the other
        try (EngineProcess first = EngineProcess.serve("--listen", "localhost:0", "--data", data(), "--set", "replica.high.watermark.checkpoint.interval.ms=3600000",
                "--set", "log.flush.offset.checkpoint.interval.ms=3600000", "--set", "log.flush.start.offset.checkpoint.interval.ms=3600000")) {
            String topic = useIt(first);
            Map<Path, FileTime> before = files();
            assertRefused(EngineProcess.refuse("--listen", "localhost:0", "--data", data()), data());
            assertThat(files()).isEqualTo(before);
            assertThat(new Clients(first.bootstrap()).readAll(topic, 1)).hasSize(1);
        }
    }

    @Test
    void a_data_folder_that_cannot_be_one_is_one_line_and_exit_code_2() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "mine");
        assertRefused(EngineProcess.refuse("--listen", "localhost:0", "--data", file.toString()), file.toString());
        assertThat(file).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-such-option", "--listen", "--listen nowhere", "--listen localhost:99999", "--set broken", "--data", "--brokers none",
        "--listen localhost:0 --listen localhost:0 --set no.such.setting", "--set log.retention.ms=soon"})
    void a_bad_option_is_one_line_and_exit_code_2_and_nothing_is_written(String options) {
        String[] all = ("--data " + data() + " " + options).split(" ");
        String last = all[all.length - 1].replaceFirst("=.*", "");
        assertRefused(EngineProcess.refuse(all), last);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void listeners_of_several_brokers_that_need_the_same_port_are_one_line_and_exit_code_2() {
        assertRefused(EngineProcess.refuse("--brokers", "3", "--listen", "localhost:21500", "--listen", "OTHER://localhost:21502", "--data", data()), "21502");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void three_brokers_are_told_of_in_one_line() {
        try (EngineProcess engine = EngineProcess.serve("--brokers", "3", "--listen", "localhost:0", "--ephemeral")) {
            assertThat(engine.bootstrap().split(",")).hasSize(3).doesNotHaveDuplicates();
            engine.stop().successfully();
        }
    }

    @Test
    void two_brokers_with_port_0_do_not_meet() {
        try (EngineProcess one = EngineProcess.serve("--listen", "localhost:0", "--ephemeral");
                EngineProcess two = EngineProcess.serve("--listen", "localhost:0", "--ephemeral")) {
            assertThat(one.port()).isNotEqualTo(two.port());
        }
    }

    @Test
    void a_setting_given_on_the_command_line_is_in_force() {
        try (EngineProcess engine = EngineProcess.serve("--listen", "localhost:0", "--ephemeral", "--set", "num.partitions=7");
                var producer = new Clients(engine.bootstrap()).producer(Map.of())) {
            done(producer.send(new ProducerRecord<>("made-by-itself", "value")));
            assertThat(producer.partitionsFor("made-by-itself")).hasSize(7);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** Makes a topic and sends one record; the topic's name. */
    private static String useIt(EngineProcess engine) {
        Clients clients = new Clients(engine.bootstrap());
        String topic = clients.topic("used", 1);
        try (var producer = clients.producer(Map.of())) {
            done(producer.send(new ProducerRecord<>(topic, "kept")));
        }
        return topic;
    }

    private static void assertRefused(Ended ended, String named) {
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).hasSize(1).first().asString().contains(named);
    }

    private Map<Path, FileTime> files() throws IOException {
        Map<Path, FileTime> files = new TreeMap<>();
        try (var all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.getLastModifiedTime(file));
            }
        }
        return files;
    }
}
