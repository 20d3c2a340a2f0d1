package dev.vitrine.app.model.lessons;

import dev.vitrine.app.model.actors.ActorFigures.Consumed;
import dev.vitrine.app.model.actors.ActorFigures.Produced;
import dev.vitrine.app.model.actors.ProducerSetup;
import dev.vitrine.app.model.composer.SendMode;

/** Seen in the programs themselves, where the broker can't know: only the app's own actors tell. */
public sealed interface OfActor extends Condition {

    /**
     * What actors on a topic did since they were started.
     *
     * @param what  what is counted
     * @param mode  for answered records: of producers that send so; null for all
     */
    record Did(String topic, Figure what, SendMode mode, int atLeast) implements OfActor {

        @Override
        public Verdict judge(Sight sight) {
            return switch (what) {
                case ANSWERED -> Verdict.of(sight.actors().stream()
                        .filter(actor -> actor.setup() instanceof ProducerSetup setup && setup.topic().equals(topic) && (mode == null || setup.delivery().mode() == mode))
                        .mapToLong(actor -> ((Produced) actor.figures()).acked()).sum(), atLeast, "records answered");
                case READ_AGAIN -> Verdict.of(sight.figures(Consumed.class, topic).mapToLong(Consumed::again).sum(), atLeast, "records read twice");
                case PROCESSED -> Verdict.of(sight.figures(Consumed.class, topic).mapToLong(Consumed::processed).sum(), atLeast, "records dealt with");
            };
        }
    }

    enum Figure { ANSWERED, READ_AGAIN, PROCESSED }
}
