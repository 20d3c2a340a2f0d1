package dev.vitrine.engine.oracle;

import org.apache.kafka.common.protocol.ApiKeys;

/**
 * One request and what came of it.
 *
 * @param what    what was asked, in a few words where the request alone doesn't tell; may be empty
 * @param request the request as sent, for people
 */
record Exchange(String what, ApiKeys api, short version, String request, Outcome outcome) {}
