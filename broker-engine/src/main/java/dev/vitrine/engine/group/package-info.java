/**
 * The group coordinator: classic consumer groups and committed offsets as one pure state machine per partition of
 * {@code __consumer_offsets}. May know {@code coordinator} and below; never a network or a thread.
 */
package dev.vitrine.engine.group;
