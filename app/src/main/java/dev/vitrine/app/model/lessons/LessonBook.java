package dev.vitrine.app.model.lessons;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** All lessons, in the order in which one builds on the other. */
public final class LessonBook {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Lesson> lessons;

    private LessonBook(List<Lesson> lessons) {
        this.lessons = List.copyOf(lessons);
    }

    /**
     * Reads them.
     *
     * @param open opens a file beside {@code lessons.json}, which lists the others
     * @throws UncheckedIOException where one is missing or has a word that isn't known: an error of ours
     */
    public static LessonBook read(Function<String, InputStream> open) {
        try (InputStream index = open.apply("lessons.json")) {
            List<String> ids = JSON.readValue(index, new TypeReference<>() {});
            return new LessonBook(ids.stream().map(id -> lesson(open, id)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Lesson lesson(Function<String, InputStream> open, String id) {
        try (InputStream file = open.apply(id + ".json")) {
            ObjectNode words = (ObjectNode) JSON.readTree(file);
            return JSON.treeToValue(words.put("id", id), Lesson.class);
        } catch (IOException e) {
            throw new UncheckedIOException("lesson " + id, e);
        }
    }

    public List<Lesson> lessons() {
        return lessons;
    }

    /** The next that can be taken; the same one where it is the last. */
    public Lesson after(Lesson lesson) {
        return lessons.stream().skip(lessons.indexOf(lesson) + 1L).filter(Lesson::canBeTaken).findFirst().orElse(lesson);
    }

    /** From 1. */
    public int number(Lesson lesson) {
        return lessons.indexOf(lesson) + 1;
    }
}
