package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Fact;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.testing.ScriptedSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectorTest {

    private final ScriptedSource cluster = new ScriptedSource(() -> 1_000_000).topic("orders", 2);

    private List<Fact> facts(Selected of, boolean live) {
        return new Inspector(cluster.now(), new EndMeter(), 0, live).facts(of).lines();
    }

    @Test
    void who_is_gone_is_not_there_any_more_and_at_a_moment_of_the_past_not_there_at_that_moment() {
        assertThat(facts(new Selected.Topic("gone"), true)).extracting(Fact::name).containsExactly("is not there any more");
        assertThat(facts(new Selected.Client("to come"), false)).extracting(Fact::name).containsExactly("is not there at this moment");
    }

    @Test
    void a_member_that_crashed_is_told_of_as_long_as_it_is_a_member() {
        long connection = cluster.connect("gentle-1", "", "");
        cluster.join("gentle", "gentle-1-id", "gentle-1", "orders");
        cluster.disconnect(connection);
        assertThat(facts(new Selected.Client("gentle-1"), true)).anyMatch(fact -> fact.name().equals("connection") && fact.warn())
                .anyMatch(fact -> fact.name().equals("in group") && fact.value().startsWith("gentle"));
    }
}
