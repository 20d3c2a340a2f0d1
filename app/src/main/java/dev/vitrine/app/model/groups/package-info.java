/**
 * Consumer groups: their list, members, who owns what, positions and lag; moving positions and deleting groups, each with a preview. Knows no
 * toolkit; acts through Kafka's Admin.
 */
package dev.vitrine.app.model.groups;
