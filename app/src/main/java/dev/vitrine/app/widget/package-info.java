/**
 * Small reusable controls, and the palette that painters share with the style sheets. Knows {@code model} alone.
 */
package dev.vitrine.app.widget;
