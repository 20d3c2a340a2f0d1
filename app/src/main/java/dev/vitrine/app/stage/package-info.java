/**
 * The live picture: layout, motion, painters on Canvas, hit testing. Knows {@code model}, {@code source} and {@code widget}.
 */
package dev.vitrine.app.stage;
