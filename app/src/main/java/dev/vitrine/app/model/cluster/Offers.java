package dev.vitrine.app.model.cluster;

import dev.vitrine.engine.observe.LinkState;
import java.util.ArrayList;
import java.util.List;

/** What it makes sense to do to a broker or to a link as it is: the same by mouse, by keyboard and in the palette. */
public final class Offers {

    private static final List<Long> DELAYS = List.of(200L, 2_000L);

    private Offers() {}

    public static List<Act> of(Tank tank, ClusterPicture picture) {
        List<Act> acts = new ArrayList<>();
        int id = tank.id();
        switch (tank.state()) {
            case RUNNING, FENCED -> acts.addAll(List.of(new Act.Stop(id), new Act.Kill(id), new Act.Freeze(id)));
            case FROZEN -> acts.addAll(List.of(new Act.Thaw(id), new Act.Kill(id)));
            case STOPPED, KILLED -> acts.add(new Act.Start(id));
        }
        List<Integer> others = picture.others(id);
        List<Integer> bad = others.stream().filter(other -> picture.wire(id, other).filter(wire -> !wire.isOpen()).isPresent()).toList();
        boolean allCut = !others.isEmpty() && others.stream().allMatch(other -> picture.wire(id, other).filter(wire -> wire.worst() == LinkState.CUT).isPresent());
        if (!others.isEmpty() && !allCut) {
            acts.add(new Act.CutOff(id, others));
        }
        if (!bad.isEmpty()) {
            acts.add(new Act.Reconnect(id, bad));
        }
        return acts;
    }

    public static List<Act> of(Wire wire) {
        List<Act> acts = new ArrayList<>();
        if (!wire.isOpen()) {
            acts.add(Act.Link.heal(wire.a(), wire.b()));
        }
        if (wire.worst() != LinkState.CUT || wire.lopsided()) {
            acts.add(Act.Link.cut(wire.a(), wire.b()));
        }
        DELAYS.forEach(delay -> acts.add(Act.Link.slow(wire.a(), wire.b(), delay)));
        acts.add(Act.Link.lossy(wire.a(), wire.b(), 0.3));
        return acts;
    }
}
