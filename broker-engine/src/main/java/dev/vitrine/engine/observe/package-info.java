/**
 * Events, counters, snapshots: all that a screen or a metric may know. Writing costs next to nothing and never blocks: a slow looker loses
 * detail, never slows a broker. Knows no other room.
 */
package dev.vitrine.engine.observe;
