package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.common.protocol.Errors;

/** Moves the start of a partition's log, and waits until every replica whose broker is there has moved its own. Used in the partition's mailbox only. */
final class Deletes {

    private static final long HIGH_WATERMARK = -1;

    private record Parked(long offset, CompletableFuture<DeleteOutcome> answer, Scheduler.Timer timer) {

        void answer(DeleteOutcome outcome) {
            timer.cancel();
            answer.complete(outcome);
        }
    }

    private final Log log;
    private final HighWatermark highWatermark;
    private final Executor mailbox;
    private final ReplicaSurroundings around;
    private final Deque<Parked> waiting = new ArrayDeque<>();

    Deletes(Log log, HighWatermark highWatermark, Executor mailbox, ReplicaSurroundings around) {
        this.log = log;
        this.highWatermark = highWatermark;
        this.mailbox = mailbox;
        this.around = around;
    }

    CompletionStage<DeleteOutcome> before(long offset, long timeoutMs, Leader leader, Watches watches) {
        long target = offset == HIGH_WATERMARK ? highWatermark.offset() : offset;
        if (target < 0 || target > highWatermark.offset()) {
            return CompletableFuture.completedStage(new DeleteOutcome(Errors.OFFSET_OUT_OF_RANGE, Progress.UNKNOWN));
        }
        if (target > log.startOffset()) {
            log.deleteRecordsBefore(target);
            around.events().publish(new Event.RecordsDeleted(log.partition(), log.startOffset()));
            watches.followersChanged(); // they need not find it out with the next records
        }
        long low = leader.lowWatermark(log.startOffset(), around.neighbours());
        return low >= target ? CompletableFuture.completedStage(new DeleteOutcome(Errors.NONE, low)) : park(target, low, timeoutMs);
    }

    /** @param lowWatermark as it is now: told where the time is up */
    private CompletionStage<DeleteOutcome> park(long offset, long lowWatermark, long timeoutMs) {
        CompletableFuture<DeleteOutcome> answer = new CompletableFuture<>();
        Scheduler.Timer timer = around.scheduler().schedule(timeoutMs, () -> mailbox.execute(() -> {
            if (answer.complete(new DeleteOutcome(Errors.REQUEST_TIMED_OUT, lowWatermark))) {
                waiting.removeIf(one -> one.answer() == answer);
            }
        }));
        waiting.add(new Parked(offset, answer, timer));
        return answer;
    }

    /** A follower has told where its log begins. */
    void look(Leader leader) {
        if (waiting.isEmpty()) {
            return;
        }
        long low = leader.lowWatermark(log.startOffset(), around.neighbours());
        waiting.removeIf(one -> {
            boolean done = one.offset() <= low;
            if (done) {
                one.answer(new DeleteOutcome(Errors.NONE, low));
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
