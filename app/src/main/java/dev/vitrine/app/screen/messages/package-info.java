/** The Messages screen: where to begin, the list, one record in detail. */
package dev.vitrine.app.screen.messages;
