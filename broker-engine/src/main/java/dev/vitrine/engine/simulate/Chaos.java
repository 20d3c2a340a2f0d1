package dev.vitrine.engine.simulate;

import dev.vitrine.engine.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * What happens to the brokers: by the seed, one misfortune after another, each with an end. What is asked of the engine is bounded by what it promises: the
 * loss of power takes what was not forced to disk, so it hits one broker only, while all the others are well and have everything. (One that was killed and
 * whom the controller had not missed yet counted as in sync once: with it gone and another without power, all who were in sync had crashed.)
 */
final class Chaos {

    private final World world;
    private final Scheduler time;
    private final RandomGenerator random;
    private final Story story;
    private final List<Runnable> mending = new ArrayList<>();
    /** Some runs are mild and some are fierce: where everything fails at once, little is promised, and little is seen. */
    private final int mostAtOnce;
    private boolean over;
    /** Whose power fails as soon as all others have everything; until then, and until it has everything again itself, they are spared. */
    private OptionalInt powerFails = OptionalInt.empty();
    private boolean convalescent;
    private long faults;

    Chaos(World world, Scheduler time, RandomGenerator random, Story story) {
        this.story = story;
        this.world = world;
        this.time = time;
        this.random = random;
        this.mostAtOnce = 1 + random.nextInt(3);
    }

    long faults() {
        return faults;
    }

    void begin() {
        time.schedule(200 + random.nextInt(4_000), () -> {
            if (!over) {
                if (mending.size() < mostAtOnce) {
                    strike();
                }
                begin();
            }
        });
    }

    /** Everything is mended, and nothing more happens. */
    void end() {
        over = true;
        List.copyOf(mending).forEach(Runnable::run);
    }

    private void strike() {
        List<Integer> well = world.brokers().stream().filter(world::isWell).toList();
        boolean allWell = well.size() == world.brokers().size() && mending.isEmpty() && world.isWhole();
        convalescent &= !allWell;
        if (powerFails.isPresent() && allWell) {
            losePower(powerFails.getAsInt());
            return;
        }
        if (convalescent) {
            slowLink();
            return;
        }
        if (well.isEmpty() || powerFails.isPresent()) {
            return;
        }
        int hit = well.get(random.nextInt(well.size()));
        switch (random.nextInt(18)) {
            case 0, 1, 2 -> until("kill " + hit, random.nextInt(8_000), () -> world.kill(hit), () -> world.start(hit));
            case 3 -> everybody();
            case 4, 16 -> powerFails = OptionalInt.of(hit);
            case 5, 6 -> until("freeze " + hit, random.nextInt(25_000), () -> world.freeze(hit), () -> world.thaw(hit));
            case 7, 8 -> until("isolate " + hit, random.nextInt(20_000), () -> world.isolate(hit, true), () -> world.isolate(hit, false));
            case 9 -> cutOneWay();
            case 10 -> slowLink();
            case 11 -> until("wrong clock at " + hit, random.nextInt(20_000), () -> world.setClock(hit, random.nextInt(600_000) - 300_000), () -> world.setClock(hit, 0));
            case 12, 13 -> until("slow disk at " + hit, random.nextInt(20_000), () -> world.slowDisk(hit, 1 + random.nextInt(200)), () -> world.slowDisk(hit, 0));
            case 14 -> until("full disk at " + hit, random.nextInt(10_000), () -> world.fullDisk(hit, true), () -> world.fullDisk(hit, false));
            case 15 -> until("failing disk at " + hit, random.nextInt(10_000), () -> world.failingDisk(hit, true), () -> startAnew(hit));
            default -> until("no clients at " + hit, random.nextInt(20_000), () -> world.cutClients(hit, true), () -> world.cutClients(hit, false));
        }
    }

    private void losePower(int broker) {
        powerFails = OptionalInt.empty();
        convalescent = true;
        until("no power at " + broker, random.nextInt(5_000), () -> world.losePower(broker), () -> world.start(broker));
    }

    /** Somebody puts the disk in order, and starts the broker anew: what was once refused to be made safe nothing vouches for. */
    private void startAnew(int broker) {
        world.failingDisk(broker, false);
        world.kill(broker);
        world.start(broker);
    }

    /** As kill −9 of the whole process. */
    private void everybody() {
        List<Integer> hit = world.brokers().stream().filter(world::isWell).toList();
        hit.forEach(broker -> until("kill " + broker, 500 + random.nextInt(3_000), () -> world.kill(broker), () -> world.start(broker)));
    }

    private void cutOneWay() {
        int from = any();
        int to = anyBut(from);
        until("cut " + from + "-" + to, random.nextInt(20_000), () -> world.cut(from, to, true), () -> world.cut(from, to, false));
    }

    private void slowLink() {
        int from = any();
        int to = anyBut(from);
        long delay = 1 + random.nextInt(800);
        until("slow " + from + "-" + to, random.nextInt(20_000), () -> world.delay(from, to, delay), () -> world.delay(from, to, 0));
    }

    private int any() {
        return world.brokers().get(random.nextInt(world.brokers().size()));
    }

    private int anyBut(int broker) {
        List<Integer> others = world.brokers().stream().filter(other -> other != broker).toList();
        return others.get(random.nextInt(others.size()));
    }

    private void until(String what, long lastsMs, Runnable harm, Runnable mend) {
        story.tell(() -> "FAULT " + what);
        faults++;
        harm.run();
        Runnable[] once = new Runnable[1];
        once[0] = () -> {
            if (mending.remove(once[0])) {
                story.tell(() -> "MENDED " + what);
                mend.run();
            }
        };
        mending.add(once[0]);
        time.schedule(200 + lastsMs, once[0]);
    }
}
