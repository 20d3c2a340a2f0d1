package dev.vitrine.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.Writable;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** Takes what a generated message writes; cuts where records lie in a file, so that those bytes never enter memory. */
final class ByteBufWritable implements Writable {

    private final ByteBufAllocator allocator;
    private final ResponseParts parts = new ResponseParts();
    private ByteBuf current;

    ByteBufWritable(ByteBufAllocator allocator, int expectedBytes) {
        this.allocator = allocator;
        this.current = allocator.ioBuffer(expectedBytes);
    }

    ResponseParts finish() {
        parts.add(new ResponseParts.Part.Bytes(current));
        return parts;
    }

    void abandon() {
        finish().release();
    }

    @Override
    public void writeByte(byte value) {
        current.writeByte(value);
    }

    @Override
    public void writeShort(short value) {
        current.writeShort(value);
    }

    @Override
    public void writeInt(int value) {
        current.writeInt(value);
    }

    @Override
    public void writeLong(long value) {
        current.writeLong(value);
    }

    @Override
    public void writeDouble(double value) {
        current.writeDouble(value);
    }

    @Override
    public void writeByteArray(byte[] array) {
        current.writeBytes(array);
    }

    @Override
    public void writeByteBuffer(ByteBuffer buffer) {
        current.writeBytes(buffer.duplicate());
    }

    @Override
    public void writeUnsignedVarint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            current.writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        current.writeByte(rest);
    }

    @Override
    public void writeVarint(int value) {
        writeUnsignedVarint((value << 1) ^ (value >> 31));
    }

    @Override
    public void writeVarlong(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            current.writeByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        current.writeByte((int) rest);
    }

    @Override
    public void writeRecords(BaseRecords records) {
        switch (records) {
            case FileRecords file -> {
                parts.add(new ResponseParts.Part.Bytes(current));
                parts.add(new ResponseParts.Part.File(file));
                current = allocator.ioBuffer(64);
            }
            case MemoryRecords memory -> current.writeBytes(memory.buffer());
            default -> throw new IllegalArgumentException("records of type " + records.getClass());
        }
    }
}
