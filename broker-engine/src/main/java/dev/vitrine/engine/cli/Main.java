package dev.vitrine.engine.cli;

import java.io.PrintStream;
import java.util.List;

/** The command line's entry. */
public final class Main {

    private static final int REFUSED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        // Embedding programs bring their own logging configuration; only the command line uses ours.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "dev/vitrine/engine/cli/logback.xml");
        }
        int code = run(List.of(arguments), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            PrintStream to = arguments.isEmpty() ? err : out;
            to.println("usage: vitrine-engine serve " + ServeOptions.USAGE);
            to.println("       vitrine-engine simulate " + Simulate.USAGE);
            return arguments.isEmpty() ? REFUSED : 0;
        }
        if (arguments.get(0).equals("simulate")) {
            return new Simulate(out, err).run(arguments.subList(1, arguments.size()));
        }
        if (!arguments.get(0).equals("serve")) {
            err.println("unknown command " + arguments.get(0) + "; usage: vitrine-engine serve " + ServeOptions.USAGE);
            return REFUSED;
        }
        try {
            return new Serve(out, err).run(ServeOptions.parse(arguments.subList(1, arguments.size())));
        } catch (ServeOptions.BadOption bad) {
            err.println(bad.getMessage());
            return REFUSED;
        }
    }
}
