/** Lessons on the screen: the list of all, and the panel that stays beside whatever screen a lesson leads to. */
package dev.vitrine.app.screen.lessons;
