package dev.vitrine.engine.group;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;

/** One way of sharing out partitions (an assignor) that a member can do, and what it has to say to the leader in it. */
record Protocol(String name, OpaqueBytes metadata) {

    /** As the client listed them, its favourite first; a name said twice counts once. */
    static List<Protocol> of(Iterable<JoinGroupRequestProtocol> offered) {
        List<Protocol> protocols = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JoinGroupRequestProtocol protocol : offered) {
            if (seen.add(protocol.name())) {
                protocols.add(new Protocol(protocol.name(), OpaqueBytes.of(protocol.metadata())));
            }
        }
        return List.copyOf(protocols);
    }
}
