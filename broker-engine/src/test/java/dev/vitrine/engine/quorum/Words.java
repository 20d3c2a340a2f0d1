package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A state machine that remembers every record. All copies of one cluster must say the same; what one has said, none may say otherwise. */
final class Words implements StateMachine {

    private final List<String> agreed;
    private final List<String> words = new ArrayList<>();

    /** @param agreed what any broker of the cluster has ever taken in as committed */
    Words(List<String> agreed) {
        this.agreed = agreed;
    }

    @Override
    public void reset() {
        words.clear();
    }

    @Override
    public void replay(ByteBuffer value) {
        String word = StandardCharsets.UTF_8.decode(value.duplicate()).toString();
        int at = words.size();
        words.add(word);
        if (at == agreed.size()) {
            agreed.add(word);
        }
        assertThat(word).as("record %s", at).isEqualTo(agreed.get(at));
    }

    @Override
    public void settled(long offset) {
        // the list is what counts
    }

    @Override
    public List<byte[]> snapshot() {
        return words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
    }

    List<String> said() {
        return words;
    }
}
