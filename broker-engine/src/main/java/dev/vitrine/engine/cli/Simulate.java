package dev.vitrine.engine.cli;

import dev.vitrine.engine.Simulator;
import dev.vitrine.engine.simulate.Simulation;
import dev.vitrine.engine.simulate.Story;
import java.io.PrintStream;
import java.util.List;

/**
 * {@code simulate}: runs the cluster in virtual time, from one seed or from many. A seed that breaks a promise is told on standard error; at the end
 * comes one line on standard output.
 */
final class Simulate {

    static final String USAGE = "[--seed N [--story] | --seeds K]";

    private static final String NUMBER = "-?\\d{1,18}";
    private static final int BROKEN = 1;
    private static final int REFUSED = 2;

    private final PrintStream out;
    private final PrintStream err;

    Simulate(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            return run(1, 1);
        }
        if (arguments.size() == 3 && arguments.get(0).equals("--seed") && arguments.get(1).matches(NUMBER) && arguments.get(2).equals("--story")) {
            return told(Simulator.run(Long.parseLong(arguments.get(1)), Story.to(err::println)));
        }
        if (arguments.size() == 2 && arguments.get(1).matches(NUMBER)) {
            long number = Long.parseLong(arguments.get(1));
            switch (arguments.getFirst()) {
                case "--seed" -> {
                    return run(number, number);
                }
                case "--seeds" -> {
                    if (number > 0) {
                        return run(1, number);
                    }
                }
                default -> { }
            }
        }
        err.println("simulate " + String.join(" ", arguments) + " can't be understood; usage: vitrine-engine simulate " + USAGE);
        return REFUSED;
    }

    private int told(Simulation.Report report) {
        out.println(report);
        return report.violations().isEmpty() ? 0 : BROKEN;
    }

    private int run(long first, long last) {
        long events = 0;
        long acknowledgements = 0;
        long faults = 0;
        long broken = 0;
        for (long seed = first; seed <= last; seed++) {
            Simulation.Report report = Simulator.run(seed);
            events += report.events();
            acknowledgements += report.acknowledgements();
            faults += report.faults();
            if (!report.violations().isEmpty()) {
                broken++;
                err.println(report);
            }
        }
        out.println("SIMULATED seeds=" + (last - first + 1) + " events=" + events + " faults=" + faults + " acknowledgements=" + acknowledgements
                + " broken=" + broken);
        return broken == 0 ? 0 : BROKEN;
    }
}
