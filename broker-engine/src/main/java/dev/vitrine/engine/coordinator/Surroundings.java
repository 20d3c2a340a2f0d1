package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.offsets.CoordinatorView;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Scheduler;
import java.util.function.Consumer;

/** What a {@link CoordinatorRuntime} has around it; one for all runtimes of a broker. */
public record Surroundings(Clock clock, Scheduler scheduler, CoordinatorView view, Consumer<Event> publish, RuntimeOptions options) {}
