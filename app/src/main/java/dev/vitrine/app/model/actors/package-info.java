/**
 * Actors as they are spoken of: what a producer or consumer that a person puts on the stage is set up as, what it has done so far, and the ready-made
 * casts. Who runs them is {@code dev.vitrine.app.actors}.
 */
package dev.vitrine.app.model.actors;
