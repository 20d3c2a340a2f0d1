/** The Topics screen: the list, one topic's partitions, settings and readers, and the sheets that create, grow, empty and delete. */
package dev.vitrine.app.screen.topics;
