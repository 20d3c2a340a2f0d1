package dev.vitrine.engine;

import dev.vitrine.engine.api.AddOffsetsToTxn;
import dev.vitrine.engine.api.AddPartitionsToTxn;
import dev.vitrine.engine.api.AdminApis;
import dev.vitrine.engine.api.Api;
import dev.vitrine.engine.api.Apis;
import dev.vitrine.engine.api.ConsumerGroupDescribe;
import dev.vitrine.engine.api.ConsumerGroupHeartbeat;
import dev.vitrine.engine.api.CoordinatorTopic;
import dev.vitrine.engine.api.DeleteGroups;
import dev.vitrine.engine.api.DescribeGroups;
import dev.vitrine.engine.api.DescribeTransactions;
import dev.vitrine.engine.api.EndTxn;
import dev.vitrine.engine.api.Fetch;
import dev.vitrine.engine.api.FetchSessions;
import dev.vitrine.engine.api.FindCoordinator;
import dev.vitrine.engine.api.GetTelemetrySubscriptions;
import dev.vitrine.engine.api.Heartbeat;
import dev.vitrine.engine.api.InitProducerId;
import dev.vitrine.engine.api.JoinGroup;
import dev.vitrine.engine.api.LeaveGroup;
import dev.vitrine.engine.api.ListGroups;
import dev.vitrine.engine.api.ListOffsets;
import dev.vitrine.engine.api.ListTransactions;
import dev.vitrine.engine.api.Metadata;
import dev.vitrine.engine.api.OffsetCommit;
import dev.vitrine.engine.api.OffsetDelete;
import dev.vitrine.engine.api.OffsetFetch;
import dev.vitrine.engine.api.OffsetForLeaderEpoch;
import dev.vitrine.engine.api.Produce;
import dev.vitrine.engine.api.PushTelemetry;
import dev.vitrine.engine.api.SyncGroup;
import dev.vitrine.engine.api.TelemetryClients;
import dev.vitrine.engine.api.TxnOffsetCommit;
import dev.vitrine.engine.api.WriteTxnMarkers;
import dev.vitrine.engine.group.GroupCoordinator;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.replica.TransactionAdmission;
import dev.vitrine.engine.txn.TransactionCoordinator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.Errors;

/** Which APIs a broker serves, to clients and to other brokers, and what each is joined to. What isn't here is not advertised. */
final class ServedApis {

    private static final byte GROUPS = 0;
    private static final byte TRANSACTIONS = 1;

    private final Broker broker;
    private final Broker.Given given;
    private final Broker.Shared shared;
    private final TransactionAdmission admission;

    private final Fetch fetch;
    private final ListOffsets listOffsets;
    private final WriteTxnMarkers writeTxnMarkers;
    private final AddPartitionsToTxn addPartitionsToTxn;

    ServedApis(Broker broker, Broker.Given given, Broker.Shared shared) {
        this.broker = broker;
        this.given = given;
        this.shared = shared;
        this.admission = broker.admission();
        BrokerSettings settings = given.settings();
        FetchSessions sessions =
                new FetchSessions(settings.intValue("max.incremental.fetch.session.cache.slots"), shared.clock(), shared.random());
        this.fetch = new Fetch(broker.partitions(), broker.metadata(), sessions, shared.timers(), shared.workers(), shared.clock(),
                settings.intValue("fetch.max.bytes"));
        this.listOffsets = new ListOffsets(broker.partitions(), shared.workers());
        this.writeTxnMarkers = new WriteTxnMarkers(broker.markers());
        this.addPartitionsToTxn = new AddPartitionsToTxn(broker.transactions().coordinator(), broker.metadata());
    }

    /** For clients. */
    Apis apis() {
        List<Api<?, ?>> apis = new ArrayList<>(records());
        apis.addAll(groups());
        apis.addAll(transactions());
        apis.addAll(telemetry());
        apis.addAll(AdminApis.of(new AdminApis.Parts(given.id(), given.settings(), broker.controller(), broker.metadata(), broker.partitions(),
                broker::logDir, shared.diskThreads(), broker.node().quorum()::describe)));
        return new Apis(apis, () -> Features.served(broker.metadata().image()), broker.quotas());
    }

    /** For other brokers. */
    PeerDesk desk() {
        return new PeerDesk(broker.node(), new PeerDesk.Reads(fetch, listOffsets),
                new PeerDesk.Transactions(writeTxnMarkers, addPartitionsToTxn));
    }

    private List<Api<?, ?>> records() {
        return List.of(
                new Produce(broker.partitions(), broker.metadata(), admission, shared.clock()),
                fetch,
                listOffsets,
                new Metadata(broker.metadata(), broker.controller()::createAutomatically,
                        given.settings().booleanValue("auto.create.topics.enable")),
                new OffsetForLeaderEpoch(broker.partitions()),
                writeTxnMarkers);
    }

    private List<Api<?, ?>> groups() {
        GroupCoordinator groups = broker.groups().coordinator();
        TransactionCoordinator transactions = broker.transactions().coordinator();
        Map<Byte, CoordinatorTopic> kinds = Map.of(
                GROUPS, new CoordinatorTopic(Topic.GROUP_METADATA_TOPIC_NAME, groups::partitionFor, groups::whenServed),
                TRANSACTIONS, new CoordinatorTopic(Topic.TRANSACTION_STATE_TOPIC_NAME, transactions::partitionFor, transactions::whenServed));
        return List.of(
                new FindCoordinator(given.id(), broker.metadata(), this::inOwnName, kinds),
                new JoinGroup(groups),
                new SyncGroup(groups),
                new Heartbeat(groups),
                new LeaveGroup(groups),
                new OffsetCommit(groups),
                new OffsetFetch(groups),
                new OffsetDelete(groups),
                new ConsumerGroupHeartbeat(groups),
                new ConsumerGroupDescribe(groups),
                new TxnOffsetCommit(groups, admission),
                new DescribeGroups(groups),
                new ListGroups(groups),
                new DeleteGroups(groups));
    }

    /** Whoever asks for a coordinator, Kafka's brokers make its topic in their own name: it is charged to them. */
    private CompletionStage<Map<String, Errors>> inOwnName(Set<String> topics) {
        return broker.controller().createAutomatically(topics, Integer.toString(given.id()));
    }

    private List<Api<?, ?>> telemetry() {
        TelemetryClients clients = new TelemetryClients(broker.metadata(), () -> Ids.next(shared.random()));
        int mostBytes = given.settings().intValue("telemetry.max.bytes");
        return List.of(
                new GetTelemetrySubscriptions(clients, mostBytes, shared.clock()),
                new PushTelemetry(clients, mostBytes, shared.clock()));
    }

    private List<Api<?, ?>> transactions() {
        TransactionCoordinator transactions = broker.transactions().coordinator();
        return List.of(
                new InitProducerId(transactions, given.settings().booleanValue("unstable.api.versions.enable")),
                addPartitionsToTxn,
                new AddOffsetsToTxn(transactions, broker.groups().coordinator()::partitionFor),
                new EndTxn(transactions),
                new DescribeTransactions(transactions),
                new ListTransactions(transactions));
    }
}
