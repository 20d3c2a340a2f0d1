/** Brokers as glass tanks, what can be done to them, and what each kind of acknowledgement risks when something is done to them. */
package dev.vitrine.app.screen.cluster;
