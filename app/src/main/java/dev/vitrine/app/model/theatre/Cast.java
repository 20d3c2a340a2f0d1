package dev.vitrine.app.model.theatre;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.MemberView;
import java.util.LinkedHashMap;
import java.util.Map;

/** All members of a group that were met, those who have gone among them: by their ids nobody would know them. */
final class Cast {

    private final Map<String, Known> all = new LinkedHashMap<>();

    void meet(MemberView member) {
        all.put(member.memberId(), Known.of(member.memberId(), member.clientId(), member.clientHost()));
    }

    void joined(Event.MemberJoined e) {
        all.put(e.memberId(), Known.of(e.memberId(), e.clientId(), e.clientHost()));
    }

    void left(Event.MemberLeft e) {
        all.put(e.memberId(), Known.of(e.memberId(), e.clientId(), e.clientHost()).gone());
    }

    Cause cause(Cause.Kind kind, String memberId, String words, long timeoutMs, long at) {
        Known known = all.getOrDefault(memberId, Known.stranger(memberId));
        return new Cause(kind, memberId, known.name(), known.host(), words, timeoutMs, at);
    }

    Map<String, Known> all() {
        return all;
    }
}
