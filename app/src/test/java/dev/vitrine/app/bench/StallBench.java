package dev.vitrine.app.bench;

import dev.vitrine.app.Shell;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.source.ClusterSource;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * How long the toolkit's thread is held up, at worst: opens the app on a cluster of its own, visits everything for the first time, and prints how
 * long a click would have waited. Processor time is the figure that holds on any machine; the load average stands beside it.
 */
public final class StallBench {

    private StallBench() {}

    public static void main(String[] arguments) {
        Application.launch(Opened.class, arguments);
        System.exit(0);
    }

    /** The app, watched. */
    public static final class Opened extends Application {

        private final AtomicReference<ClusterSource> town = new AtomicReference<>();
        private Shell shell;

        @Override
        public void init() {
            town.set(Town.open());
        }

        @Override
        public void start(Stage stage) {
            FxWatch watch = FxWatch.begin();
            watch.during("the window opens");
            shell = new Shell(stage, Remembered.forgetful(), Screens.all(), _ -> town.get());
            shell.open(LaunchOptions.defaults());
            Thread.ofPlatform().name("tour").start(() -> {
                new Tour(stage.getScene(), watch).everything().forEach(step -> System.out.println("never came to an end: " + step));
                watch.close();
                print(watch);
                town.get().close();
                Platform.exit();
            });
        }
    }

    static void print(FxWatch watch) {
        List<Stall> beats = watch.beats();
        System.out.printf(Locale.ROOT, "load average %.1f on %d processors; %d tasks sent%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors(), beats.size());
        System.out.println("a task waited       " + percentiles(beats, Stall::millis));
        System.out.println("of it, working      " + percentiles(beats, Stall::cpu));
        System.out.println("the worst of each step, by the toolkit's own work:");
        beats.stream().map(Stall::during).distinct().forEach(step -> {
            Stall worst = beats.stream().filter(beat -> beat.during().equals(step)).max(Comparator.comparingDouble(Stall::cpu)).orElseThrow();
            String what = watch.stalls().stream().filter(stall -> stall.during().equals(step)).max(Comparator.comparingDouble(Stall::cpu)).map(Stall::what).orElse("");
            System.out.printf(Locale.ROOT, "  %6.0f ms of %6.0f  %-36s %s%n", worst.cpu(), worst.millis(), step, what);
        });
    }

    private static String percentiles(List<Stall> beats, ToDoubleFunction<Stall> of) {
        double[] sorted = beats.stream().mapToDouble(of).sorted().toArray();
        return sorted.length == 0 ? "nothing" : String.format(Locale.ROOT, "p50 %.1f ms  p99 %.1f ms  max %.1f ms", sorted[sorted.length / 2], sorted[sorted.length * 99 / 100],
                Arrays.stream(sorted).max().orElse(0));
    }
}
