/** What tests of the app share: a cluster that does what a script says, and a window to look at it. */
package dev.vitrine.app.testing;
