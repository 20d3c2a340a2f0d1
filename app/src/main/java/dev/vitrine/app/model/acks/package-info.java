/**
 * The demonstration of what each kind of acknowledgement risks: real producers write numbered records, a leader is cut off and killed, and afterwards what
 * was acknowledged is compared with what can be read. Knows no toolkit; what it needs of the world stands in {@link dev.vitrine.app.model.acks.TrialWorld}.
 */
package dev.vitrine.app.model.acks;
