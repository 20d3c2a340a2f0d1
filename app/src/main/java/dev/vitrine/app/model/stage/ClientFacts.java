package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.Fact;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.keys.Partitioner;
import dev.vitrine.app.model.keys.Writers;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be told of a program's settings by watching it: nobody asked it, and it doesn't say. */
final class ClientFacts {

    private ClientFacts() {}

    static List<Fact> of(ClusterSnapshot snapshot, String clientId, List<ConnectionView> connections) {
        List<Fact> facts = new ArrayList<>();
        if (connections.stream().anyMatch(connection -> connection.software().isPresent() && connection.software().get().inferred())) {
            facts.add(Fact.words("how we know", "it sent no name: concluded from the way it speaks"));
        }
        List<FlowView> written = connections.stream().flatMap(connection -> connection.flows().stream()).filter(flow -> flow.direction() == Direction.PRODUCE).toList();
        if (!written.isEmpty()) {
            String acks = written.stream().map(flow -> flow.acks() < 0 ? "all" : String.valueOf(flow.acks())).distinct().sorted().collect(Collectors.joining(", "));
            long records = written.stream().mapToLong(FlowView::records).sum();
            long bytes = written.stream().mapToLong(FlowView::bytes).sum();
            facts.add(Fact.figure("acks · a record takes", acks + " · " + (records == 0 ? "none yet" : Figures.bytes((double) bytes / records))));
            partitioner(snapshot, clientId, written).ifPresent(facts::add);
        }
        snapshot.groups().forEach(group -> group.members().stream().filter(member -> member.clientId().equals(clientId)).forEach(member -> facts.add(membership(group, member))));
        return facts;
    }

    private static Optional<Fact> partitioner(ClusterSnapshot snapshot, String clientId, List<FlowView> written) {
        return Writers.of(snapshot, written.getFirst().partition().topic()).stream().filter(writer -> writer.client().equals(clientId)).findFirst()
                .flatMap(Writers.Writer::partitioner).map(partitioner -> Fact.words("keys lead", words(partitioner)));
    }

    private static String words(Partitioner partitioner) {
        return switch (partitioner.family()) {
            case MURMUR2 -> "where Java's do (murmur2), unless set otherwise";
            case LEGACY -> "elsewhere than Java's";
            case CRC32 -> "elsewhere than Java's (crc32), unless set otherwise";
        };
    }

    private static Fact membership(GroupView group, MemberView member) {
        return Fact.words("in " + group.id(), "session " + Figures.duration(member.sessionTimeoutMs())
                + (member.protocols().isEmpty() ? "" : " · offers " + String.join(", ", member.protocols())));
    }
}
