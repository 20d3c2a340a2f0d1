package dev.vitrine.app.model.lessons;

import dev.vitrine.app.model.cluster.Act;
import dev.vitrine.app.model.cluster.BrokerDesk;
import dev.vitrine.app.model.lessons.Stagehand.Patience;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import dev.vitrine.engine.observe.PartitionView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Does those of a lesson's deeds that brokers feel. Blocks: for the background. */
public final class BrokerHand {

    private final Supplier<Optional<BrokerDesk>> desk;
    private final Callable<ClusterSnapshot> look;
    private final Patience patience;

    /** @param desk empty where brokers can't be hurt from here; @param look at the cluster as it is now */
    public BrokerHand(Supplier<Optional<BrokerDesk>> desk, Callable<ClusterSnapshot> look, Patience patience) {
        this.desk = desk;
        this.look = look;
        this.patience = patience;
    }

    private BrokerDesk desk() {
        return desk.get().orElseThrow(() -> new KafkaException("The brokers of this cluster can't be started and stopped from here."));
    }

    /** Adds brokers until there are so many, and waits until they run. */
    void atLeast(int count) throws Exception {
        for (int there = look.call().brokers().size(); there < count; there++) {
            desk().add();
        }
        await(() -> running(look.call()).size() >= count, count + " brokers run");
    }

    void hurt(Deed.Hurt told) throws Exception {
        ClusterSnapshot now = look.call();
        int broker = whom(told, now);
        Act act = switch (told.act()) {
            case STOP -> new Act.Stop(broker);
            case KILL -> new Act.Kill(broker);
            case FREEZE -> new Act.Freeze(broker);
            case CUT_OFF -> new Act.CutOff(broker, now.brokers().stream().map(BrokerView::id).filter(other -> other != broker).toList());
        };
        act.carryOut(desk());
    }

    private static int whom(Deed.Hurt told, ClusterSnapshot now) {
        List<Integer> running = running(now);
        return switch (told.whom()) {
            case LEADER -> partition(told, now).leader();
            case FOLLOWER -> partition(told, now).replicas().stream().filter(b -> b != partition(told, now).leader() && running.contains(b) && b != now.controllerId())
                    .findFirst().or(() -> partition(told, now).replicas().stream().filter(b -> b != partition(told, now).leader() && running.contains(b)).findFirst())
                    .orElseThrow(() -> new KafkaException("No follower of " + told.of() + " runs."));
            case CONTROLLER -> now.controllerId();
            case OTHER -> running.stream().filter(b -> b != now.controllerId()).findFirst().orElseThrow(() -> new KafkaException("No other broker runs."));
        };
    }

    private static PartitionView partition(Deed.Hurt told, ClusterSnapshot now) {
        return now.topics().stream().filter(topic -> topic.name().equals(told.of())).flatMap(topic -> topic.partitions().stream()).findFirst()
                .orElseThrow(() -> new KafkaException("There is no topic " + told.of() + ": reset the lesson."));
    }

    private static List<Integer> running(ClusterSnapshot now) {
        return now.brokers().stream().filter(b -> b.state() == BrokerState.RUNNING).map(BrokerView::id).toList();
    }

    /** Everybody runs, and everything gets everywhere, again. */
    void mend() throws Exception {
        ClusterSnapshot now = look.call();
        for (LinkView bad : now.links()) {
            desk().link(new LinkView(bad.from(), bad.to(), LinkState.OPEN, 0, 0));
        }
        for (BrokerView broker : now.brokers()) {
            switch (broker.state()) {
                case FROZEN -> desk().thaw(broker.id());
                case STOPPED, KILLED -> desk().start(broker.id());
                case RUNNING, FENCED -> { }
            }
        }
        int all = now.brokers().size();
        await(() -> running(look.call()).size() == all && look.call().controllerId() >= 0, "all brokers run");
    }

    private void await(Callable<Boolean> so, String what) throws Exception {
        for (int tries = 0; !so.call(); tries++) {
            if (!patience.again(tries)) {
                throw new KafkaException("In vain waited until " + what + ".");
            }
        }
    }
}
