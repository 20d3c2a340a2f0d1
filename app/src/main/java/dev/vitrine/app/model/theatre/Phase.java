package dev.vitrine.app.model.theatre;

import java.util.OptionalLong;

/** A part of a rebalance in which all wait for the same thing. @param toMillis empty while it lasts */
public record Phase(Kind kind, long fromMillis, OptionalLong toMillis) {

    /** For what is waited. */
    public enum Kind {
        /** Classic: all members have to come back. */
        JOIN("join", "until all members are back"),
        /** Classic: the leader works out who gets what, all fetch their share. */
        SYNC("sync", "until everybody has fetched its share"),
        /** Classic, cooperative: between two rounds; who has to give something up does, all others read on. */
        GIVE_UP("give up", "until what has to change hands is given up; the others read on"),
        /** KIP-848: the coordinator has no target for the newest epoch yet. */
        TARGET("target", "until the coordinator knows who shall have what"),
        /** KIP-848: members come to their targets one by one. */
        RECONCILE("reconcile", "until every member has what it shall have");

        private final String word;
        private final String meaning;

        Kind(String word, String meaning) {
            this.word = word;
            this.meaning = meaning;
        }

        public String word() {
            return word;
        }

        public String meaning() {
            return meaning;
        }
    }

    /** How long it took, or has taken by then. */
    public long millis(long now) {
        return Math.max(0, toMillis.orElse(now) - fromMillis);
    }

    Phase endedAt(long millis) {
        return toMillis.isPresent() ? this : new Phase(kind, fromMillis, OptionalLong.of(millis));
    }
}
