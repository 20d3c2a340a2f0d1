/**
 * The controller: who is there, who leads what, topics, configurations and producer ids as pure decisions over the metadata log, in Kafka's own
 * metadata records (KIP-500). May know {@code quorum} and below.
 *
 * <p>{@link dev.vitrine.engine.controller.Controller} is how any broker asks; {@link dev.vitrine.engine.controller.ControllerChannel} finds the active one;
 * {@link dev.vitrine.engine.controller.ActiveController} decides, while its broker leads the quorum; {@link
 * dev.vitrine.engine.controller.BrokerLifecycle} is a broker's own side of its registration; {@link dev.vitrine.engine.controller.ImageReplay} makes images
 * of the log, on every broker.
 */
package dev.vitrine.engine.controller;
