package dev.vitrine.app.model.acks;

import dev.vitrine.app.model.composer.Acks;
import java.util.Map;

/**
 * Where the trial stands.
 *
 * @param says    what is going on right now, with the brokers' numbers; empty before anything is known
 * @param ledgers of the producers, by their acks; empty before they write
 * @param leader  the broker that is hurt; −1 before it is chosen
 */
public record Progress(Scene scene, String says, Map<Acks, Ledger> ledgers, int leader) {

    public Progress {
        ledgers = Map.copyOf(ledgers);
    }
}
