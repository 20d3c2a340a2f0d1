package dev.vitrine.app.screen;

import dev.vitrine.app.export.WholeFile;
import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Notices;
import dev.vitrine.app.widget.FolderOpener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import javafx.application.Platform;

/** Writes files that a person asked for: in the background, whole or not at all, told when it is done; what takes a while says how far it is and can be stopped. */
final class Saving {

    private static final double STEP = 0.01;

    private final Background background;
    private final Notices notices;
    private final FolderOpener folders;

    Saving(Background background, Notices notices, FolderOpener folders) {
        this.background = background;
        this.notices = notices;
        this.folders = folders;
    }

    /** Writes what a file is made of. */
    @FunctionalInterface
    interface Slow {
        /** @param progress told how far it is, from 0 to 1. Ends with an exception where its thread is interrupted */
        void write(OutputStream out, DoubleConsumer progress) throws IOException;
    }

    /** @param prepare gives what is written, and a sentence on what is in it where there is something to say */
    void quickly(Path place, Callable<Prepared> prepare) {
        background.run(() -> {
            Prepared ready = prepare.call();
            WholeFile.write(place, ready.content());
            return ready;
        }, ready -> saved(place, ready.says()), why -> notices.problem("Saving " + place.getFileName(), why));
    }

    /** What is to be written. */
    record Prepared(WholeFile.Content content, Optional<String> says) {}

    /** @param doing in words, while it is done */
    void slowly(Path place, String doing, Slow content) {
        Notices.Work[] work = new Notices.Work[1];
        Background.Job[] job = new Background.Job[1];
        AtomicBoolean stopped = new AtomicBoolean(); // an interrupt alone may be swallowed by whatever the content calls
        work[0] = notices.begin(doing, () -> {
            stopped.set(true);
            job[0].cancel();
            work[0].end();
            notices.tell("Stopped: " + place.getFileName() + " was not saved.");
        });
        double[] told = {0};
        DoubleConsumer progress = part -> {
            if (stopped.get()) {
                throw new CancellationException();
            }
            if (part - told[0] >= STEP) {
                told[0] = part;
                Platform.runLater(() -> work[0].progress(part));
            }
        };
        job[0] = background.run(() -> {
            WholeFile.write(place, out -> {
                content.write(out, progress);
                progress.accept(1); // so that what was stopped meanwhile is not put in its place
            });
            return place;
        }, _ -> {
            work[0].end();
            saved(place, Optional.empty());
        }, why -> {
            work[0].end();
            notices.problem("Saving " + place.getFileName(), why);
        });
    }

    private void saved(Path place, Optional<String> says) {
        notices.offer("Saved " + place.getFileName() + "." + says.map(words -> " " + words).orElse(""), "show", () -> background.run(() -> {
            folders.open(place.toAbsolutePath().getParent());
            return place;
        }, _ -> { }, why -> notices.problem("Showing " + place.getFileName(), why)));
    }
}
