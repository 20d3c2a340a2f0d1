package dev.vitrine.app.source;

import dev.vitrine.app.journal.Recorded;
import dev.vitrine.app.journal.Session;
import dev.vitrine.app.journal.SessionFile;
import dev.vitrine.app.journal.SessionRefused;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.Observation.EndVisitor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A cluster of which there is only a recording. What is looked at is the picture at the cursor of time; nobody can connect to it. */
public final class ReplaySource implements ClusterSource {

    private static final String NO_BROKER = "This is a recording: there is no broker behind it.";

    private final String name;
    private final Session session;
    private volatile Supplier<Optional<ClusterSnapshot>> cursor;

    public ReplaySource(String name, Session session) {
        this.name = name;
        this.session = session;
        this.cursor = () -> Optional.of(session.pictures().getFirst());
    }

    /** Blocks. @throws SessionRefused with a sentence for a person where the file can't be opened */
    public static ReplaySource open(Path file) {
        return new ReplaySource(String.valueOf(file.getFileName()), SessionFile.read(file));
    }

    public Session session() {
        return session;
    }

    /** @param looked what is looked at now; asked on the toolkit's thread */
    public void follow(Supplier<Optional<ClusterSnapshot>> looked) {
        cursor = looked;
    }

    @Override
    public boolean recorded() {
        return true;
    }

    /** The file's name: there is no address. */
    @Override
    public String bootstrap() {
        return name;
    }

    @Override
    public CompletionStage<ClusterSnapshot> snapshot() {
        return CompletableFuture.completedFuture(session.pictures().getFirst());
    }

    /** None: they lie in the journal already. */
    @Override
    public Events.Page eventsAfter(long sequence, int limit) {
        return new Events.Page(List.of(), 0);
    }

    @Override
    public void flows(Consumer<Flow> visitor) {
        cursor.get().ifPresent(then -> Recorded.flows(then).accept(visitor));
    }

    @Override
    public void ends(EndVisitor visitor) {
        cursor.get().ifPresent(then -> Recorded.ends(then).accept(visitor));
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> recordsBefore(Map<TopicPartition, Long> ends, int ofEach) {
        return session.records().before(ends, ofEach);
    }

    @Override
    public Admin admin() {
        throw new IllegalStateException(NO_BROKER);
    }

    @Override
    public Map<String, Object> clientProperties(String purpose) {
        throw new IllegalStateException(NO_BROKER);
    }

    /** It is never used. */
    @Override
    public void closeFirst(AutoCloseable user) {
        // there is nothing that it could outlive
    }

    @Override
    public void close() {
        // nothing is open
    }
}
