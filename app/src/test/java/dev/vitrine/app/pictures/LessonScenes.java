package dev.vitrine.app.pictures;

import dev.vitrine.app.model.lessons.Lesson;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.ListView;

/**
 * Every lesson at its first step, at the place it leads to, with its hint; in the small window, where there is least room. The last ones are followed to
 * their end too, each step as it stands when it has been judged, at the place it leads to and from all sides.
 */
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
        List.of("quorum", "transactions").stream().filter(id -> only.contains("") || only.contains("lesson-" + id)).forEach(this::follow);
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

    private void follow(String id) {
        begin(indexOf(id), id);
        for (int step = 1; !studio.shows("#lesson-panel .learned") || studio.shows("#lesson-judge"); step++) {
            if (studio.shows("#lesson-there")) {
                studio.press("#lesson-there");
            }
            Pause.of(Duration.ofSeconds(1));
            if (studio.shows("#solve")) {
                studio.press("#solve");
            }
            studio.await("it is judged", () -> studio.can("#lesson-next"));
            angles.of("lesson-" + id + "-step-" + step);
            studio.press("#lesson-next");
            Pause.of(Duration.ofSeconds(1));
        }
        studio.press("#close");
    }

    private int indexOf(String id) {
        studio.show("lessons");
        Pause.of(Duration.ofSeconds(1));
        ListView<?> list = studio.with("#lesson-list", ListView.class, ListView::getId);
        return list.getItems().stream().map(Lesson.class::cast).map(Lesson::id).toList().indexOf(id);
    }

    private void begin(int index, String id) {
        studio.show("lessons");
        studio.with("#lesson-list", ListView.class, list -> {
            list.scrollTo(index);
            return list;
        });
        studio.press("#lesson-" + id);
        studio.await("the scene is set", () -> studio.shows("#lesson-judge"));
    }

    private void lesson(int index, String id) {
        begin(index, id);
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
