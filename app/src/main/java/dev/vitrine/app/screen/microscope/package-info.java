/** The Microscope: one partition as a strip of batches, one group as its state machine, one broker from inside. */
package dev.vitrine.app.screen.microscope;
