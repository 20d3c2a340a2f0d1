package dev.vitrine.engine.group;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData.ListedGroup;

/** Names all groups, of certain states (v4, KIP-518) and types (v5, KIP-848) where asked so, in upper case or lower. */
record ListGroups(ListGroupsRequestData request) {

    List<ListedGroup> from(GroupShard shard) {
        Set<String> states = lowerCase(request.statesFilter());
        Set<String> types = lowerCase(request.typesFilter());
        return shard.groups().stream()
                .filter(group -> states.isEmpty() || states.contains(lowerCase(group.state().label())))
                .filter(group -> types.isEmpty() || types.contains(group.type()))
                .map(ListGroups::list)
                .toList();
    }

    private static ListedGroup list(Group group) {
        return new ListedGroup()
                .setGroupId(group.id())
                .setProtocolType(group.protocolType().orElse(""))
                .setGroupState(group.state().label())
                .setGroupType(group.type());
    }

    private static Set<String> lowerCase(List<String> filter) {
        return filter.stream().map(ListGroups::lowerCase).collect(Collectors.toSet());
    }

    private static String lowerCase(String text) {
        return text.trim().toLowerCase(Locale.ROOT);
    }
}
