package dev.vitrine.app.model.stage;

import java.util.Map;
import java.util.Set;

/**
 * What a person has chosen to see.
 *
 * @param internal  show Kafka's own topics too
 * @param collapsed topics opened or closed by hand; others follow the room there is
 * @param whole     topics and groups of which all lanes and members are shown, however many
 */
public record PictureOptions(boolean internal, Map<String, Boolean> collapsed, Set<String> whole) {

    public static final PictureOptions DEFAULT = new PictureOptions(false, Map.of(), Set.of());

    public PictureOptions {
        collapsed = Map.copyOf(collapsed);
        whole = Set.copyOf(whole);
    }
}
