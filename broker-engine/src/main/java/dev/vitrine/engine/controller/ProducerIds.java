package dev.vitrine.engine.controller;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.common.message.AllocateProducerIdsResponseData;
import org.apache.kafka.common.protocol.Errors;

/** Gives out producer ids, each once for ever: they come in blocks of a thousand, and what a stop leaves of a block is never used. */
final class ProducerIds {

    private final Supplier<CompletionStage<Block>> allocate;
    private Block block = new Block(0, 0);
    private CompletableFuture<Void> refill;

    /** @param allocate asks the controller for the next block */
    ProducerIds(Supplier<CompletionStage<Block>> allocate) {
        this.allocate = allocate;
    }

    /** Ids from {@code next} on, up to but not including {@code end}. */
    record Block(long next, long end) {}

    static Block block(AllocateProducerIdsResponseData answer) {
        Errors error = Errors.forCode(answer.errorCode());
        if (error != Errors.NONE) {
            throw error.exception();
        }
        return new Block(answer.producerIdStart(), answer.producerIdStart() + answer.producerIdLen());
    }

    /** An id that nobody had. Fails where no block is to be had. */
    synchronized CompletionStage<Long> next() {
        if (block.next() < block.end()) {
            long id = block.next();
            block = new Block(id + 1, block.end());
            return CompletableFuture.completedStage(id);
        }
        return refilled().thenCompose(filled -> next());
    }

    private CompletionStage<Void> refilled() {
        if (refill != null) { // one block for all who wait
            return refill;
        }
        CompletableFuture<Void> filling = new CompletableFuture<>();
        refill = filling;
        allocate.get().whenComplete((next, failure) -> filled(next, failure, filling));
        return filling;
    }

    private void filled(Block next, Throwable failure, CompletableFuture<Void> filling) {
        synchronized (this) {
            refill = null;
            block = failure == null ? next : block;
        }
        if (failure == null) {
            filling.complete(null);
        } else {
            filling.completeExceptionally(failure);
        }
    }
}
