/**
 * The stage without a toolkit: snapshot and flows → who is on it ({@link dev.vitrine.app.model.stage.Picture}), where each stands
 * ({@link dev.vitrine.app.model.stage.StageLayout}) and how it moves. All motion follows nanoseconds; nothing moves that did not happen.
 */
package dev.vitrine.app.model.stage;
