/** The Actors screen: producers and consumers inside the app, what each does, and how to change it. */
package dev.vitrine.app.screen.actors;
