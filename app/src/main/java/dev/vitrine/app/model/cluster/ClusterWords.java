package dev.vitrine.app.model.cluster;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.cluster.ClusterPicture.Ills;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.QuorumView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a cluster is, in words. */
public final class ClusterWords {

    private ClusterWords() {}

    /** How many brokers there are, and how many of them run where not all do. */
    public static String brokers(ClusterSnapshot snapshot) {
        long all = snapshot.brokers().size();
        long working = snapshot.brokers().stream().filter(broker -> broker.state() == BrokerState.RUNNING || broker.state() == BrokerState.FENCED).count();
        return working == all ? Figures.count(all, "broker") : working + " of " + Figures.count(all, "broker");
    }

    /** How it stands, in one line. */
    public static String summary(ClusterPicture picture) {
        List<String> parts = new ArrayList<>();
        long working = picture.tanks().stream().filter(Tank::works).count();
        parts.add(working == picture.tanks().size() ? Figures.count(working, "broker") : working + " of " + Figures.count(picture.tanks().size(), "broker") + " run");
        picture.quorum().ifPresent(quorum -> parts.add(controller(quorum)));
        parts.add(health(picture));
        return String.join("  ·  ", parts);
    }

    private static String controller(QuorumView quorum) {
        return quorum.leader() < 0 ? "no controller, term " + quorum.epoch() : "broker " + quorum.leader() + " is the controller, term " + quorum.epoch();
    }

    private static String health(ClusterPicture picture) {
        Ills ills = picture.ills();
        if (ills.none()) {
            return ills.partitions() == 0 ? "no partitions yet" : picture.tanks().size() == 1 ? Figures.count(ills.partitions(), "partition")
                    : "all replicas of " + Figures.count(ills.partitions(), "partition") + " in sync";
        }
        List<String> parts = new ArrayList<>();
        if (ills.leaderless() > 0) {
            parts.add(Figures.count(ills.leaderless(), "partition") + " without a leader");
        }
        if (ills.refusing() > 0) {
            parts.add((parts.isEmpty() ? Figures.count(ills.refusing(), "partition") : String.valueOf(ills.refusing())) + (ills.refusing() == 1 ? " refuses acks=all" : " refuse acks=all"));
        }
        if (ills.shrunken() > 0) {
            parts.add((parts.isEmpty() ? Figures.count(ills.shrunken(), "partition") : String.valueOf(ills.shrunken())) + " with a replica out of sync");
        }
        return String.join(", ", parts);
    }

    /** A partition across the tanks, for who can't see them. */
    public static String row(TankRow row) {
        String copies = row.copies().stream().map(ClusterWords::copy).collect(Collectors.joining(", "));
        return row.id().topic() + " partition " + row.id().partition() + ": " + copies + (row.leaderless() ? ", no leader" : "")
                + (row.refusesAll() ? ", refuses acks=all: " + row.inSync().size() + " in sync, min.insync.replicas is " + row.minInSync() : "") + ".";
    }

    /** A replica, in words. */
    public static String copy(Copy copy) {
        String lag = copy.lag() < 0 ? "" : copy.lag() == 0 ? "" : ", " + Figures.count(copy.lag(), "record") + " behind";
        String since = copy.behindMs().isPresent() && copy.behindMs().getAsLong() >= 1_000 ? " for " + Figures.duration(copy.behindMs().getAsLong()) : "";
        return "broker " + copy.broker() + " " + switch (copy.part()) {
            case LEADER -> "leads";
            case IN_SYNC -> "is in sync" + lag + since;
            case BEHIND -> "is out of sync" + lag + since;
            case LOST -> "is not running";
        };
    }

    /** A tank, for who can't see it. */
    public static String tank(Tank tank, List<TankRow> rows) {
        String role = tank.roleWord().isEmpty() ? "" : ", " + tank.roleWord() + (tank.term() >= 0 ? " in term " + tank.term() : "");
        String held = rows.stream().flatMap(row -> row.copies().stream().filter(copy -> copy.broker() == tank.id())
                .map(copy -> row.id().topic() + " " + row.id().partition() + " " + copy(copy).replace("broker " + tank.id() + " ", ""))).limit(12).collect(Collectors.joining("; "));
        return "Broker " + tank.id() + ", " + tank.stateWord() + role + ". Leads " + tank.leads() + " of " + Figures.count(tank.holds(), "partition") + "."
                + (held.isEmpty() ? "" : " " + held + ".");
    }
}
