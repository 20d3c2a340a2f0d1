package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Notices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SavingTest {

    @TempDir Path folder;

    private final List<String> told = new ArrayList<>();
    private final List<Runnable> stops = new ArrayList<>();

    private final Notices notices = new Notices() {
        @Override
        public void tell(String text) {
            told.add(text);
        }

        @Override
        public void offer(String text, String action, Runnable run) {
            told.add(text);
        }

        @Override
        public Work begin(String text, Runnable stop) {
            stops.add(stop);
            return new Work() {
                @Override
                public void progress(double part) {
                    told.add("progress " + part);
                }

                @Override
                public void end() {
                    told.add("ended");
                }
            };
        }

        @Override
        public void problem(String what, Throwable why) {
            told.add(what + ": " + why);
        }
    };

    @Test
    void what_is_stopped_is_not_saved_even_where_its_work_takes_no_notice_of_the_interrupt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Path place = folder.resolve("film.gif");
        try (Background background = new Background(Runnable::run)) {
            new Saving(background, notices, _ -> { }).slowly(place, "Drawing", (out, progress) -> {
                out.write(1);
                begun.countDown();
                deaf(goOn);
            });
            begun.await();
            stops.getFirst().run();
            goOn.countDown();

            long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (Files.exists(folder.resolve(".film.gif.part")) && System.nanoTime() < limit) {
                Thread.onSpinWait();
            }
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(told).containsExactly("ended", "Stopped: film.gif was not saved.");
    }

    private static void deaf(CountDownLatch until) {
        for (boolean waits = true; waits; ) {
            try {
                until.await();
                waits = false;
            } catch (InterruptedException swallowed) {
                waits = true;
            }
        }
    }
}
