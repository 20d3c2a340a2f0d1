package dev.vitrine.app.export;

import dev.vitrine.app.journal.Recorded;
import dev.vitrine.app.model.FeedLine;
import dev.vitrine.app.model.stage.PictureMaker;
import dev.vitrine.app.model.stage.StageModel;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/**
 * What a stretch of time looked like on the stage: pictures of the journal, the oldest first, and the sentences told meanwhile. A moment is a stretch
 * with one picture. Immutable; all of its work may be done on any thread.
 *
 * @param pictures of the cluster, the oldest first; at least one
 * @param lines    what was told, the newest first
 * @param makers   of pictures: a fresh one for each
 */
public record Film(List<ClusterSnapshot> pictures, List<FeedLine> lines, Palette palette, Supplier<PictureMaker> makers) {

    private static final double WIDTH = 1360;
    private static final double GIF_WIDTH = 1000;
    private static final double PNG_SCALE = 2;
    private static final long FRAME_MILLIS = 100;
    /** A longer stretch is shown faster: nobody sends a film of five minutes as a GIF. */
    private static final int MOST_FRAMES = 300;
    private static final double ROOMY = 700;
    private static final double GIF_MOST_HEIGHT = 900;

    public Film {
        pictures = List.copyOf(pictures);
        lines = List.copyOf(lines);
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("no picture");
        }
    }

    /** The last picture as SVG. */
    public void svg(OutputStream out) throws IOException {
        Drawing drawing = moment();
        out.write(SvgText.of(drawing, "Vitrine, " + clock(last())).getBytes(StandardCharsets.UTF_8));
    }

    /** The last picture as PNG, two pixels for one. */
    public void png(OutputStream out) throws IOException {
        ImageIO.write(Raster.of(moment(), PNG_SCALE), "png", out);
    }

    private ClusterSnapshot last() {
        return pictures.getLast();
    }

    /** All pictures lead up to it, without a single frame between: rates are those of that moment, and what moved is where it went. */
    private Drawing moment() {
        StageModel model = new StageModel(makers.get());
        model.calm(true);
        model.room(WIDTH, ROOMY);
        long now = 0;
        for (ClusterSnapshot picture : pictures) {
            now = nanos(picture.atMillis());
            model.show(picture);
            model.step(Recorded.flows(picture), Recorded.ends(picture), now);
        }
        return StageDrawing.of(model, palette, caption(last(), now), WIDTH, StageDrawing.heightOf(model));
    }

    /** The whole stretch as an animated GIF, ten frames a second. @param progress from 0 to 1. Stops where its thread is interrupted */
    public void gif(OutputStream out, DoubleConsumer progress) throws IOException {
        long begin = pictures.getFirst().atMillis();
        long span = last().atMillis() - begin;
        int frames = (int) Math.max(1, Math.min(MOST_FRAMES, span / FRAME_MILLIS + 1));
        StageModel model = new StageModel(makers.get());
        model.room(GIF_WIDTH, ROOMY);
        double height = Math.min(GIF_MOST_HEIGHT, tallest());
        try (GifSequence gif = new GifSequence(out, (int) (FRAME_MILLIS / 10), new GifColors(palette))) {
            int shown = -1;
            for (int i = 0; i < frames; i++) {
                if (Thread.interrupted()) {
                    throw new InterruptedIOException("stopped");
                }
                long at = begin + (frames == 1 ? 0 : span * i / (frames - 1));
                while (shown + 1 < pictures.size() && pictures.get(shown + 1).atMillis() <= at) {
                    model.show(pictures.get(++shown));
                }
                ClusterSnapshot picture = pictures.get(Math.max(0, shown));
                model.step(Recorded.flows(picture), Recorded.ends(picture), nanos(at));
                gif.add(Raster.of(StageDrawing.of(model, palette, caption(picture, nanos(at)), GIF_WIDTH, height), 1));
                progress.accept((i + 1) / (double) frames);
            }
        }
    }

    /** All frames of a film have one size: that of the fullest picture among some, where its cards have come to rest. */
    private double tallest() {
        StageModel model = new StageModel(makers.get());
        model.calm(true);
        model.room(GIF_WIDTH, ROOMY);
        double tallest = 0;
        int step = Math.max(1, pictures.size() / 20);
        for (int i = 0; i < pictures.size(); i += step) {
            model.show(pictures.get(i));
            tallest = Math.max(tallest, StageDrawing.heightOf(model));
        }
        model.show(last());
        return Math.max(tallest, StageDrawing.heightOf(model));
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }

    private static String clock(ClusterSnapshot picture) {
        return Times.clock(picture.atMillis(), ZoneId.systemDefault());
    }

    private StageDrawing.Caption caption(ClusterSnapshot picture, long nowNanos) {
        String sentence = lines.stream().filter(line -> line.atMillis() <= picture.atMillis()).findFirst().map(FeedLine::text).orElse("");
        return new StageDrawing.Caption(nowNanos, picture.atMillis(), clock(picture), sentence);
    }
}
