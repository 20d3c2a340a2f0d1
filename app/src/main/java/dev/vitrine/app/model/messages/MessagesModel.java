package dev.vitrine.app.model.messages;

import dev.vitrine.app.model.Figures;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The list of messages and the reading behind it. For the toolkit's thread; the reading has its own. */
public final class MessagesModel {

    private final Consumers consumers;
    private final Executor threads;
    private final LongSupplier nanos;
    private final ObservableList<Message> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Progress> progress = new ReadOnlyObjectWrapper<>(Progress.IDLE);
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private TopicScan scan;

    /** @param threads runs each reading on a thread of its own */
    public MessagesModel(Consumers consumers, Executor threads, LongSupplier nanos) {
        this.consumers = consumers;
        this.threads = threads;
        this.nanos = nanos;
    }

    public ObservableList<Message> rows() {
        return rows;
    }

    public ReadOnlyObjectProperty<Progress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What was read, shown, and left out, in one line. */
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** Ends the reading there is and begins another one. */
    public void read(Query query) {
        stop();
        rows.clear();
        scan = new TopicScan(query, consumers, nanos);
        threads.execute(scan);
        frame();
    }

    public void stop() {
        if (scan != null) {
            scan.stop();
        }
    }

    /** The next page, where the reading waits at the end of one. */
    public void more() {
        if (scan != null) {
            scan.more();
        }
    }

    /** True where a live reading goes on: it costs even while nobody looks. */
    public boolean isLive() {
        return scan != null && scan.query().seek() instanceof Seek.Live && scan.progress().running();
    }

    /** Takes what has come; once a frame. Returns how many rows were added. */
    public int frame() {
        if (scan == null) {
            return 0;
        }
        MessageRing.Change change = scan.ring().take();
        if (change.drop() > 0) {
            rows.remove(0, change.drop());
        }
        if (!change.add().isEmpty()) {
            rows.addAll(change.add());
        }
        Progress now = scan.progress();
        if (!now.equals(progress.get())) {
            progress.set(now);
            status.set(sentence(now));
        }
        return change.add().size();
    }

    private String sentence(Progress now) {
        String said = now.sentence(!scan.query().search().isEmpty());
        long letGo = scan.ring().letGo();
        return letGo == 0 ? said : said + " · showing the last " + Figures.exact(rows.size()) + ", " + Figures.exact(letGo) + " made way";
    }
}
