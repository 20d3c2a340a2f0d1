package dev.vitrine.engine;

import dev.vitrine.engine.api.AdminApis;
import dev.vitrine.engine.api.Api;
import dev.vitrine.engine.api.Apis;
import dev.vitrine.engine.api.Fetch;
import dev.vitrine.engine.api.FetchSessions;
import dev.vitrine.engine.api.InitProducerId;
import dev.vitrine.engine.api.ListOffsets;
import dev.vitrine.engine.api.Metadata;
import dev.vitrine.engine.api.OffsetForLeaderEpoch;
import dev.vitrine.engine.api.Produce;
import dev.vitrine.engine.metadata.BrokerSettings;
import java.util.ArrayList;
import java.util.List;

/** Which APIs a broker serves, and what each is joined to. What isn't here is not advertised. */
final class ServedApis {

    private ServedApis() {}

    static Apis of(Broker broker, Broker.Given given, Broker.Shared shared) {
        BrokerSettings settings = given.settings();
        FetchSessions sessions =
                new FetchSessions(settings.intValue("max.incremental.fetch.session.cache.slots"), shared.clock(), shared.random());
        List<Api<?, ?>> apis = new ArrayList<>(List.of(
                new Produce(broker.partitions(), broker.metadata(), shared.clock()),
                new Fetch(broker.partitions(), broker.metadata(), sessions, shared.crew().timers(), shared.crew().workers(), shared.clock()),
                new ListOffsets(broker.partitions(), shared.crew().workers()),
                new Metadata(broker.metadata(), broker.controller()::createAutomatically, settings.booleanValue("auto.create.topics.enable")),
                new InitProducerId(broker.controller()::nextProducerId),
                new OffsetForLeaderEpoch(broker.partitions())));
        apis.addAll(AdminApis.of(new AdminApis.Parts(given.id(), settings, broker.controller(), broker.metadata(), broker.partitions(),
                broker::logDir, shared.crew().disk())));
        return new Apis(apis, Features.served());
    }
}
