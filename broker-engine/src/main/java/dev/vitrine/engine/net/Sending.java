package dev.vitrine.engine.net;

import dev.vitrine.engine.wire.FileRecords;
import dev.vitrine.engine.wire.ResponseParts;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a response's parts. Large stretches of a log go from the page cache to the socket (sendfile); small ones are read into a pooled
 * buffer and leave in one system call together with what stands around them, which costs less than a sendfile each.
 */
final class Sending {

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    /**
     * Below, one copy is cheaper than a system call of its own for each partition; above, the page cache's bytes stay where they are. Measured with
     * Kafka's ConsumerPerformance: at 16 KiB a partition copying took 18 % less of the broker's processor time, at 64 KiB sendfile 9 % less.
     *
     * <p>The copy comes from the page cache, not from a tail kept in memory. Such a tail (the newest 1 MiB of each partition that is read at its end,
     * copied aside at each append) was built and measured: it took 5 % less of the broker's processor time with one consumer at the tail (20,000 records
     * of 200 bytes a second), 5 % less with six, 4 % less with six at 8,000 records of 4 KB; medians of three runs by turns that themselves lay 10 to
     * 25 % apart. That is too little for a second way of reading, and for the memory it takes on each partition.
     */
    private static final int SENDFILE_FROM_BYTES = 64 * 1024;

    private Sending() {}

    static void write(ChannelHandlerContext context, ResponseParts parts) {
        for (ResponseParts.Part part : parts.parts()) {
            switch (part) {
                case ResponseParts.Part.Bytes bytes -> context.write(bytes.buffer(), context.voidPromise());
                case ResponseParts.Part.File file -> writeFile(context, file.records());
            }
        }
        context.flush();
    }

    private static void writeFile(ChannelHandlerContext context, FileRecords records) {
        var channel = records.file().channel();
        if (channel.isPresent() && records.sizeInBytes() >= SENDFILE_FROM_BYTES) {
            context.write(new LogRegion(channel.get(), records), context.voidPromise());
        } else {
            copy(context, records);
        }
    }

    private static void copy(ChannelHandlerContext context, FileRecords records) {
        ByteBuf buffer = context.alloc().ioBuffer(records.sizeInBytes(), Math.max(1, records.sizeInBytes()));
        try {
            ByteBuffer target = buffer.nioBuffer(0, records.sizeInBytes());
            if (records.file().read(target, records.position()) < records.sizeInBytes()) {
                throw new IOException("the log ends before the records do");
            }
            buffer.writerIndex(records.sizeInBytes());
            context.write(buffer, context.voidPromise());
        } catch (IOException unreadable) {
            // The response's length is already on its way: only closing tells the client that the rest won't come.
            buffer.release();
            LOG.error("Reading records for {} failed", context.channel(), unreadable);
            context.close();
        } finally {
            records.release();
        }
    }

    /** A stretch of a segment. Closing the file is the log's affair; this only gives the segment back. */
    private static final class LogRegion extends DefaultFileRegion {

        private final FileRecords records;

        LogRegion(FileChannel channel, FileRecords records) {
            super(channel, records.position(), records.sizeInBytes());
            this.records = records;
        }

        @Override
        protected void deallocate() {
            records.release();
        }
    }
}
