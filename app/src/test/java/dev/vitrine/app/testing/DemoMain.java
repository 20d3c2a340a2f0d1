package dev.vitrine.app.testing;

import dev.vitrine.app.Shell;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.engine.StartRefused;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.stage.Stage;

/**
 * The app's window before a scripted cluster, to look at: {@code DemoMain [--theme light] [--orders 48000] [--empty] [--port-taken]}, and whatever
 * the app itself takes.
 */
public final class DemoMain {

    private DemoMain() {}

    public static void main(String[] arguments) {
        Application.launch(Demo.class, arguments);
        System.exit(0);
    }

    /** The demonstration's window. */
    public static final class Demo extends Application {

        private Shell shell;

        @Override
        public void start(Stage stage) {
            List<String> given = new java.util.ArrayList<>(getParameters().getRaw());
            boolean empty = given.remove("--empty");
            if (given.remove("--measure")) {
                FrameCost.measure(20, 10);
            }
            boolean taken = given.remove("--port-taken");
            int orders = given.indexOf("--orders");
            double perSecond = orders < 0 ? 48_000 : Double.parseDouble(given.get(orders + 1));
            if (orders >= 0) {
                given.subList(orders, orders + 2).clear();
            }
            shell = new Shell(stage, Remembered.forgetful(), Screens.all(), with -> {
                if (taken && with.address().port() == 9092) {
                    throw new StartRefused(new StartRefused.PortInUse("localhost", 9092));
                }
                return cluster(empty, perSecond);
            });
            shell.open(LaunchOptions.parse(given));
        }

        private static ScriptedSource cluster(boolean empty, double perSecond) {
            ScriptedSource cluster = new ScriptedSource(System::currentTimeMillis);
            if (!empty) {
                FamilyDay day = new FamilyDay(cluster, perSecond);
                Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory()).scheduleAtFixedRate(() -> day.step(10), 10, 10, TimeUnit.MILLISECONDS);
            }
            return cluster;
        }

        @Override
        public void stop() {
            shell.close();
        }
    }
}
