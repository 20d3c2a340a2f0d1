package dev.vitrine.app.model.actors;

import dev.vitrine.app.model.actors.Casts.Cast;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Sets a cast's scene. Blocks: for the background. */
public final class CastCall {

    private final Supplier<Admin> admin;

    public CastCall(Supplier<Admin> admin) {
        this.admin = admin;
    }

    /** Creates the topic that a cast plays on; one that is there already stays as it is. */
    public Cast prepare(Cast cast) throws InterruptedException, ExecutionException {
        try {
            admin.get().createTopics(List.of(new NewTopic(cast.topic(), Optional.of(cast.partitions()), Optional.empty()))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        return cast;
    }
}
