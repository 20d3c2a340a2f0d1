/**
 * Programs by the thousand, in a process of their own. What a broker gets from them is what it gets from real clients, byte for byte: connections,
 * heartbeats, fetches, commits, batches. What they leave out is their own side of it: nothing is deserialised, compressed or kept, so that two
 * cores are enough for them, the broker and a window.
 */
package dev.vitrine.app.bench.load;
