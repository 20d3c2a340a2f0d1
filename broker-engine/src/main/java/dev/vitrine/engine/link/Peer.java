package dev.vitrine.engine.link;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.ApiMessage;

/** A broker as the others reach it. */
@FunctionalInterface
public interface Peer {

    /**
     * Answers another broker. Runs on any thread: must not block. Byte buffers and stretches of files in the answer belong to who asked: they are to be
     * released.
     */
    CompletionStage<? extends ApiMessage> asked(int from, Question question);
}
