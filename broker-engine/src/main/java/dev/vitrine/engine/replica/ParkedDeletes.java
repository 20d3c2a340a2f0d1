package dev.vitrine.engine.replica;

import dev.vitrine.engine.replica.Partition.DeleteOutcome;
import dev.vitrine.engine.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.common.protocol.Errors;

/** DeleteRecords that wait until every replica has moved its start. Used in the partition's mailbox only. */
final class ParkedDeletes {

    private record Parked(long offset, CompletableFuture<DeleteOutcome> answer, Scheduler.Timer timer) {

        void answer(DeleteOutcome outcome) {
            timer.cancel();
            answer.complete(outcome);
        }
    }

    private final Scheduler scheduler;
    private final Executor mailbox;
    private final Deque<Parked> waiting = new ArrayDeque<>();

    ParkedDeletes(Scheduler scheduler, Executor mailbox) {
        this.scheduler = scheduler;
        this.mailbox = mailbox;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** @param lowWatermark as it is now: told where the time is up */
    CompletionStage<DeleteOutcome> park(long offset, long lowWatermark, long timeoutMs) {
        CompletableFuture<DeleteOutcome> answer = new CompletableFuture<>();
        Scheduler.Timer timer = scheduler.schedule(timeoutMs, () -> mailbox.execute(() -> {
            if (answer.complete(new DeleteOutcome(Errors.REQUEST_TIMED_OUT, lowWatermark))) {
                waiting.removeIf(one -> one.answer() == answer);
            }
        }));
        waiting.add(new Parked(offset, answer, timer));
        return answer;
    }

    void reached(long lowWatermark) {
        waiting.removeIf(one -> {
            boolean done = one.offset() <= lowWatermark;
            if (done) {
                one.answer(new DeleteOutcome(Errors.NONE, lowWatermark));
            }
            return done;
        });
    }

    void refuseAll(Errors why) {
        while (!waiting.isEmpty()) {
            waiting.poll().answer(new DeleteOutcome(why, Progress.UNKNOWN));
        }
    }
}
