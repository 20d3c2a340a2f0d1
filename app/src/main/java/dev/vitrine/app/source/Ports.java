package dev.vitrine.app.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Which port is free, and who holds one that is not. Blocks: not for the toolkit's thread. */
final class Ports {

    private static final int TRIED = 200;
    private static final String LISTENING = "0A";

    private Ports() {}

    /** The first free port above {@code busy}, by trying. */
    static OptionalInt nextFree(int busy) {
        for (int port = busy + 1; port <= Math.min(65_535, busy + TRIED); port++) {
            if (free(port)) {
                return OptionalInt.of(port);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code java (process 4711)}, where the machine tells: on Linux, for processes of the same user. Empty where it does not. */
    static String owner(int port) {
        return inode(port).flatMap(Ports::holder).map(Ports::describe).orElse("");
    }

    /** The kernel lists sockets with local address, state and inode: {@code sl local rem st … uid timeout inode}. */
    private static Optional<String> inode(int port) {
        String wanted = String.format(Locale.ROOT, ":%04X", port);
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                Optional<String> inode = lines.map(line -> line.trim().split("\\s+"))
                        .filter(columns -> columns.length > 9 && columns[1].endsWith(wanted) && columns[3].equals(LISTENING)).map(columns -> columns[9]).findFirst();
                if (inode.isPresent()) {
                    return inode;
                }
            } catch (IOException | UncheckedIOException e) {
                // not a Linux, or not allowed: then it isn't known
            }
        }
        return Optional.empty();
    }

    private static Optional<ProcessHandle> holder(String inode) {
        return ProcessHandle.allProcesses().filter(process -> holds(process.pid(), "socket:[" + inode + "]")).findFirst();
    }

    private static boolean holds(long pid, String socket) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : open) {
                if (Files.isSymbolicLink(descriptor) && Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // another user's process, or one that has just ended
        }
        return false;
    }

    private static String describe(ProcessHandle process) {
        String name = process.info().command().map(command -> Path.of(command).getFileName().toString()).orElse("a program");
        return name + " (process " + process.pid() + ")";
    }
}
