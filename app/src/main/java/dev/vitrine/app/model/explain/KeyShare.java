package dev.vitrine.app.model.explain;

/** The key that is most frequent among the newest records of a partition. @param records so many were looked at. @param withKey so many of them bear it */
public record KeyShare(String key, int withKey, int records) {

    public double share() {
        return records == 0 ? 0 : withKey / (double) records;
    }
}
