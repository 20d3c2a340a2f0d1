/**
 * The engine as programs of other people meet it: real clients in Java, JavaScript, C and Python, real signals, real crashes.
 *
 * <p>The engine runs in a process of its own ({@link dev.vitrine.engine.client.EngineProcess}). With
 * {@code -Dclients.against=HOST:PORT} the tests of clients talk to the Kafka found there instead: what they expect of
 * a broker can so be checked against Apache Kafka itself.
 *
 * <p>A test whose client is not installed says so by name and is skipped; with {@code -Dforeign.clients=required} it fails.
 */
package dev.vitrine.engine.client;
