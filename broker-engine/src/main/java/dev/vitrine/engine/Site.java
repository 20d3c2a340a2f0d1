package dev.vitrine.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a broker of an engine is at home, through all its lives.
 *
 * @param listeners its own: ports that the system chose at its first start are kept
 * @param data      the folder of the engine, as a person knows it
 * @param settings  given to it, without what the engine decides
 * @param brokers   how many the engine was started with
 */
record Site(int broker, List<ListenAddress> listeners, Path data, Map<String, String> settings, int brokers, boolean ephemeral) {

    Site {
        listeners = List.copyOf(listeners);
        settings = Map.copyOf(settings);
    }

    Path folder() {
        return data.toAbsolutePath().resolve("broker-" + broker);
    }

    Site at(List<ListenAddress> bound) {
        return new Site(broker, bound, data, settings, brokers, ephemeral);
    }
}
