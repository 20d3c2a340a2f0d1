package dev.vitrine.engine.oracle;

import static org.apache.kafka.common.protocol.ApiKeys.ADD_PARTITIONS_TO_TXN;
import static org.apache.kafka.common.protocol.ApiKeys.API_VERSIONS;
import static org.apache.kafka.common.protocol.ApiKeys.CREATE_TOPICS;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_QUORUM;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_TOPIC_PARTITIONS;
import static org.apache.kafka.common.protocol.ApiKeys.ELECT_LEADERS;
import static org.apache.kafka.common.protocol.ApiKeys.FETCH;
import static org.apache.kafka.common.protocol.ApiKeys.FIND_COORDINATOR;
import static org.apache.kafka.common.protocol.ApiKeys.PRODUCE;
import static org.apache.kafka.common.protocol.ApiKeys.WRITE_TXN_MARKERS;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.protocol.ApiKeys;

/** The one list of what may differ, each entry with its reason. What is allowed and no longer differs is to be struck off: the report counts. */
final class AllowedDifferences {

    enum Kind {
        /** It stays so. */
        BY_DESIGN,
        /** It goes away when something is built. */
        NOT_THERE_YET
    }

    /**
     * @param apis of which APIs
     * @param path which fields: a regular expression over the whole path; "" for the outcome as a whole
     * @param when what must hold of it besides
     */
    record Allowed(Kind kind, String reason, Set<ApiKeys> apis, Pattern path, Predicate<Difference> when) {

        boolean covers(Difference difference) {
            return apis.contains(difference.api()) && path.matcher(difference.path()).matches() && when.test(difference);
        }
    }

    private static final Pattern NO_TOPIC_ID = Pattern.compile("topicId=A{22}, partitions=\\[FetchPartition");
    private static final Pattern TRANSACTION_TWICE =
            Pattern.compile("Transaction\\(transactionalId='([^']*)'.*Transaction\\(transactionalId='\\1'");

    private static final List<Allowed> LIST = List.of(
            allowed(Kind.NOT_THERE_YET, "APIs and features that are not built are not advertised",
                    Set.of(API_VERSIONS), "api_keys|supported_features|finalized_features", d -> true),
            allowed(Kind.NOT_THERE_YET, "there is no share coordinator (KIP-932)",
                    Set.of(FIND_COORDINATOR), ".*", d -> asked(d, "kind 2")),
            allowed(Kind.NOT_THERE_YET, "there is no topic of the share coordinator (KIP-932), which stands before that of transactions",
                    Set.of(DESCRIBE_TOPIC_PARTITIONS), "topics.*name|next_cursor.*", d -> kafka(d, "__share_group_state")),
            allowed(Kind.BY_DESIGN, "the controller has no listener and a log of its own, which no other broker reads",
                    Set.of(DESCRIBE_QUORUM), "nodes.*listeners.*|topics.*(log_end_offset|high_watermark|leader_epoch)", d -> true),
            allowed(Kind.BY_DESIGN, "an election of all leaders lists every topic, those of coordinators that are not here among them",
                    Set.of(ELECT_LEADERS), "replica_election_results", d -> asked(d, "all")),
            allowed(Kind.BY_DESIGN, "a topic id of zero: Kafka fails with an internal error, here there is no such topic",
                    Set.of(FETCH), "error_code|responses|session_id", d -> NO_TOPIC_ID.matcher(d.asked()).find()),
            allowed(Kind.BY_DESIGN, "a transactional id named twice in a batch: Kafka answers the one with the other's partitions, here each with its own",
                    Set.of(ADD_PARTITIONS_TO_TXN), "results_by_transaction.*", d -> TRANSACTION_TWICE.matcher(d.asked()).find()),
            allowed(Kind.BY_DESIGN,
                    "some requests Kafka never answers (null for records; a marker that goes nowhere beside others; no transaction at all); here they are",
                    Set.of(PRODUCE, WRITE_TXN_MARKERS, ADD_PARTITIONS_TO_TXN), "", d -> kafka(d, "silent")),
            allowed(Kind.BY_DESIGN, "so many partitions that Kafka's count of them overflows: it fails with an internal error, here they are too many",
                    Set.of(CREATE_TOPICS), "topics\\[\\]\\.error_code", d -> d.asked().contains("numPartitions=2147483647") && kafka(d, (short) -1)));

    private AllowedDifferences() {}

    private static Allowed allowed(Kind kind, String reason, Set<ApiKeys> apis, String path, Predicate<Difference> when) {
        return new Allowed(kind, reason, apis, Pattern.compile(path), when);
    }

    private static boolean kafka(Difference difference, Object value) {
        return value.equals(difference.kafka());
    }

    private static boolean asked(Difference difference, String what) {
        return difference.asked().startsWith(what);
    }

    static List<Allowed> all() {
        return LIST;
    }

    static Optional<Allowed> of(Difference difference) {
        return LIST.stream().filter(allowed -> allowed.covers(difference)).findFirst();
    }
}
