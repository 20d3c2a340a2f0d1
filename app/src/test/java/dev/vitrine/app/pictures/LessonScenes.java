package dev.vitrine.app.pictures;

import dev.vitrine.app.model.lessons.Lesson;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.ListView;

/** Every lesson at its first step, at the place it leads to, with its hint; in the small window, where there is least room. */
final class LessonScenes {

    private static final String SIZE = "1280x800";

    private final Studio studio;
    private final Angles angles;
    private final List<String> only;

    LessonScenes(Studio studio, Angles angles, List<String> only) {
        this.studio = studio;
        this.angles = angles;
        this.only = only;
    }

    void take() {
        if (!only.contains("") && !only.contains("lessons")) {
            return;
        }
        studio.size(1280, 800);
        studio.show("lessons");
        Pause.of(Duration.ofSeconds(1));
        ListView<?> list = studio.with("#lesson-list", ListView.class, ListView::getId);
        List<Lesson> lessons = list.getItems().stream().map(Lesson.class::cast).toList();
        for (int i = 0; i < lessons.size(); i++) {
            if (lessons.get(i).canBeTaken()) {
                lesson(i, lessons.get(i).id());
            }
        }
        studio.press("#close");
        studio.size(1440, 900);
    }

    private void lesson(int index, String id) {
        studio.show("lessons");
        studio.with("#lesson-list", ListView.class, list -> {
            list.scrollTo(index);
            return list;
        });
        studio.press("#lesson-" + id);
        studio.await("the scene is set", () -> studio.shows("#lesson-judge"));
        if (studio.shows("#lesson-there")) {
            studio.press("#lesson-there");
        } else {
            studio.show("stage");
        }
        Pause.of(Duration.ofSeconds(2));
        angles.take("lesson-" + id, "dark-" + SIZE);
        if (studio.shows("#hint")) {
            studio.press("#hint");
        }
        studio.press("#theme");
        Pause.of(Duration.ofSeconds(1));
        angles.take("lesson-" + id, "light-" + SIZE);
        studio.press("#theme");
    }
}
