package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.AppendResult.Appended;
import dev.vitrine.engine.log.AppendResult.Rejected;
import dev.vitrine.engine.time.Scheduler;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.protocol.Errors;

/** Appends of acks=all that wait until they are committed. Used in the partition's mailbox only. */
final class ParkedProduces {

    private record Parked(long requiredOffset, long order, Appended appended, CompletableFuture<AppendResult> answer, Scheduler.Timer timer) {

        void answer(AppendResult result) {
            timer.cancel();
            answer.complete(result);
        }
    }

    private final Scheduler scheduler;
    private final Executor mailbox;
    private final PriorityQueue<Parked> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Parked::requiredOffset).thenComparingLong(Parked::order));
    private long parked;

    ParkedProduces(Scheduler scheduler, Executor mailbox) {
        this.scheduler = scheduler;
        this.mailbox = mailbox;
    }

    /** @param timeoutMs after which REQUEST_TIMED_OUT is answered; the records may be committed all the same */
    CompletionStage<AppendResult> park(Appended appended, long timeoutMs) {
        CompletableFuture<AppendResult> answer = new CompletableFuture<>();
        Scheduler.Timer timer = scheduler.schedule(timeoutMs, () -> mailbox.execute(() -> {
            if (answer.complete(new Rejected(Errors.REQUEST_TIMED_OUT, "not committed within " + timeoutMs + " ms"))) {
                waiting.removeIf(one -> one.answer() == answer);
            }
        }));
        waiting.add(new Parked(appended.lastOffset() + 1, parked++, appended, answer, timer));
        return answer;
    }

    /** Answers what is committed now. @param enough whether as many have it as should; else its producer is told that they don't */
    void committed(long highWatermark, BooleanSupplier enough) {
        while (!waiting.isEmpty() && waiting.peek().requiredOffset() <= highWatermark) {
            Parked done = waiting.poll();
            done.answer(enough.getAsBoolean() ? done.appended() : notEnoughAfterAppend());
        }
    }

    static Rejected notEnoughAfterAppend() {
        return new Rejected(Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND, "in-sync replicas have left while it was being copied");
    }

    /** Leadership is lost: whether they are committed, only the next leader knows. */
    void refuseAll(Rejected why) {
        while (!waiting.isEmpty()) {
            waiting.poll().answer(why);
        }
    }
}
