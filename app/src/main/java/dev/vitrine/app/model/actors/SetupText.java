package dev.vitrine.app.model.actors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** Setups as text and back, to be remembered from one start of the app to the next. What can't be read any more is as good as nothing. */
public final class SetupText {

    private static final ObjectMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private SetupText() {}

    private record Both(List<ProducerSetup> producers, List<ConsumerSetup> consumers) {}

    public static String write(List<Setup> setups) {
        Both both = new Both(setups.stream().filter(ProducerSetup.class::isInstance).map(ProducerSetup.class::cast).toList(),
                setups.stream().filter(ConsumerSetup.class::isInstance).map(ConsumerSetup.class::cast).toList());
        try {
            return JSON.writeValueAsString(both);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only those that a client can be made of. */
    public static List<Setup> read(String text) {
        try {
            Both both = JSON.readValue(text, Both.class);
            List<Setup> setups = new ArrayList<>();
            setups.addAll(both.producers());
            setups.addAll(both.consumers());
            return setups.stream().filter(setup -> SetupCheck.problems(setup).isEmpty()).limit(ActorDesk.MOST).toList();
        } catch (JsonProcessingException | RuntimeException e) {
            return List.of();
        }
    }
}
