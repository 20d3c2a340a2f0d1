/** The rebalance theatre: a group's rebalances drawn and told, one at a time, and any two of its generations side by side. */
package dev.vitrine.app.screen.theatre;
