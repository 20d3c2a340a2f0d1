/**
 * State without a toolkit: snapshot and flows → what is to be shown. Plain JUnit tests reach all of it; nothing here imports {@code javafx.scene}
 * (properties of {@code javafx.beans} are welcome).
 */
package dev.vitrine.app.model;
