package dev.vitrine.app.screen;

/**
 * What the app's frames cost. Times in milliseconds, of the last few seconds; counts since the broker serves.
 *
 * @param workP50   our own work in a frame, the median
 * @param framesP50 from one frame to the next, the median
 * @param frames    how many there were
 * @param drained   events that were taken from the broker
 * @param dropped   events that came and went without being seen
 */
public record FrameFigures(double workP50, double workP99, double framesP50, double framesP99, long frames, long drained, long dropped) {}
