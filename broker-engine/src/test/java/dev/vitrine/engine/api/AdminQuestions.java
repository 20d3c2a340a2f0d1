package dev.vitrine.engine.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDir;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDirTopic;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData.ComponentData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ListConfigResourcesRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData.ListPartitionReassignmentsTopics;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData.FeatureUpdateKey;
import org.apache.kafka.common.protocol.ApiMessage;

/** What administrators may ask of one broker that has one topic, {@code t}, of one partition; and what they had better not ask. */
final class AdminQuestions {

    /** @param request made anew for each version */
    record Question(String name, int oldest, int latest, Supplier<ApiMessage> request) {}

    private final List<Question> all = new ArrayList<>();

    static List<Question> all() {
        AdminQuestions questions = new AdminQuestions();
        questions.reassignments();
        questions.elections();
        questions.features();
        questions.others();
        questions.quotaChanges();
        questions.quotaFilters();
        return questions.all;
    }

    private void ask(String name, int oldest, int latest, Supplier<ApiMessage> request) {
        all.add(new Question(name, oldest, latest, request));
    }

    private void reassignments() {
        ask("reassign empty", 0, 1, AlterPartitionReassignmentsRequestData::new);
        for (List<Integer> replicas : Arrays.<List<Integer>>asList(null, List.of(), List.of(1), List.of(1, 1), List.of(2), List.of(-1), List.of(1, 2))) {
            ask("reassign t " + replicas, 0, 1, () -> reassign(topic("t", 0, replicas)));
        }
        ask("reassign unknown", 0, 0, () -> reassign(topic("nix", 0, List.of(1)), topic("t", 9, List.of(1))));
        ask("reassign norf", 1, 1, () -> reassign(topic("t", 0, List.of(1, 2))).setAllowReplicationFactorChange(false));
        ask("listre null", 0, 0, () -> new ListPartitionReassignmentsRequestData().setTopics(null));
        ask("listre t", 0, 0, () -> new ListPartitionReassignmentsRequestData().setTopics(List.of(
                new ListPartitionReassignmentsTopics().setName("t").setPartitionIndexes(List.of(0, 9)))));
    }

    private static AlterPartitionReassignmentsRequestData reassign(ReassignableTopic... topics) {
        return new AlterPartitionReassignmentsRequestData().setTopics(List.of(topics));
    }

    private static ReassignableTopic topic(String name, int partition, List<Integer> replicas) {
        return new ReassignableTopic().setName(name).setPartitions(List.of(
                new ReassignablePartition().setPartitionIndex(partition).setReplicas(replicas)));
    }

    private void elections() {
        for (byte type : new byte[] {0, 1, 7}) {
            int oldest = type == 0 ? 0 : 1;
            ask("elect null type" + type, oldest, 2, () -> new ElectLeadersRequestData().setElectionType(type).setTopicPartitions(null));
            ask("elect t type" + type, oldest, 2, () -> {
                ElectLeadersRequestData request = new ElectLeadersRequestData().setElectionType(type);
                request.topicPartitions().add(new ElectLeadersRequestData.TopicPartitions().setTopic("t").setPartitions(List.of(0, 9)));
                request.topicPartitions().add(new ElectLeadersRequestData.TopicPartitions().setTopic("nix").setPartitions(List.of(0)));
                return request;
            });
            ask("elect empty type" + type, oldest, 2, () -> new ElectLeadersRequestData().setElectionType(type));
        }
    }

    private void features() {
        for (Object[] update : new Object[][] {{"metadata.version", 30, 1}, {"metadata.version", 29, 1}, {"metadata.version", 29, 2},
                {"metadata.version", 99, 1}, {"metadata.version", 0, 2}, {"nix", 1, 1}, {"group.version", 9, 1}, {"group.version", -1, 1},
                {"transaction.version", 2, 1}, {"transaction.version", 1, 1}, {"transaction.version", 1, 2},
                {"eligible.leader.replicas.version", 0, 2}, {"eligible.leader.replicas.version", 1, 1}}) {
            ask("feature " + Arrays.toString(update), 1, 2, () -> {
                UpdateFeaturesRequestData request = new UpdateFeaturesRequestData().setValidateOnly(true);
                request.featureUpdates().add(new FeatureUpdateKey().setFeature((String) update[0])
                        .setMaxVersionLevel(((Integer) update[1]).shortValue()).setUpgradeType(((Integer) update[2]).byteValue()));
                return request;
            });
        }
        ask("features none", 0, 2, UpdateFeaturesRequestData::new);
    }

