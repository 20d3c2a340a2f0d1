package dev.vitrine.engine.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A broker to measure: how it is started, each as its makers ship it. */
enum Peer {

    VITRINE("Vitrine") {
        @Override
        RunningProgram launch(int port, Path data) {
            return RunningProgram.start(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-jar", "target/vitrine-engine.jar", "serve", "--listen", "localhost:" + port, "--data", data.toString()));
        }
    },

    /** With the heap and collector of its own start script. */
    APACHE_KAFKA("Apache Kafka 4.3.1") {
        @Override
        RunningProgram launch(int port, Path data) {
            try {
                return ApacheKafka.resolve().broker(port, data, List.of("-Xms1g", "-Xmx1g", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20",
                        "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    final String title;

    Peer(String title) {
        this.title = title;
    }

    abstract RunningProgram launch(int port, Path data);

    /**
     * A peer that serves.
     *
     * @param startMillis from the start of the process to its first answer to a Metadata request
     */
    record Serving(RunningProgram program, String bootstrap, double startMillis) implements AutoCloseable {

        @Override
        public void close() {
            program.terminate();
            program.end(Duration.ofMinutes(2));
            program.close();
        }
    }

    Serving start(Path data) {
        int port = FreePort.withItsNext();
        long before = System.nanoTime();
        RunningProgram program = launch(port, data);
        Awaiting.until(Duration.ofMinutes(2), () -> program.mustLive() && brokersKnown(port) == 1, program::printed);
        return new Serving(program, "localhost:" + port, (System.nanoTime() - before) / 1e6);
    }

    /** Metadata, version 1, of no topic: how many brokers it names; 0 where it is not answered. */
    static int brokersKnown(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5_000);
            ByteBuffer request = ByteBuffer.allocate(18).putInt(14).putShort((short) 3).putShort((short) 1).putInt(7).putShort((short) -1).putInt(0);
            socket.getOutputStream().write(request.array());
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            return answer.readInt() > 8 && answer.readInt() == 7 ? answer.readInt() : 0;
        } catch (IOException notYet) {
            return 0;
        }
    }
}
