package dev.vitrine.engine.quorum;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A state machine that remembers every record. All copies of one cluster must say the same; what one has said, none may say otherwise. */
final class Words implements StateMachine {

    private final List<String> agreed;
    private final Consumer<String> disagree;
    private final List<String> words = new ArrayList<>();

    /** @param agreed what any broker of the cluster has ever taken in as committed @param disagree is told of what is not so */
    Words(List<String> agreed, Consumer<String> disagree) {
        this.agreed = agreed;
        this.disagree = disagree;
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
        if (!word.equals(agreed.get(at))) {
            disagree.accept("record " + at + " is " + word + " here, and was " + agreed.get(at) + " elsewhere");
        }
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
