package dev.vitrine.app.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Observed;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Sessions as files: a ZIP with these entries, in this order.
 *
 * <pre>
 *   session.json     {"format": 1, "savedAtMillis": …, "pictures": how many, "events": how many}
 *   actors.txt       how the app's actors were set up; may be empty
 *   pictures.jsonl   one picture of the cluster a line
 *   events.jsonl     one event a line, with sequence and time
 *   records.jsonl    one record a line; "there" in session.json says how many lay in the topics. Older files have none
 * </pre>
 * A component that is added to a record needs no other format: see {@link PlainRecords}. What changes its meaning does. Blocks.
 */
public final class SessionFile {

    /** Raised where an older app would misunderstand a file. */
    static final int FORMAT = 1;
    public static final String ENDING = "vitrine";

    private static final long MOST_BYTES = 1L << 30;
    private static final int MOST_LINE = 32 << 20;
    private static final int MOST_PICTURES = 20_000;
    private static final int MOST_EVENTS = 200_000;
    private static final int MOST_RECORDS = 100_000;

    private final ObjectMapper mapper = new ObjectMapper();
    private final PlainRecords records = new PlainRecords();

    public static void write(Session session, OutputStream out) throws IOException {
        new SessionFile().writeTo(session, out);
    }

    private void writeTo(Session session, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        ObjectNode head = mapper.createObjectNode().put("format", FORMAT).put("savedAtMillis", session.savedAtMillis())
                .put("pictures", session.pictures().size()).put("events", session.events().size())
                .put("records", session.records().records().size()).put("there", session.records().there());
        entry(zip, "session.json", List.of(head));
        zip.putNextEntry(new ZipEntry("actors.txt"));
        zip.write(session.actors().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        entry(zip, "pictures.jsonl", session.pictures());
        entry(zip, "events.jsonl", session.events());
        entry(zip, "records.jsonl", session.records().records());
        zip.finish();
    }

    private void entry(ZipOutputStream zip, String name, List<?> lines) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        for (Object line : lines) {
            zip.write(mapper.writeValueAsBytes(line instanceof JsonNode node ? node : records.write(line)));
            zip.write('\n');
        }
        zip.closeEntry();
    }

    /** @throws SessionRefused where it is no session, a damaged one, or one of a newer app */
    public static Session read(Path file) {
        String name = String.valueOf(file.getFileName());
        try (InputStream in = Files.newInputStream(file)) {
            return new SessionFile().readFrom(in, name);
        } catch (NoSuchFileException e) {
            throw new SessionRefused("There is no file " + file + ".", e);
        } catch (IOException | IllegalArgumentException | PlainRecords.UnknownKind e) {
            throw new SessionRefused(name + " is not a Vitrine session, or it is damaged (" + e.getMessage() + ").", e);
        }
    }

    private Session readFrom(InputStream file, String name) throws IOException {
        ZipInputStream zip = new ZipInputStream(new Bounded(file), StandardCharsets.UTF_8);
        InputStream in = new Bounded(zip);
        JsonNode head = mapper.readTree(all(zip, in, "session.json"));
        int format = head.path("format").asInt();
        if (format > FORMAT) {
            throw new SessionRefused(name + " was saved by a newer Vitrine (format " + format + "; this one reads " + FORMAT + "). Update Vitrine to open it.");
        } else if (format < 1) {
            throw new IOException("it names no format");
        }
        String actors = new String(all(zip, in, "actors.txt"), StandardCharsets.UTF_8);
        List<ClusterSnapshot> pictures = lines(zip, in, "pictures.jsonl", ClusterSnapshot.class, MOST_PICTURES);
        List<Observed> events = lines(zip, in, "events.jsonl", Observed.class, MOST_EVENTS);
        if (pictures.size() != head.path("pictures").asInt()) {
            throw new IOException("pictures are missing");
        }
        List<KeptRecord> kept = head.has("records") ? lines(zip, in, "records.jsonl", KeptRecord.class, MOST_RECORDS) : List.of();
        if (kept.size() != head.path("records").asInt()) {
            throw new IOException("records are missing");
        }
        kept.forEach(KeptRecord::asRead);
        return new Session(head.path("savedAtMillis").asLong(), pictures, events, actors, new KeptRecords(kept, head.path("there").asLong()));
    }

    private static byte[] all(ZipInputStream zip, InputStream in, String entry) throws IOException {
        expect(zip, entry);
        byte[] bytes = in.readNBytes(MOST_LINE);
        if (bytes.length == MOST_LINE) {
            throw new IOException(entry + " is too large");
        }
        return bytes;
    }

    private static void expect(ZipInputStream zip, String entry) throws IOException {
        ZipEntry next = zip.getNextEntry();
        if (next == null || !next.getName().equals(entry)) {
            throw new ZipException("no " + entry);
        }
    }

    /** Things of a kind that isn't known are passed over: a newer app of the same format knows more of them. */
    private <T> List<T> lines(ZipInputStream zip, InputStream in, String entry, Class<T> type, int most) throws IOException {
        expect(zip, entry);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<T> all = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c != '\n') {
                line.append((char) c);
                if (line.length() > MOST_LINE) {
                    throw new IOException("a line of " + entry + " is too long");
                }
                continue;
            }
            add(line.toString(), type, all);
            line.setLength(0);
            if (all.size() > most) {
                throw new IOException("more than " + most + " lines in " + entry);
            }
        }
        return all;
    }

    private <T> void add(String line, Class<T> type, List<T> all) throws JsonProcessingException {
        try {
            all.add(records.read(mapper.readTree(line), type));
        } catch (PlainRecords.UnknownKind e) {
            if (type == ClusterSnapshot.class) {
                throw e;
            }
        }
    }

    /** A small file may unpack to a huge one: it ends here. It doesn't close what it reads from, because entries follow one another. */
    private static final class Bounded extends FilterInputStream {

        private long left = MOST_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            count(c < 0 ? 0 : 1);
            return c;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = super.read(into, from, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int more) throws IOException {
            left -= more;
            if (left < 0) {
                throw new IOException("it unpacks to more than " + (MOST_BYTES >> 20) + " MB");
            }
        }
    }
}
