package dev.vitrine.engine.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiMessage;

/** The field {@code throttle_time_ms}, which most answers have and no common type names. */
public final class ThrottleTime {

    private static final ClassValue<Optional<MethodHandle>> SETTERS = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> message) {
            try {
                return Optional.of(MethodHandles.publicLookup()
                        .findVirtual(message, "setThrottleTimeMs", MethodType.methodType(message, int.class))
                        .asType(MethodType.methodType(void.class, ApiMessage.class, int.class)));
            } catch (NoSuchMethodException | IllegalAccessException without) {
                return Optional.empty();
            }
        }
    };

    private static final ClassValue<Optional<MethodHandle>> GETTERS = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> message) {
            try {
                return Optional.of(MethodHandles.publicLookup()
                        .findVirtual(message, "throttleTimeMs", MethodType.methodType(int.class))
                        .asType(MethodType.methodType(int.class, ApiMessage.class)));
            } catch (NoSuchMethodException | IllegalAccessException without) {
                return Optional.empty();
            }
        }
    };

    private ThrottleTime() {}

    /** What it tells; 0 where it has no word for it. */
    public static int of(ApiMessage message) {
        Optional<MethodHandle> getter = GETTERS.get(message.getClass());
        try {
            return getter.isPresent() ? (int) getter.get().invokeExact(message) : 0;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Tells it where the message has a word for it; versions that haven't leave it out. */
    public static void set(ApiMessage message, int throttleMs) {
        Optional<MethodHandle> setter = SETTERS.get(message.getClass());
        if (setter.isPresent()) {
            try {
                setter.get().invokeExact(message, throttleMs);
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
