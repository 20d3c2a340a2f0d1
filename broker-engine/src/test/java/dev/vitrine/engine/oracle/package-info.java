/**
 * The differential oracle: the same requests, as raw frames, to Apache Kafka 4.3.1 and to the engine; what comes back is compared field by field.
 *
 * <pre>
 *   Script ──run by──► Talk ──frames──► Brokers (Apache Kafka | engine)
 *                       │
 *                       ▼
 *   Transcript: one Exchange per request, its Outcome (answered | closed | silent)
 *                       │  of both brokers, through Normaliser
 *                       ▼
 *   Comparison ──► Difference ──► AllowedDifferences (each with its reason) | a failed test
 * </pre>
 *
 * {@code OracleTest} runs a fast part with all tests, {@code WholeOracleTest} everything; {@code ORACLE.md} of this module says how.
 */
package dev.vitrine.engine.oracle;
