package dev.vitrine.engine.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.Readable;

/**
 * Lets Kafka's generated messages parse themselves from a Netty buffer without copying it first. Byte buffers handed out share the frame's
 * memory: they are valid as long as the frame is retained.
 */
final class ByteBufReadable implements Readable {

    private final ByteBuf buffer;

    ByteBufReadable(ByteBuf buffer) {
        this.buffer = buffer;
    }

    @Override
    public byte readByte() {
        return buffer.readByte();
    }

    @Override
    public short readShort() {
        return buffer.readShort();
    }

    @Override
    public int readInt() {
        return buffer.readInt();
    }

    @Override
    public long readLong() {
        return buffer.readLong();
    }

    @Override
    public double readDouble() {
        return buffer.readDouble();
    }

    @Override
    public byte[] readArray(int length) {
        byte[] array = new byte[checked(length)];
        buffer.readBytes(array);
        return array;
    }

    @Override
    public ByteBuffer readByteBuffer(int length) {
        ByteBuffer slice = buffer.nioBuffer(buffer.readerIndex(), checked(length));
        buffer.skipBytes(length);
        return slice;
    }

    /** A length that the frame can't hold must not make us allocate it. */
    private int checked(int length) {
        if (length < 0 || length > buffer.readableBytes()) {
            throw new MalformedRequest("a field of " + length + " bytes where " + buffer.readableBytes() + " are left");
        }
        return length;
    }

    @Override
    public int readUnsignedVarint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = buffer.readByte();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedRequest("a varint of more than 5 bytes");
    }

    @Override
    public int readVarint() {
        int raw = readUnsignedVarint();
        return (raw >>> 1) ^ -(raw & 1);
    }

    @Override
    public long readVarlong() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = buffer.readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new MalformedRequest("a varlong of more than 10 bytes");
    }

    @Override
    public int remaining() {
        return buffer.readableBytes();
    }

    @Override
    public Readable slice() {
        return new ByteBufReadable(buffer.slice());
    }
}
