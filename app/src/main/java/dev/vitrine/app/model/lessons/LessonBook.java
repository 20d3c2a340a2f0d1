package dev.vitrine.app.model.lessons;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** All lessons, in the order in which one builds on the other. They are read when they are first asked for, which takes a moment. */
public final class LessonBook {

    private static final String FOLDER = "/dev/vitrine/ui/lessons/";

    private List<Lesson> lessons;

    /** @throws UncheckedIOException where a file is missing or has a word that isn't known: an error of ours */
    public synchronized List<Lesson> lessons() {
        if (lessons == null) {
            JsonMapper json = JsonMapper.builder().build();
            lessons = ids(json).stream().map(id -> lesson(json, id)).toList();
        }
        return lessons;
    }

    private static List<String> ids(JsonMapper json) {
        try (InputStream index = LessonBook.class.getResourceAsStream(FOLDER + "lessons.json")) {
            return json.readValue(index, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Lesson lesson(JsonMapper json, String id) {
        try (InputStream file = LessonBook.class.getResourceAsStream(FOLDER + id + ".json")) {
            ObjectNode words = (ObjectNode) json.readTree(file);
            return json.treeToValue(words.put("id", id), Lesson.class);
        } catch (IOException e) {
            throw new UncheckedIOException("lesson " + id, e);
        }
    }

    /** From 1. */
    public int number(Lesson lesson) {
        return lessons().indexOf(lesson) + 1;
    }

    /** The next that can be taken; the same one where it is the last. */
    public Lesson after(Lesson lesson) {
        return lessons().stream().skip(number(lesson)).filter(Lesson::canBeTaken).findFirst().orElse(lesson);
    }
}
