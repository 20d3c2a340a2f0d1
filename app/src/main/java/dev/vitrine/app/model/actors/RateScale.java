package dev.vitrine.app.model.actors;

/** A slider's way from one record in ten seconds to a hundred thousand in one: each sixth of it is ten times more. */
public final class RateScale {

    private static final double SLOWEST = 0.1;
    private static final double DECADES = 6;

    private RateScale() {}

    /** @param place 0 to 1 @return records a second, two digits that mean something */
    public static double rate(double place) {
        double rate = SLOWEST * Math.pow(10, DECADES * Math.clamp(place, 0, 1));
        double unit = Math.pow(10, Math.floor(Math.log10(rate) + 1e-9) - 1);
        double rounded = Math.rint(rate / unit) * unit;
        return Math.rint(rounded * 100) / 100;
    }

    /** Where a rate lies, 0 to 1. */
    public static double place(double perSecond) {
        return Math.clamp(Math.log10(Math.max(SLOWEST, perSecond) / SLOWEST) / DECADES, 0, 1);
    }
}
