package dev.vitrine.app.bench;

import dev.vitrine.app.Shell;
import dev.vitrine.app.bench.load.LoadProcess;
import dev.vitrine.app.bench.load.LoadProcess.Done;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.screen.FrameFigures;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.testing.AppWindow;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.control.ButtonBase;
import javafx.stage.Stage;

/**
 * What the app bears: a broker with 1,000 partitions, 50 groups of 20 members and 50,000 records a second, in the app's own process as always, with the
 * window open before it. Prints how many frames there were on each screen and how far apart, for how long the toolkit's thread was held up at worst, what a
 * hidden window costs, what the screens took of the broker's events, and whether all records came through. The load runs in another process.
 */
public final class StageBench {

    private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warmup", 30);
    private static final int STAGE_SECONDS = Integer.getInteger("bench.seconds", 30);
    private static final int OTHER_SECONDS = Math.max(5, STAGE_SECONDS / 3);

    private StageBench() {}

    public static void main(String[] arguments) {
        Application.launch(Opened.class, arguments);
        System.exit(0);
    }

    /** The app, with everybody at work. */
    public static final class Opened extends Application {

        private ClusterSource source;
        private LoadProcess load;

        @Override
        public void init() throws Exception {
            source = EmbeddedSource.start(c -> c.listen("localhost", 0).ephemeral());
            load = new LoadProcess(source.bootstrap(), "steady");
        }

        @Override
        public void start(Stage stage) {
            Shell shell = new Shell(stage, Remembered.forgetful(), Screens.all(), _ -> source);
            shell.open(LaunchOptions.defaults());
            Thread.ofPlatform().name("bench").start(() -> {
                try {
                    new Run(stage, shell, load).all();
                    load.close();
                } catch (Exception e) {
                    e.printStackTrace();
                }
                source.close();
                Platform.exit();
            });
        }
    }

    private record Run(Stage stage, Shell shell, LoadProcess load) {

        void all() throws Exception {
            AppWindow.until("the stage is there", () -> shown(".topic") && !stage.getScene().getRoot().lookup("#rail-settings").isDisabled());
            pause(WARM_UP_SECONDS);
            System.out.printf(Locale.ROOT, "load average %.1f on %d processors%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    Runtime.getRuntime().availableProcessors());
            measure("the stage", STAGE_SECONDS);
            for (String screen : List.of("topics", "groups", "microscope", "settings")) {
                AppWindow.call(() -> go(screen));
                pause(3);
                measure(screen, OTHER_SECONDS);
            }
            hidden();
        }

        private boolean shown(String selector) {
            return stage.getScene().getRoot().lookupAll(selector).stream().anyMatch(AppWindow::shown);
        }

        private boolean go(String screen) {
            ((ButtonBase) stage.getScene().getRoot().lookup("#rail-" + screen)).fire();
            return true;
        }

        private void hidden() throws Exception {
            AppWindow.call(() -> go("stage"));
            AppWindow.call(() -> {
                stage.setIconified(true);
                return true;
            });
            pause(3);
            measure("the stage, the window hidden", OTHER_SECONDS);
        }

        private void measure(String what, int seconds) throws Exception {
            Frames frames = new Frames();
            Done before = load.done();
            CpuTimes loadCpu = CpuTimes.of(load.pid());
            CpuTimes cpu = CpuTimes.now();
            FrameFigures drained = AppWindow.call(shell::figures);
            try (FxWatch watch = FxWatch.seldom()) {
                if (!stage.isIconified()) {
                    AppWindow.call(() -> started(frames));
                }
                pause(seconds);
                AppWindow.call(() -> stopped(frames));
                print(what, frames, watch);
            }
            CpuTimes then = CpuTimes.now();
            Done after = load.done();
            FrameFigures figures = AppWindow.call(shell::figures);
            System.out.printf(Locale.ROOT, "  frames           %5.1f a second   p50 %5.1f  p99 %5.1f ms%n", (figures.frames() - drained.frames()) / then.seconds(cpu),
                    figures.framesP50(), figures.framesP99());
            System.out.println("  processor time   " + then.since(cpu));
            System.out.println("  the load's own   " + CpuTimes.of(load.pid()).since(loadCpu));
            System.out.printf(Locale.ROOT, "  records          %,.0f a second acknowledged, %,.0f a second read%n", (after.acknowledged() - before.acknowledged()) / then.seconds(cpu),
                    (after.read() - before.read()) / then.seconds(cpu));
            System.out.printf(Locale.ROOT, "  events           %,d drained, %,d dropped%n", figures.drained() - drained.drained(), figures.dropped() - drained.dropped());
            System.out.printf(Locale.ROOT, "  own work         p50 %.1f  p99 %.1f ms in the last frames%n", figures.workP50(), figures.workP99());
        }

        private static boolean started(Frames frames) {
            frames.start();
            return true;
        }

        private static boolean stopped(Frames frames) {
            frames.stop();
            return true;
        }

        private static void print(String what, Frames frames, FxWatch watch) {
            System.out.println(what);
            System.out.println("  pulses           " + frames);
            watch.beats().stream().max(Comparator.comparingDouble(Stall::millis)).ifPresent(worst -> {
                double cpu = watch.beats().stream().mapToDouble(Stall::cpu).max().orElse(0);
                System.out.printf(Locale.ROOT, "  held up at worst %.0f ms by the clock, %.0f ms of its own processor time; above 100 ms by the clock: %d times%n", worst.millis(), cpu,
                        watch.beats().stream().filter(beat -> beat.millis() > 100).count());
            });
            watch.stalls().stream().filter(stall -> stall.millis() > 60 && !stall.samples().isEmpty()).sorted(Comparator.comparingDouble(Stall::millis).reversed()).limit(3)
                    .forEach(stall -> System.out.println("    " + stall.what()));
        }

        private static void pause(int seconds) {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
