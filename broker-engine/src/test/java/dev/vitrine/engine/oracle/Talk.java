package dev.vitrine.engine.oracle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * One script's conversation with one broker, all of it written down. What a script asks for next may depend on what it was told: it runs once
 * for each broker, with that broker's own ids.
 */
public final class Talk implements AutoCloseable {

    private static final int LIMIT_MILLIS = 60_000;
    /** Some made-up requests of these get no answer: by design (acks=0), or since Kafka forgets them. */
    private static final Set<ApiKeys> OFTEN_SILENT = EnumSet.of(ApiKeys.PRODUCE, ApiKeys.ADD_PARTITIONS_TO_TXN, ApiKeys.WRITE_TXN_MARKERS);
    /** So long Kafka is waited for where it may have forgotten to answer. The engine forgets nothing. */
    private static final int FORGOTTEN_MILLIS = 1_000;
    private static final int NEXT_ID = Integer.MAX_VALUE - 1;
    private static final byte[] NEXT = Frames.request(new ApiVersionsRequestData(), (short) 0, NEXT_ID);
    private static final long UNTIL_NANOS = 60_000_000_000L;
    private static final long BETWEEN_TRIES_NANOS = 20_000_000;
    /** What they change, brokers learn a moment after it was answered. */
    private static final Set<ApiKeys> CHANGE_SETTINGS = EnumSet.of(ApiKeys.ALTER_CONFIGS, ApiKeys.INCREMENTAL_ALTER_CONFIGS,
            ApiKeys.ALTER_CLIENT_QUOTAS, ApiKeys.ALTER_USER_SCRAM_CREDENTIALS, ApiKeys.UPDATE_FEATURES);

    private final Brokers.Peer peer;
    private final String scope;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, Uuid> topicIds = new LinkedHashMap<>();
    private boolean settingsChanged;

