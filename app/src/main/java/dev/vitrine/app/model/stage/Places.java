package dev.vitrine.app.model.stage;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hands out places from 0. Who is there keeps his while others come and go: a group's colour and a member's shape must not change under the eye. */
final class Places {

    private final Map<String, Integer> taken = new HashMap<>();

    Places copy() {
        Places copy = new Places();
        copy.taken.putAll(taken);
        return copy;
    }

    /** @param present all that are there now; those who left give up their places, newcomers get the lowest free ones in alphabetical order */
    Map<String, Integer> of(Collection<String> present) {
        taken.keySet().retainAll(Set.copyOf(present));
        Set<Integer> used = new HashSet<>(taken.values());
        List<String> newcomers = present.stream().filter(name -> !taken.containsKey(name)).sorted().distinct().toList();
        int free = 0;
        for (String newcomer : newcomers) {
            while (!used.add(free)) {
                free++;
            }
            taken.put(newcomer, free);
        }
        return Map.copyOf(taken);
    }
}
