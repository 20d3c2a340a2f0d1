package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.CompactionConfig;
import dev.vitrine.engine.log.LogConfig;
import dev.vitrine.engine.metadata.TopicSettings;
import java.util.List;

/** From a topic's settings to those that its log obeys. */
final class LogConfigs {

    private LogConfigs() {}

    static LogConfig of(TopicSettings settings) {
        List<String> cleanup = settings.listValue("cleanup.policy");
        return new LogConfig(
                settings.intValue("segment.bytes"),
                settings.longValue("segment.ms"),
                settings.longValue("segment.jitter.ms"),
                settings.intValue("segment.index.bytes"),
                settings.intValue("index.interval.bytes"),
                settings.longValue("retention.ms"),
                settings.longValue("retention.bytes"),
                cleanup.contains("delete"),
                cleanup.contains("compact"),
                settings.intValue("max.message.bytes"),
                settings.stringValue("message.timestamp.type").equals("LogAppendTime"),
                settings.longValue("message.timestamp.before.max.ms"),
                settings.longValue("message.timestamp.after.max.ms"),
                settings.stringValue("compression.type"),
                settings.longValue("flush.messages"),
                settings.longValue("flush.ms"),
                settings.longValue("file.delete.delay.ms"),
                settings.intValue("min.insync.replicas"),
                new CompactionConfig(
                        settings.doubleValue("min.cleanable.dirty.ratio"),
                        settings.longValue("min.compaction.lag.ms"),
                        settings.longValue("max.compaction.lag.ms"),
                        settings.longValue("delete.retention.ms")));
    }
}
