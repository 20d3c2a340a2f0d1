package dev.vitrine.engine.api;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** What a client may do, as Kafka's bit field: bit n stands for the operation of code n (KIP-430). Without an authorizer, everything. */
final class AuthorizedOperations {

    private AuthorizedOperations() {}

    static int all(ResourceType type) {
        int bits = 0;
        for (AclOperation operation : AclOperation.values()) {
            if (applies(operation, type)) {
                bits |= 1 << operation.code();
            }
        }
        return bits;
    }

    private static boolean applies(AclOperation operation, ResourceType type) {
        return switch (type) {
            case TOPIC -> switch (operation) {
                case READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS -> true;
                default -> false;
            };
            case GROUP -> switch (operation) {
                case READ, DESCRIBE, DELETE, DESCRIBE_CONFIGS, ALTER_CONFIGS -> true;
                default -> false;
            };
            case CLUSTER -> switch (operation) {
                case CREATE, CLUSTER_ACTION, DESCRIBE_CONFIGS, ALTER_CONFIGS, IDEMPOTENT_WRITE, ALTER, DESCRIBE -> true;
                default -> false;
            };
            default -> false;
        };
    }
}
