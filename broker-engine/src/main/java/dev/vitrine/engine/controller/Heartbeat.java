package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import java.util.List;
import org.apache.kafka.common.message.BrokerHeartbeatRequestData;
import org.apache.kafka.common.message.BrokerHeartbeatResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * A broker says that it is there, and what it wants to be; see the diagram at {@link BrokerTurns}.
 *
 * <pre>
 *   it is                wants                        it becomes
 *   FENCED               to stop                      FENCED, may stop at once
 *                        to serve                     UNFENCED, once it has taken in its own registration
 *   UNFENCED             to be fenced                 FENCED
 *                        to stop, and leads           CONTROLLED SHUTDOWN: its leaders go elsewhere
 *                        to stop, and leads nothing   FENCED, may stop at once
 *   CONTROLLED SHUTDOWN  whatever                     FENCED, may stop: when it leads nothing and all others know it
 * </pre>
 */
final class Heartbeat {

    private final Ground ground;
    private final Sessions sessions;
    private final long logEnd;
    private final long nowMs;

    /** @param logEnd of the metadata log */
    Heartbeat(Ground ground, Sessions sessions, long logEnd, long nowMs) {
        this.ground = ground;
        this.sessions = sessions;
        this.logEnd = logEnd;
        this.nowMs = nowMs;
    }

    private enum Next { FENCED, UNFENCED, SHUTTING_DOWN, STOP }

    Decision<BrokerHeartbeatResponseData> decide(BrokerHeartbeatRequestData request) {
        Errors stale = ground.stale(request.brokerId(), request.brokerEpoch());
        if (stale != Errors.NONE) {
            return Decision.nothing(new BrokerHeartbeatResponseData().setErrorCode(stale.code()));
        }
        ClusterImage image = ground.image();
        BrokerImage broker = image.broker(request.brokerId()).orElseThrow();
        boolean caughtUp = request.currentMetadataOffset() >= broker.epoch();
        Next next = next(broker, request, caughtUp);
        List<MetadataRecord> records = records(broker, next);
        sessions.heard(broker, request.currentMetadataOffset(), nowMs);
        BrokerHeartbeatResponseData answer = new BrokerHeartbeatResponseData()
                .setIsCaughtUp(caughtUp)
                .setIsFenced(next == Next.FENCED || next == Next.STOP)
                .setShouldShutDown(next == Next.STOP);
        return new Decision<>(records, answer, List.of()).because(why(broker, next));
    }

    private Next next(BrokerImage broker, BrokerHeartbeatRequestData request, boolean caughtUp) {
        if (broker.fenced()) {
            return request.wantShutDown() ? Next.STOP : request.wantFence() || !caughtUp ? Next.FENCED : Next.UNFENCED;
        }
        if (broker.shuttingDown()) {
            sessions.sayGoodbye(broker, logEnd - 1, nowMs); // with the second heartbeat: what moved its leaders is in the log by now
            return !leads(broker) && sessions.mayGo(broker, others(broker), nowMs) ? Next.STOP : Next.SHUTTING_DOWN;
        }
        if (request.wantShutDown()) {
            return !request.wantFence() && leads(broker) ? Next.SHUTTING_DOWN : Next.STOP;
        }
        return request.wantFence() ? Next.FENCED : Next.UNFENCED;
    }

    private List<BrokerImage> others(BrokerImage broker) {
        return ground.image().brokers().stream().filter(other -> other.active() && other.id() != broker.id()).toList();
    }

    private boolean leads(BrokerImage broker) {
        return ground.image().topics().values().stream()
                .anyMatch(topic -> topic.partitions().stream().mapToInt(PartitionImage::leader).anyMatch(leader -> leader == broker.id()));
    }

    private List<MetadataRecord> records(BrokerImage broker, Next next) {
        BrokerTurns turns = new BrokerTurns(ground);
        return switch (next) {
            case UNFENCED -> broker.fenced() ? turns.unfenced(broker) : List.of();
            case FENCED, STOP -> broker.fenced() ? List.of() : turns.fenced(broker);
            case SHUTTING_DOWN -> broker.shuttingDown() ? List.of() : turns.shuttingDown(broker);
        };
    }

    private static String why(BrokerImage broker, Next next) {
        return "broker " + broker.id() + (next == Next.UNFENCED ? " is there" : next == Next.FENCED ? " asked to be fenced" : " stops");
    }
}
