package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {

    @Test
    void who_is_there_keeps_his_place_while_others_come_and_go() {
        Places places = new Places();
        assertThat(places.of(List.of("m", "b"))).containsEntry("b", 0).containsEntry("m", 1);
        assertThat(places.of(List.of("a", "b", "m"))).containsEntry("b", 0).containsEntry("m", 1).containsEntry("a", 2);
        assertThat(places.of(List.of("m"))).containsEntry("m", 1);
        assertThat(places.of(List.of("m", "z"))).containsEntry("m", 1).containsEntry("z", 0);
    }
}
