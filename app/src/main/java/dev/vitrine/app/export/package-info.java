/**
 * The stage as files: a moment as PNG or SVG, a stretch of time as an animated GIF. The same layout model as on the screen, drawn once as shapes
 * ({@link dev.vitrine.app.export.Drawing}) and written by whoever knows a format; nothing here touches the toolkit's thread. Knows {@code model},
 * {@code journal} and the palette of {@code widget}.
 */
package dev.vitrine.app.export;
