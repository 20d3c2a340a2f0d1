/**
 * The microscope without a toolkit: one partition as a strip of batches (where each lies on the screen, what is to be read for it), one group as its
 * state machine, one broker from inside. Knows the engine's {@code observe} alone.
 */
package dev.vitrine.app.model.microscope;
