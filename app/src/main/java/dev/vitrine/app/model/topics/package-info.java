/**
 * Topics: what a list shows of them, creating, configuring, growing, emptying and deleting them, each with a preview of what it does. Knows no
 * toolkit; acts through Kafka's Admin.
 */
package dev.vitrine.app.model.topics;
