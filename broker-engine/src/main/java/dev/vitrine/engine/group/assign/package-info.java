/**
 * Who should read what (KIP-848): assignments, the server-side assignors, and what of the topics' metadata an assignment depends on. Values and
 * pure functions; knows no group, no record and no time.
 */
package dev.vitrine.engine.group.assign;
