/**
 * One partition on disk. Files are byte-compatible with Apache Kafka's:
 *
 * <pre>
 * data folder (LogFolder)                     a partition's folder &lt;topic&gt;-&lt;partition&gt; (Log)
 *   .lock                                       partition.metadata        which topic id it belongs to
 *   meta.properties                             00000000000000000000.log  batches from offset 0 on
 *   .kafka_cleanshutdown                        ….index  ….timeindex      sparse; saved when sealed or closed
 *   recovery-point-offset-checkpoint            ….snapshot                producers at that offset
 *   log-start-offset-checkpoint                 ….txnindex                aborted transactions; none where there were none
 *   replication-offset-checkpoint               leader-epoch-checkpoint   saved at each flush and roll
 *   cleaner-offset-checkpoint                   ….cleaned  ….swap         what compaction is writing, and what it is putting in place
 * </pre>
 *
 * What a start may believe:
 *
 * <pre>
 * clean stop    names and sizes of files; the headers behind the last index entry; the newest snapshot
 * otherwise     segments that end at or before the recovery point, as above;
 *               behind it every byte is walked: header, offsets, checksum. The first flaw ends the log.
 * </pre>
 * So files that only help (indexes, snapshots, epochs) are never waited for: a loss of power that damages one is noticed, and it is made anew.
 *
 * <p>One writer (the partition's mailbox), any number of readers, who take no lock: they look at the published end, the array of segments and
 * the ring of recent batch boundaries. May know {@code wire}, {@code observe}, {@code io}, {@code time}.
 */
package dev.vitrine.engine.log;
