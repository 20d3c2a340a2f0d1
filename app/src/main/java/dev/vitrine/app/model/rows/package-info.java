/** Table rows that keep their identity while what they show changes, so that selection, scroll and sort stay where a person put them. */
package dev.vitrine.app.model.rows;
