package dev.vitrine.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.time.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.VoteRequestData;
import org.apache.kafka.common.message.VoteResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InProcessLinksTest {

    private static final long TIMEOUT_MS = 1_000;

    private final VirtualTime time = new VirtualTime(0);
    private final List<ApiMessage> unclaimed = new ArrayList<>();
    private final InProcessLinks links = new InProcessLinks(time, time.executor(), new Random(7), unclaimed::add);
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void three_brokers_that_answer_at_once() {
        for (int broker = 1; broker <= 3; broker++) {
            links.join(broker, answering(broker));
        }
    }

    private Peer answering(int broker) {
        return (from, question) -> {
            heard.add(from + "→" + broker + " " + ((VoteRequestData) question.message()).clusterId());
            return CompletableFuture.completedStage(new VoteResponseData().setErrorCode((short) broker));
        };
    }

    private CompletableFuture<Optional<VoteResponseData>> ask(int from, int to, String what) {
        Question question = new Question(new VoteRequestData().setClusterId(what), (short) 2);
        return links.ask(from, to, question, VoteResponseData.class, TIMEOUT_MS).toCompletableFuture();
    }

    private static void assertAnswered(CompletableFuture<Optional<VoteResponseData>> asked, int by) {
        assertThat(asked).isCompletedWithValueMatching(answer -> answer.isPresent() && answer.get().errorCode() == by);
    }

    private static void assertUnanswered(CompletableFuture<Optional<VoteResponseData>> asked) {
        assertThat(asked).isCompletedWithValue(Optional.empty());
    }

    @Test
    void whoever_is_there_answers_itself_included_and_never_on_the_stack_of_who_asks() {
        CompletableFuture<Optional<VoteResponseData>> other = ask(1, 2, "a");
        CompletableFuture<Optional<VoteResponseData>> itself = ask(1, 1, "b");

        assertThat(heard).isEmpty();
        time.settle();
        assertAnswered(other, 2);
        assertAnswered(itself, 1);
    }

    @Test
    void what_was_said_first_is_heard_first() {
        for (int i = 0; i < 100; i++) {
            ask(1, 2, "" + i);
        }
        time.settle();

        assertThat(heard).hasSize(100).startsWith("1→2 0", "1→2 1").endsWith("1→2 98", "1→2 99");
    }

    @Test
    void who_is_not_there_does_not_answer() {
        links.leave(3);

        assertUnanswered(ask(1, 3, "to one that is gone"));
        assertUnanswered(ask(3, 1, "by one that is gone"));
        assertThat(heard).isEmpty();
    }

    @Test
    void who_waits_for_one_that_goes_away_knows_at_once() {
        CompletableFuture<ApiMessage> never = new CompletableFuture<>();
        links.join(2, (from, question) -> never);
        CompletableFuture<Optional<VoteResponseData>> asked = ask(1, 2, "a");
        time.settle();
        assertThat(asked).isNotDone();

        links.leave(2);

        assertUnanswered(asked);
        never.complete(new VoteResponseData());
        time.settle();
        assertThat(unclaimed).as("what is answered then is not lost sight of").hasSize(1);
    }

    @Test
    void what_one_was_asked_is_not_answered_by_the_one_that_joins_in_its_place() {
        links.set(new Way(1, 2), LinkFault.delay(50));
        CompletableFuture<Optional<VoteResponseData>> asked = ask(1, 2, "for the first");

        links.join(2, answering(2));
        time.advance(100);

        assertUnanswered(asked);
        assertThat(heard).isEmpty();
    }

    @Test
    void on_a_link_that_is_cut_nothing_is_heard_and_whoever_asks_waits_until_his_time_is_over() {
        links.set(new Way(1, 2), LinkFault.CUT);
        CompletableFuture<Optional<VoteResponseData>> asked = ask(1, 2, "a");
        CompletableFuture<Optional<VoteResponseData>> back = ask(2, 1, "b");
        time.advance(TIMEOUT_MS - 1);
        assertThat(asked).isNotDone();
        assertThat(back).as("the question gets there, the answer does not").isNotDone();
        assertThat(heard).containsExactly("2→1 b");

        time.advance(1);

        assertUnanswered(asked);
        assertUnanswered(back);
        assertThat(unclaimed).hasSize(1);
    }

    @Test
    void what_is_under_way_when_a_link_is_cut_is_lost() {
        links.set(new Way(1, 2), LinkFault.delay(100));
        CompletableFuture<Optional<VoteResponseData>> asked = ask(1, 2, "a");
        time.advance(50);

        links.set(new Way(1, 2), LinkFault.CUT);
        time.advance(TIMEOUT_MS);

        assertUnanswered(asked);
        assertThat(heard).isEmpty();
    }

    @Test
    void a_link_that_is_mended_carries_again() {
        links.set(new Way(1, 2), LinkFault.CUT);
        links.set(new Way(1, 2), LinkFault.NONE);
        CompletableFuture<Optional<VoteResponseData>> asked = ask(1, 2, "a");
        time.settle();

        assertAnswered(asked, 2);
        assertThat(links.faults()).isEmpty();
    }

    @Test
    void a_delay_holds_one_direction() {
        links.set(new Way(1, 2), LinkFault.delay(200));
        CompletableFuture<Optional<VoteResponseData>> asked = ask(1, 2, "a");
        CompletableFuture<Optional<VoteResponseData>> other = ask(1, 3, "b");
        time.advance(199);
        assertThat(asked).isNotDone();
        assertAnswered(other, 3);

        time.advance(1);

        assertAnswered(asked, 2);
    }

    @Test
    void an_answer_that_comes_too_late_is_handed_to_who_clears_away() {
        links.set(new Way(2, 1), LinkFault.delay(TIMEOUT_MS + 5));
        CompletableFuture<Optional<VoteResponseData>> asked = ask(1, 2, "a");
        time.advance(TIMEOUT_MS);
        assertUnanswered(asked);
        assertThat(unclaimed).isEmpty();

        time.advance(5);

        assertThat(unclaimed).hasSize(1);
    }

    @Test
    void a_lossy_link_loses_about_the_share_it_was_told_to_and_the_same_ones_from_the_same_seed() {
        links.set(new Way(1, 2), LinkFault.loss(0.25));
        for (int i = 0; i < 1_000; i++) {
            ask(1, 2, "" + i);
        }
        time.advance(TIMEOUT_MS);

        assertThat(heard.size()).isBetween(700, 800);
        assertThat(heard).hasSize(oncemore());
    }

    private int oncemore() {
        VirtualTime other = new VirtualTime(0);
        InProcessLinks again = new InProcessLinks(other, other.executor(), new Random(7), unclaimed::add);
        int[] count = {0};
        again.join(1, (from, question) -> new CompletableFuture<>());
        again.join(2, (from, question) -> {
            count[0]++;
            return new CompletableFuture<>();
        });
        again.set(new Way(1, 2), LinkFault.loss(0.25));
        for (int i = 0; i < 1_000; i++) {
            again.ask(1, 2, new Question(new VoteRequestData(), (short) 2), VoteResponseData.class, TIMEOUT_MS);
        }
        other.advance(TIMEOUT_MS);
        return count[0];
    }

    @Test
    void a_broker_that_fails_to_answer_gives_none() {
        links.join(2, (from, question) -> {
            throw new IllegalStateException("on purpose");
        });
        links.join(3, (from, question) -> CompletableFuture.failedStage(new IllegalStateException("on purpose")));
        CompletableFuture<Optional<VoteResponseData>> thrown = ask(1, 2, "a");
        CompletableFuture<Optional<VoteResponseData>> failed = ask(1, 3, "b");
        time.settle();

        assertUnanswered(thrown);
        assertUnanswered(failed);
    }
}