    /** @param scope in all names that the script makes up, so that no other script sees them */
    Talk(Brokers.Peer peer, String scope) {
        this.peer = peer;
        this.scope = scope;
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    public String host() {
        return peer.host();
    }

    public int port() {
        return peer.port();
    }

    /** A name that only this script uses. */
    public String name(String base) {
        return base + "-" + scope;
    }

    /** The main connection. */
    public Line line() {
        return line("main");
    }

    /** One of several connections, opened when first used. */
    public Line line(String name) {
        return lines.computeIfAbsent(name, n -> new Line(n.equals("main") ? "" : n));
    }

    public <A extends ApiMessage> A ask(int version, ApiMessage request) {
        return line().ask("", version, request);
    }

    public <A extends ApiMessage> A ask(String what, int version, ApiMessage request) {
        return line().ask(what, version, request);
    }

    /** In the latest version. */
    public <A extends ApiMessage> A ask(ApiMessage request) {
        return line().ask("", latest(request), request);
    }

    static int latest(ApiMessage request) {
        return KafkaVersions.all().get(ApiKeys.forId(request.apiKey())).latest();
    }

    public <A extends ApiMessage> A until(int version, Supplier<? extends ApiMessage> request, Predicate<A> done) {
        return line().until(version, request, done);
    }

    /** The id of a topic at this broker; {@link Uuid#ZERO_UUID} where there is none. Not written down. */
    public Uuid topicId(String topic) {
        return topicIds.computeIfAbsent(topic, name -> Fixture.topicId(peer, name));
    }

    /** Waits, unwritten, until the broker shows a topic's leaders. */
    public void awaitTopic(String topic) {
        Fixture.awaitTopic(peer, topic);
    }

    /** Of the lists in the last answer, keeps what bears a name of this script. */
    public void onlyOwn() {
        if (exchanges.getLast().outcome() instanceof Outcome.Answered(var body)) {
            body.values().forEach(field -> {
                if (field instanceof List<?> elements) {
                    elements.removeIf(element -> element instanceof Map<?, ?> && !isOwn(element));
                }
            });
        }
    }

    /** Whether nothing in the last answer bears a name of this script. */
    public boolean nothingOwn() {
        return exchanges.getLast().outcome() instanceof Outcome.Answered(var body) && !isOwn(body);
    }

    private boolean isOwn(Object told) {
        return (told + ",").matches("(?s).*" + scope + "[,}\\]].*");
    }

    /** Between a change of settings and what is asked next: a busy broker may not have heard of the change yet. */
    private void awaitSettings(ApiKeys next) {
        if (CHANGE_SETTINGS.contains(next)) {
            settingsChanged = true;
        } else if (settingsChanged) {
            settingsChanged = false;
            Fixture.awaitSettings(peer);
        }
    }

    /** Sends bytes that need not be a request, and sees what comes of it. */
    public void raw(String what, ApiKeys api, int version, byte[] frame) {
        RawConnection connection = new RawConnection(peer.host(), peer.port());
        try (connection) {
            connection.send(frame);
            RawConnection.Reply reply = OFTEN_SILENT.contains(api) ? answerOrSilence(connection) : connection.receive(LIMIT_MILLIS);
            exchanges.add(new Exchange(what, api, (short) version, Frames.told(api, (short) version, frame), outcome(reply, api, version)));
        }
    }

    /** Requests of one connection are answered in their order: an answer to the next one tells that there comes none to this. */
    private RawConnection.Reply answerOrSilence(RawConnection connection) {
        connection.send(NEXT);
        RawConnection.Reply reply = connection.receive(peer.isEngine() ? LIMIT_MILLIS : FORGOTTEN_MILLIS);
        boolean ofTheNext = reply.frame() != null && reply.frame().getInt(0) == NEXT_ID;
        return ofTheNext ? new RawConnection.Reply(RawConnection.Reply.Kind.SILENT, null) : reply;
    }

    private static Outcome outcome(RawConnection.Reply reply, ApiKeys api, int version) {
        return switch (reply.kind()) {
            case CLOSED -> new Outcome.Closed();
            case SILENT -> new Outcome.Silent();
            case FRAME -> Frames.answer(api, (short) version, reply.frame().getInt(0), reply.frame().duplicate());
        };
    }

    @Override
    public void close() {
        lines.values().forEach(Line::close);
    }

    /** One connection: requests are answered in their order, and may be sent before the one before is answered. */
    public final class Line {

        private record Sent(String what, ApiKeys api, short version, int correlationId, String request) {}

        private final String name;
        private final RawConnection connection = new RawConnection(peer.host(), peer.port());
        private final List<Sent> waiting = new ArrayList<>();
        private int lastCorrelationId;

        private Line(String name) {
            this.name = name;
        }

        public <A extends ApiMessage> A ask(String what, int version, ApiMessage request) {
            send(what, version, request);
            return answer();
        }

        public <A extends ApiMessage> A ask(int version, ApiMessage request) {
            return ask("", version, request);
        }

        /** Asks again and again until the answer is as wished, for what comes about by itself; only the last answer is written down. */
        public <A extends ApiMessage> A until(int version, Supplier<? extends ApiMessage> request, Predicate<A> done) {
            long deadline = System.nanoTime() + UNTIL_NANOS;
            while (true) {
                int before = exchanges.size();
                A answer = ask(version, request.get());
                boolean answered = exchanges.getLast().outcome() instanceof Outcome.Answered;
                if (!answered || done.test(answer) || System.nanoTime() > deadline) {
                    return answer;
                }
                exchanges.subList(before, exchanges.size()).clear();
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }

        /** Sends without waiting for the answer. */
        public Line send(int version, ApiMessage request) {
            return send("", version, request);
        }

        private Line send(String what, int version, ApiMessage request) {
            int id = ++lastCorrelationId;
            ApiKeys api = ApiKeys.forId(request.apiKey());
            awaitSettings(api);
            byte[] frame = Frames.request(request, (short) version, id);
            waiting.add(new Sent(label(what), api, (short) version, id, request.toString()));
            connection.send(frame);
            return this;
        }

        private String label(String what) {
            return name.isEmpty() ? what : ("[" + name + "] " + what).strip();
        }

        /** Sends what is never answered (acks=0). */
        public void tell(int version, ApiMessage request) {
            send("", version, request);
            waiting.removeLast();
        }

        /** Nothing is asked any more, and the broker closes its side in turn. */
        public void leave() {
            connection.endOfRequests();
            RawConnection.Reply reply = connection.receive(LIMIT_MILLIS);
            exchanges.add(new Exchange(label("leaves"), ApiKeys.API_VERSIONS, (short) 0, "", outcome(reply, ApiKeys.API_VERSIONS, 0)));
        }

        /** The answer to the oldest request not yet answered; one without any content where there was none, so that a script goes on. */
        @SuppressWarnings("unchecked") // each request has its own kind of answer
        public <A extends ApiMessage> A answer() {
            Sent sent = waiting.removeFirst();
            RawConnection.Reply reply = connection.receive(LIMIT_MILLIS);
            Outcome outcome = reply.kind() == RawConnection.Reply.Kind.FRAME
                    ? Frames.answer(sent.api, sent.version, sent.correlationId, reply.frame().duplicate())
                    : outcome(reply, sent.api, sent.version);
            exchanges.add(new Exchange(sent.what, sent.api, sent.version, sent.request, outcome));
            ApiMessage message = reply.frame() == null ? null : Frames.message(sent.api, sent.version, reply.frame().duplicate());
            return (A) (message == null ? sent.api.messageType.newResponse() : message);
        }

        private void close() {
            connection.close();
        }
    }
}
