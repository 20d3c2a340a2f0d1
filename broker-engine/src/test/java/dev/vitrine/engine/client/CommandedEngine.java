package dev.vitrine.engine.client;

import dev.vitrine.engine.Brokers;
import dev.vitrine.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An engine of three brokers in a process of its own, whose brokers are killed, stopped and started by lines on its standard input ({@code kill 2}); each is
 * answered with {@code DONE} when it is done. Arguments: first port, data folder.
 */
final class CommandedEngine {

    private CommandedEngine() {}

    public static void main(String[] arguments) throws IOException {
        try (Engine engine = Engine.start(config -> config.brokers(Trio.BROKERS).listen("localhost", Integer.parseInt(arguments[0])).data(Path.of(arguments[1]))
                .set("min.insync.replicas", "2"));
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("READY " + engine.bootstrap());
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ");
                obey(engine.brokers(), words[0], Integer.parseInt(words[1]));
                System.out.println("DONE " + line);
            }
        }
    }

    private static void obey(Brokers brokers, String command, int broker) {
        switch (command) {
            case "kill" -> brokers.kill(broker);
            case "stop" -> brokers.stop(broker);
            case "start" -> brokers.start(broker);
            default -> throw new IllegalArgumentException(command);
        }
    }
}
