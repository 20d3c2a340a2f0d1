/**
 * The assignor lab: one group, one event after another, under every assignor at once. Kafka's own assignor classes decide; nothing goes over a
 * network.
 */
package dev.vitrine.app.model.lab;
