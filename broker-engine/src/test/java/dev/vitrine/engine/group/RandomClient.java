package dev.vitrine.engine.group;

import java.util.Random;

/** A client that does now this, now that, most of it sensible. */
interface RandomClient {

    void act(Random random);
}
