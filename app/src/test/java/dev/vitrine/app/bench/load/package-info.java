/**
 * Programs by the thousand, in a process of their own. What a broker gets from them is what it gets from real clients, byte for byte: connections,
 * heartbeats, fetches, commits, batches. What they leave out is their own side of it: nothing is deserialised, compressed or kept, questions are framed
 * once and asked again with other numbers, and one thread does for all ({@link dev.vitrine.app.bench.load.Loop}), so that two cores are enough for them, the
 * broker and a window.
 */
package dev.vitrine.app.bench.load;
