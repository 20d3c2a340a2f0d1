/** The Settings screen: look, cluster, about. */
package dev.vitrine.app.screen.settings;
