/**
 * Lessons: texts, tasks and what counts as having done them, read from data; the course that a person is on; and the judge, who looks at what the broker
 * saw, never at what was clicked. What a lesson sets up or shows is done through real clients. Knows the engine's {@code observe}, the actors' desk and
 * Kafka's clients.
 *
 * <pre>
 *   lessons/*.json ──► LessonBook ──► Lesson ──► Course ◄── snapshots and events, as they come
 *                                                  │
 *                                                  └──► Stagehand: topics, records, actors for a lesson's deeds
 * </pre>
 */
package dev.vitrine.app.model.lessons;
