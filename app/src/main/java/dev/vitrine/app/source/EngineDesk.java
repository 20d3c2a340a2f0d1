package dev.vitrine.app.source;

import dev.vitrine.app.model.cluster.BrokerDesk;
import dev.vitrine.engine.Brokers;
import dev.vitrine.engine.observe.LinkView;

/** The brokers of the engine inside this process, as screens know them. */
record EngineDesk(Brokers brokers) implements BrokerDesk {

    @Override
    public int add() {
        return brokers.add();
    }

    @Override
    public void stop(int broker) {
        brokers.stop(broker);
    }

    @Override
    public void kill(int broker) {
        brokers.kill(broker);
    }

    @Override
    public void freeze(int broker) {
        brokers.freeze(broker);
    }

    @Override
    public void thaw(int broker) {
        brokers.thaw(broker);
    }

    @Override
    public void start(int broker) {
        brokers.start(broker);
    }

    @Override
    public void link(LinkView wanted) {
        switch (wanted.state()) {
            case OPEN -> brokers.heal(wanted.from(), wanted.to());
            case SLOW -> brokers.delay(wanted.from(), wanted.to(), wanted.delayMillis());
            case LOSSY -> brokers.lose(wanted.from(), wanted.to(), wanted.loss());
            case CUT -> brokers.cut(wanted.from(), wanted.to());
        }
    }
}