    private void others() {
        for (int id : new int[] {-1, 2, 99}) {
            ask("unregister " + id, 0, 0, () -> new UnregisterBrokerRequestData().setBrokerId(id));
        }
        for (String folder : List.of("/nix", "relative")) {
            ask("logdirs " + folder, 1, 2, () -> {
                AlterReplicaLogDir dir = new AlterReplicaLogDir().setPath(folder);
                dir.topics().add(new AlterReplicaLogDirTopic().setName("t").setPartitions(List.of(0, 9)));
                dir.topics().add(new AlterReplicaLogDirTopic().setName("nix").setPartitions(List.of(0)));
                AlterReplicaLogDirsRequestData request = new AlterReplicaLogDirsRequestData();
                request.dirs().add(dir);
                return request;
            });
        }
        for (byte type : new byte[] {0, 2, 4, 8, 16, 32, 99}) {
            ask("listconf " + type, 1, 1, () -> new ListConfigResourcesRequestData().setResourceTypes(List.of(type)));
        }
    }

    private void quotaChanges() {
        for (Object[] change : new Object[][] {{"user", "bob", "producer_byte_rate", 1024.0}, {"client-id", "c1", "consumer_byte_rate", 2048.5},
                {"user", null, "request_percentage", 50.0}, {"ip", "127.0.0.9", "connection_creation_rate", 10.0},
                {"ip", "not a host!", "connection_creation_rate", 10.0}, {"ip", "127.0.0.9", "producer_byte_rate", 10.0},
                {"user", "bob", "nix", 1.0}, {"nix", "bob", "producer_byte_rate", 1.0}, {"user", "", "producer_byte_rate", 1.0},
                {"user", "bob", "producer_byte_rate", 0.0}, {"user", "bob", "producer_byte_rate", -5.0},
                {"user", "bob", "producer_byte_rate", 10.5}, {"user", "bob", "controller_mutation_rate", 0.5},
                {"user", "bob", "connection_creation_rate", 1.0}, {"client-id", "c1", "request_percentage", Double.NaN}}) {
            String[][] entity = {{(String) change[0], (String) change[1]}};
            Object[] quota = {change[2], change[3]};
            ask("quota alter [[" + change[0] + ", " + change[1] + "], [" + quota[0] + ", " + quota[1] + ", false]]", 0, 1,
                    () -> quotas(false, entity, quota));
        }
        String[][] pair = {{"user", "bob"}, {"client-id", "c1"}};
        Object[] one = {"producer_byte_rate", 77.0};
        ask("quota alter pair", 0, 1, () -> quotas(false, pair, one, new Object[] {"consumer_byte_rate", 78.0}));
        ask("quota alter dupent", 0, 1, () -> quotas(false, new String[][] {{"user", "bob"}, {"user", "al"}}, one));
        ask("quota alter dupop", 0, 1, () -> quotas(true, new String[][] {{"user", "bob"}}, one, new Object[] {"producer_byte_rate", 78.0}));
        ask("quota alter noent", 0, 1, () -> quotas(true, new String[][] {}, one));
        ask("quota alter noops", 0, 1, () -> quotas(true, new String[][] {{"user", "bob"}}));
        ask("quota alter none", 0, 1, AlterClientQuotasRequestData::new);
    }

    private static AlterClientQuotasRequestData quotas(boolean validateOnly, String[][] entity, Object[]... quotas) {
        return new AlterClientQuotasRequestData().setValidateOnly(validateOnly).setEntries(List.of(new AlterClientQuotasRequestData.EntryData()
                .setEntity(Arrays.stream(entity).map(part -> new AlterClientQuotasRequestData.EntityData()
                        .setEntityType(part[0]).setEntityName(part[1])).toList())
                .setOps(Arrays.stream(quotas).map(quota -> new AlterClientQuotasRequestData.OpData()
                        .setKey((String) quota[0]).setValue((Double) quota[1])).toList())));
    }

    private void quotaFilters() {
        Object[][][] filters = {{}, {{"user", 0, "bob"}}, {{"user", 1, null}}, {{"user", 2, null}}, {{"client-id", 2, null}},
                {{"user", 0, "bob"}, {"client-id", 0, "c1"}}, {{"ip", 2, null}}, {{"nix", 2, null}}, {{"", 2, null}}, {{"user", 9, null}},
                {{"user", 0, null}}, {{"user", 1, "x"}}, {{"user", 2, "x"}}, {{"user", 2, null}, {"user", 2, null}},
                {{"user", 2, null}, {"ip", 2, null}}};
        for (Object[][] filter : filters) {
            for (boolean strict : new boolean[] {false, true}) {
                ask("quota desc " + strict + " " + Arrays.deepToString(filter), 0, 1, () -> new DescribeClientQuotasRequestData().setStrict(strict)
                        .setComponents(Arrays.stream(filter).map(part -> new ComponentData().setEntityType((String) part[0])
                                .setMatchType(((Integer) part[1]).byteValue()).setMatch((String) part[2])).toList()));
            }
        }
    }
}
