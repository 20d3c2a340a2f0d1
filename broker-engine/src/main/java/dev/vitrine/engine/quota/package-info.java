/**
 * How much of a broker one client may have for itself: bytes in and out, threads' time, changes of the cluster, connections (KIP-13, 124, 599, 612).
 * Who is limited stands in the metadata image; here is measured, over Kafka's windows and with Kafka's arithmetic, and said how long a client
 * has to be kept waiting. The keeping waiting itself is the network's.
 */
package dev.vitrine.engine.quota;
