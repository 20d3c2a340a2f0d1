/**
 * Brokers as glass tanks: what lies in each, who leads, who is behind, who votes for whom, who led before and what befell it, and what would happen if one of
 * them were hurt. Pure functions of what the engine's {@code observe} tells; no toolkit.
 */
package dev.vitrine.app.model.cluster;
