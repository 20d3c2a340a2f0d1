package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.Names;

/** A member that was met. @param isIn false once it has gone */
record Known(String memberId, String name, String host, boolean isIn) {

    static Known of(String memberId, String clientId, String host) {
        return new Known(memberId, Names.member(memberId, clientId), host, true);
    }

    static Known stranger(String memberId) {
        return new Known(memberId, Names.member(memberId, ""), "", false);
    }

    Known gone() {
        return new Known(memberId, name, host, false);
    }
}
