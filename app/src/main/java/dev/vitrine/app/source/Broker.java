package dev.vitrine.app.source;

import dev.vitrine.app.journal.SessionRefused;
import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.engine.StartRefused;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The life of the app's broker: see {@link BrokerState}. For the toolkit's thread; what takes time runs in the background. */
public final class Broker {

    private final Background background;
    private final Function<LaunchOptions, ClusterSource> starter;
    private final ReadOnlyObjectWrapper<BrokerState> state = new ReadOnlyObjectWrapper<>(this, "state", new BrokerState.Stopped());
    private LaunchOptions options = LaunchOptions.defaults();
    private boolean stopWanted;

    /** @param starter starts a broker, blocking; throws {@link StartRefused} where it can't */
    public Broker(Background background, Function<LaunchOptions, ClusterSource> starter) {
        this.background = background;
        this.starter = starter;
    }

    public ReadOnlyObjectProperty<BrokerState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public BrokerState state() {
        return state.get();
    }

    /** What it was last started with. */
    public LaunchOptions options() {
        return options;
    }

    public void start(LaunchOptions with) {
        options = with;
        state.set(new BrokerState.Starting(with.address().host() + ":" + with.address().port()));
        background.run(() -> attempt(with), this::arrived, failure -> arrived(refused(failure)));
    }

    private BrokerState attempt(LaunchOptions with) {
        try {
            return new BrokerState.Serving(starter.apply(with));
        } catch (StartRefused refused) {
            return refused(refused);
        }
    }

    private static BrokerState.Refused refused(Throwable failure) {
        if (failure instanceof StartRefused refused) {
            if (refused.reason() instanceof StartRefused.PortInUse busy) {
                return new BrokerState.Refused(Optional.of(busy), busy.message(), Ports.nextFree(busy.port()), Ports.owner(busy.port()));
            }
            return new BrokerState.Refused(Optional.of(refused.reason()), refused.getMessage(), OptionalInt.empty(), "");
        }
        if (failure instanceof SessionRefused) {
            return new BrokerState.Refused(Optional.empty(), failure.getMessage(), OptionalInt.empty(), "");
        }
        String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new BrokerState.Refused(Optional.empty(), "the broker could not start: " + why, OptionalInt.empty(), "");
    }

    private void arrived(BrokerState reached) {
        state.set(reached);
        if (stopWanted) {
            stop();
        }
    }

    /** Stops it, cleanly. Where it is still starting, as soon as it has. */
    public void stop() {
        stopWanted = true;
        switch (state.get()) {
            case BrokerState.Serving(ClusterSource source) -> {
                state.set(new BrokerState.Stopping());
                background.run(() -> {
                    source.close();
                    return true;
                }, _ -> state.set(new BrokerState.Stopped()), _ -> state.set(new BrokerState.Stopped()));
            }
            case BrokerState.Refused _ -> state.set(new BrokerState.Stopped());
            case BrokerState.Starting _, BrokerState.Stopping _, BrokerState.Stopped _ -> { }
        }
    }
}
