/**
 * Events, counters, snapshots: all that a screen or a metric may know; and, through {@link dev.vitrine.engine.observe.Inspection}, how one log lies on
 * the disk and what the broker's threads do, read only while somebody asks. Writing costs next to nothing and never blocks: a slow looker loses
 * detail, never slows a broker. Knows no other room.
 */
package dev.vitrine.engine.observe;
