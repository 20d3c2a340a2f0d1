/** What the settings screen tells of the cluster and of the app itself. Knows no toolkit. */
package dev.vitrine.app.model.settings;
