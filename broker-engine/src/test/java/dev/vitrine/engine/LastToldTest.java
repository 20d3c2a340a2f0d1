package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LastToldTest {

    private final AtomicLong nanos = new AtomicLong();
    private final LastTold<String> groups = new LastTold<>(Function.identity(), nanos::get);

    private List<String> ask(Map<Integer, CompletionStage<List<String>>> answers) {
        return groups.of(answers).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static CompletionStage<List<String>> says(String... all) {
        return CompletableFuture.completedFuture(List.of(all));
    }

    private static CompletionStage<List<String>> silence() {
        return new CompletableFuture<>();
    }

    @Test
    void what_a_busy_broker_told_last_stands_in_for_it() {
        assertThat(ask(Map.of(1, says("email-group"), 2, says("db-group")))).containsExactlyInAnyOrder("email-group", "db-group");
        assertThat(ask(Map.of(1, silence(), 2, says("db-group")))).containsExactlyInAnyOrder("email-group", "db-group");
    }

    @Test
    void it_does_not_stand_in_for_ever() {
        ask(Map.of(1, says("email-group")));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
        assertThat(ask(Map.of(1, silence()))).isEmpty();
    }

    @Test
    void what_another_broker_tells_of_by_now_is_that_ones_alone() {
        ask(Map.of(1, says("email-group"), 2, says()));
        assertThat(ask(Map.of(1, silence(), 2, says("email-group")))).containsExactly("email-group");
    }

    @Test
    void what_a_late_answer_says_is_what_stands_in_from_then_on() {
        CompletableFuture<List<String>> late = new CompletableFuture<>();
        assertThat(ask(Map.of(1, late))).isEmpty();
        late.complete(List.of("email-group"));
        assertThat(ask(Map.of(1, silence()))).containsExactly("email-group");
    }

    @Test
    void a_broker_that_runs_no_more_has_no_say() {
        ask(Map.of(1, says("email-group"), 2, says("db-group")));
        assertThat(ask(Map.of(2, says("db-group")))).containsExactly("db-group");
        assertThat(ask(Map.of(1, silence(), 2, silence()))).containsExactly("db-group");
    }
}
