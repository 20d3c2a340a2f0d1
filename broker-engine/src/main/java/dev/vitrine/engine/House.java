package dev.vitrine.engine;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.link.InProcessLinks;
import dev.vitrine.engine.net.Network;
import dev.vitrine.engine.net.RequestHandler;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What all brokers of an engine share.
 *
 * @param door where requests of all brokers' connections come in
 */
record House(Crew crew, Network network, InProcessLinks links, Disk disk, Clock clock, RandomGenerator random, Events events, RequestHandler door) {}
