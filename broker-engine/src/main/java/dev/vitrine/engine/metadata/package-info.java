/**
 * The image: topics, brokers, configurations, features; configuration keys with defaults, types and documentation, read from Kafka's own
 * definitions. Immutable values only.
 */
package dev.vitrine.engine.metadata;
