/** What the app's own work costs: how long the toolkit's thread is ever held up, and by what. */
package dev.vitrine.app.bench;
