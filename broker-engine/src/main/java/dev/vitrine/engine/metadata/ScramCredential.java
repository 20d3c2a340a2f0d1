package dev.vitrine.engine.metadata;

/**
 * What a broker keeps of a password, to know whoever has it without knowing it (RFC 5802): never the password, nor what could take its place.
 *
 * @param salt       with which the password was salted
 * @param storedKey  to check a client's proof with
 * @param serverKey  to prove to the client that the broker knows it
 * @param iterations how often the password was hashed
 */
public record ScramCredential(byte[] salt, byte[] storedKey, byte[] serverKey, int iterations) {

    /** Keys don't belong in logs. */
    @Override
    public String toString() {
        return "ScramCredential[" + iterations + " iterations]";
    }
}
