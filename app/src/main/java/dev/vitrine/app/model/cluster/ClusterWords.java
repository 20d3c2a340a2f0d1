package dev.vitrine.app.model.cluster;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.cluster.ClusterPicture.Ills;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.QuorumView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        picture.quorum().ifPresent(quorum -> parts.add(controller(picture, quorum)));
        parts.add(health(picture));
        return String.join("  ·  ", parts);
    }

    /** Nobody has told the others that their controller is gone; who looks from above knows it at once. */
    private static String controller(ClusterPicture picture, QuorumView quorum) {
        return quorum.leader() < 0 ? "no controller, term " + quorum.epoch() : fallen(picture, quorum)
                .map(tank -> "no controller: broker " + tank.id() + " is " + tank.stateWord())
                .orElse("broker " + quorum.leader() + " is the controller, term " + quorum.epoch());
    }

    private static Optional<Tank> fallen(ClusterPicture picture, QuorumView quorum) {
        return picture.tank(quorum.leader()).filter(tank -> !tank.works());
    }

    /** That there is no controller, and whether there will be one; empty where there is one. */
    public static Optional<String> headless(ClusterPicture picture) {
        return picture.quorum().filter(quorum -> quorum.leader() < 0 || fallen(picture, quorum).isPresent()).map(quorum -> {
            String what = fallen(picture, quorum).map(tank -> "No controller: broker " + tank.id() + " is " + tank.stateWord() + ". ")
                    .orElse("No controller in term " + quorum.epoch() + ". ");
            long voters = picture.tanks().stream().filter(Tank::votes).count();
            long voting = picture.tanks().stream().filter(tank -> tank.votes() && tank.works()).count();
            return what + (voting == 0 ? "No voter is left that could be elected." : voting > voters / 2 ? "The others elect one as soon as they miss it."
                    : voting + " of " + voters + " voters cannot elect another: a majority is " + (voters / 2 + 1) + ".");
        });
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
