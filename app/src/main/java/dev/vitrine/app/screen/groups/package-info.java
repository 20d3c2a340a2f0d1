/** The Groups screen: the list, one group's members, who owns what, positions and lag, and the sheets that reset and delete. */
package dev.vitrine.app.screen.groups;
