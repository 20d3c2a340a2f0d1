package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.stage.StageLayout.Box;
import dev.vitrine.app.testing.FamilyDay;
import dev.vitrine.app.testing.ScriptedSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageLayoutTest {

    private final ScriptedSource cluster = new ScriptedSource(() -> 1_000);

    private Picture picture() {
        return new PictureMaker("vitrine-").picture(cluster.now(), PictureOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {880, 1_211, 1_371, 1_851, 2_491})
    void columns_stand_side_by_side_at_every_width(double width) {
        Columns columns = Columns.of(width);

        assertThat(columns.producers().left()).isGreaterThanOrEqualTo(24);
        assertThat(columns.topics().left() - columns.producers().right()).isGreaterThanOrEqualTo(width > 1_200 ? 47 : 39);
        assertThat(columns.groups().left() - columns.topics().right()).isGreaterThanOrEqualTo(width > 1_200 ? 47 : 39);
        assertThat(columns.groups().right()).isLessThanOrEqualTo(width - 22);
        assertThat(columns.topics().width()).isGreaterThanOrEqualTo(width > 1_200 ? 460 : 260);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1_211, 1_371, 2_491})
    void nothing_overlaps(double width) {
        FamilyDay day = new FamilyDay(cluster, 48_000);
        day.step(6_000);
        cluster.produce(cluster.connect("another", "", ""), "family-topic", 0, 1);
        cluster.produce(cluster.connect("third", "", ""), "family-topic", 1, 1);

        StageLayout layout = StageLayout.of(picture(), width, 600);

        for (Collection<Box> column : List.of(layout.producers().values(), layout.topics().values(), layout.groups().values())) {
            List<Box> sorted = column.stream().sorted(Comparator.comparingDouble(Box::top)).toList();
            for (int i = 1; i < sorted.size(); i++) {
                assertThat(sorted.get(i).top()).isGreaterThanOrEqualTo(sorted.get(i - 1).bottom() + StageLayout.GAP);
            }
            assertThat(sorted.getLast().bottom()).isLessThanOrEqualTo(layout.height());
        }
        layout.lanes().forEach((partition, y) -> assertThat(y).isBetween(layout.topics().get(partition.topic()).top(), layout.topics().get(partition.topic()).bottom()));
        layout.members().forEach((member, y) -> assertThat(y).isBetween(layout.groups().get(member.group()).top(), layout.groups().get(member.group()).bottom()));
    }

    @Test
    void lanes_lie_closer_where_there_is_little_room() {
        cluster.topic("a", 6).topic("b", 6);

        assertThat(StageLayout.of(picture(), 1_371, 1_400).density()).isEqualTo(Density.WIDE);
        assertThat(StageLayout.of(picture(), 1_371, 900).density()).isEqualTo(Density.ROOMY);
        assertThat(StageLayout.of(picture(), 1_371, 540).density()).isEqualTo(Density.CLOSE);
        assertThat(StageLayout.of(picture(), 1_371, 300).density()).isEqualTo(Density.DENSE);
    }

    @Test
    void a_partition_that_is_not_shown_is_stood_for() {
        cluster.topic("wide", 40).topic("folded", 2);
        Picture picture = new PictureMaker("vitrine-").picture(cluster.now(), new PictureOptions(false, Map.of("folded", true), Set.of()));
        StageLayout layout = StageLayout.of(picture, 1_371, 600);

        Box folded = layout.topics().get("folded");
        assertThat(layout.laneY(new TopicPartition("folded", 1))).hasValue(folded.top() + folded.height() / 2);
        Box wide = layout.topics().get("wide");
        assertThat(layout.laneY(new TopicPartition("wide", 39)).orElseThrow()).isBetween(wide.bottom() - StageLayout.MORE_HEIGHT, wide.bottom());
        assertThat(layout.laneY(new TopicPartition("nowhere", 0))).isEmpty();
    }
}
