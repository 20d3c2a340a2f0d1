/**
 * Who runs when: Clock, Scheduler (a timing wheel), Mailbox (serial work on a pool). Real ones, and virtual ones for tests and simulation.
 * Knows no other room.
 */
package dev.vitrine.engine.time;
