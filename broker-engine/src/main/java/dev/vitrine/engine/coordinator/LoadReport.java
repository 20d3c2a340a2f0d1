package dev.vitrine.engine.coordinator;

import java.util.Optional;

/**
 * How a loading went.
 *
 * @param fromView entries replayed from the materialised view
 * @param fromLog  records replayed from the log: all of them where the view could not be used, else those it had not taken in yet
 * @param failure  why the shard is not there; empty where it is
 */
public record LoadReport(long fromView, long fromLog, Optional<String> failure) {}
