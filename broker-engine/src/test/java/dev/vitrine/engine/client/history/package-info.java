/**
 * A history checker in the manner of Jepsen's: real clients write and read on real sockets while brokers are killed, frozen, stopped and cut off; what each
 * client saw is written down, and afterwards held against what must never happen.
 */
package dev.vitrine.engine.client.history;
