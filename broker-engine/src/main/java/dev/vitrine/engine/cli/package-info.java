/**
 * The command line: parses options into an {@link dev.vitrine.engine.EngineConfig}, starts the engine, prints the READY line, maps
 * refusals to exit codes. May know only the façade and {@code observe}.
 */
package dev.vitrine.engine.cli;
