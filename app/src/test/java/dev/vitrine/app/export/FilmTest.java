package dev.vitrine.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.app.model.FeedLine;
import dev.vitrine.app.model.FeedModel;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.model.stage.PictureMaker;
import dev.vitrine.app.testing.FamilyDay;
import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class FilmTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    private long now = 1_800_000_000_000L;
    private final ScriptedSource cluster = new ScriptedSource(() -> now);
    private final FamilyDay day = new FamilyDay(cluster, 500);

    private Film film(Theme theme, int seconds) {
        FeedModel feed = new FeedModel("vitrine-");
        List<ClusterSnapshot> pictures = new ArrayList<>();
        long seen = 0;
        for (int tick = 0; tick <= seconds * 100; tick++) {
            if (tick % 25 == 0) {
                pictures.add(cluster.now());
            }
            day.step(10);
            now += 10;
            seen = tell(feed, seen);
        }
        List<FeedLine> lines = List.copyOf(feed.lines());
        return new Film(pictures, lines, Palette.of(theme), () -> new PictureMaker("vitrine-"));
    }

    private long tell(FeedModel feed, long seen) {
        var page = cluster.eventsAfter(seen, 512);
        feed.add(page.events());
        return seen + page.events().size();
    }

    private static byte[] bytes(WholeFile.Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.write(out);
        return out.toByteArray();
    }

    private static void keep(String name, byte[] bytes) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name), bytes);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void a_moment_as_a_picture_is_twice_as_fine_and_not_empty(Theme theme) throws Exception {
        byte[] png = bytes(film(theme, 6)::png);
        keep("moment-" + theme.id() + ".png", png);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(2_720);
        Set<Integer> colours = new HashSet<>();
        IntStream.range(0, image.getWidth() / 7).forEach(x -> IntStream.range(0, image.getHeight() / 5).forEach(y -> colours.add(image.getRGB(x * 7, y * 5))));
        assertThat(colours).hasSizeGreaterThan(60);
    }

    @Test
    void a_moment_as_a_drawing_says_in_text_who_is_on_it() throws Exception {
        byte[] svg = bytes(film(Theme.LIGHT, 6)::svg);
        keep("moment.svg", svg);

        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        NodeList texts = document.getElementsByTagName("text");
        List<String> words = IntStream.range(0, texts.getLength()).mapToObj(i -> texts.item(i).getTextContent()).toList();
        assertThat(words).contains("family-topic", "orders", "db-group", "email-group", "billing", "family-producer");
        assertThat(document.getElementsByTagName("path").getLength()).as("lines").isGreaterThan(8);
        assertThat(document.getElementsByTagName("image").getLength()).as("nothing is pixels").isZero();
    }

    @Test
    void names_from_outside_cannot_break_a_drawing() throws Exception {
        cluster.topic("a<b>&\"c\u0001", 1);
        byte[] svg = bytes(film(Theme.DARK, 1)::svg);

        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        NodeList texts = document.getElementsByTagName("text");
        assertThat(IntStream.range(0, texts.getLength()).mapToObj(i -> texts.item(i).getTextContent())).anyMatch(text -> text.startsWith("a<b>&\"c"));
    }

    @Test
    void a_stretch_of_time_is_a_film_of_ten_frames_a_second_in_which_something_moves() throws Exception {
        List<Double> progress = new ArrayList<>();
        byte[] gif = bytes(out -> film(Theme.DARK, 2).gif(out, progress::add));
        keep("stretch.gif", gif);

        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(21);
            BufferedImage first = reader.read(0);
            assertThat(first.getWidth()).isEqualTo(1_000);
            assertThat(IntStream.range(1, 21).filter(i -> width(reader, i) > 100)).as("frames in which something moves").hasSizeGreaterThan(10);
            assertThat(IntStream.range(1, 21).map(i -> width(reader, i))).as("only what has changed is in a frame").allMatch(width -> width <= 1_000).anyMatch(width -> width < 1_000);
        }
        assertThat(progress).isSorted().endsWith(1.0).hasSize(21);
        assertThat(new String(gif, 0, 1_000, java.nio.charset.StandardCharsets.ISO_8859_1)).as("plays over and over").contains("NETSCAPE2.0");
    }

    /** Cards slide to new places: a film is as high as where they come to rest. */
    @Test
    void a_film_in_which_a_topic_appears_has_room_for_it() throws Exception {
        ClusterSnapshot before = cluster.now();
        now += 100;
        cluster.topic("appears-late", 12);
        ClusterSnapshot after = cluster.now();

        assertThat(height(List.of(before, after))).isEqualTo(height(List.of(after))).isGreaterThan(height(List.of(before)));
    }

    private static int height(List<ClusterSnapshot> pictures) throws IOException {
        Film film = new Film(pictures, List.of(), Palette.of(Theme.DARK), () -> new PictureMaker("vitrine-"));
        byte[] gif = bytes(out -> film.gif(out, _ -> { }));
        return ImageIO.read(new ByteArrayInputStream(gif)).getHeight();
    }

    private static int width(ImageReader reader, int frame) {
        try {
            return reader.getWidth(frame);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void how_far_behind_each_member_is_and_whose_a_program_is_are_drawn_too() throws Exception {
        String svg = new String(bytes(film(Theme.DARK, 6)::svg), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(svg).contains(">yours<");
        String track = "height=\"7\" rx=\"4\"";
        assertThat(svg.split(track, -1)).as("bars of lag").hasSizeGreaterThan(3);
    }

    @Test
    void a_film_is_given_on_frame_by_frame_and_ends_where_nobody_wants_it_any_more() throws Exception {
        long[] written = {0};
        List<Long> atProgress = new ArrayList<>();
        OutputStream counted = new OutputStream() {
            @Override
            public void write(int one) {
                written[0]++;
            }
        };
        film(Theme.DARK, 2).gif(counted, _ -> atProgress.add(written[0]));
        assertThat(atProgress.get(3)).as("what is drawn is not held").isPositive();
        assertThat(atProgress.get(15)).isGreaterThan(atProgress.get(3));
        assertThat(written[0]).isLessThan(1_500_000);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> film(Theme.DARK, 2).gif(OutputStream.nullOutputStream(), _ -> { })).isInstanceOf(java.io.InterruptedIOException.class);
    }

    @Test
    void a_long_stretch_is_shown_faster_and_stays_bounded() throws Exception {
        List<Double> progress = new ArrayList<>();
        film(Theme.DARK, 40).gif(OutputStream.nullOutputStream(), progress::add);
        assertThat(progress).hasSize(300);
    }
}
