package dev.vitrine.engine;

import java.nio.file.Path;

/** Why an engine did not start; {@link #getMessage} is one line for a person. Nothing has changed on disk. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Reason reason;

    public StartRefused(Reason reason) {
        super(reason.message());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public sealed interface Reason {

        /** One line for a person. */
        String message();
    }

    public record PortInUse(String host, int port) implements Reason {
        @Override
        public String message() {
            return "port " + port + " on " + host + " is in use by another program";
        }
    }

    public record AddressUnusable(String address, String why) implements Reason {
        @Override
        public String message() {
            return "cannot listen on " + address + ": " + why;
        }
    }

    public record DataLocked(Path folder) implements Reason {
        @Override
        public String message() {
            return "data folder " + folder + " is in use by another running engine";
        }
    }

    public record DataUnusable(Path folder, String why) implements Reason {
        @Override
        public String message() {
            return "data folder " + folder + " cannot be used: " + why;
        }
    }

    public record BadOption(String option, String why) implements Reason {
        @Override
        public String message() {
            return option + ": " + why;
        }
    }
}
