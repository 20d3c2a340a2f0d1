"""What Debian's python3-kafka (pure Python) does with a broker: python3 kafka_python_client.py BOOTSTRAP FUNCTION"""
import sys
import time
import uuid

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, OffsetAndMetadata, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewPartitions, NewTopic
from kafka.errors import TopicAlreadyExistsError

BOOTSTRAP = sys.argv[1]
LIMIT = 30


def new_topic(partitions=1):
    name = "python-" + uuid.uuid4().hex[:8]
    admin = KafkaAdminClient(bootstrap_servers=BOOTSTRAP)
    admin.create_topics([NewTopic(name, partitions, 1)])
    admin.close()
    return name


def produce(topic, count, **settings):
    producer = KafkaProducer(bootstrap_servers=BOOTSTRAP, **settings)
    sent = [producer.send(topic, b"value %d" % i, key=b"key", headers=[("n", b"%d" % i)]) for i in range(count)]
    offsets = [each.get(LIMIT).offset for each in sent]
    producer.close()
    return offsets


def consumer(*topics, **settings):
    return KafkaConsumer(*topics, bootstrap_servers=BOOTSTRAP, auto_offset_reset="earliest", enable_auto_commit=False, **settings)


def poll(reader, count):
    records, deadline = [], time.monotonic() + LIMIT
    while len(records) < count and time.monotonic() < deadline:
        for batch in reader.poll(500).values():
            records.extend(batch)
    assert len(records) == count, "%d of %d" % (len(records), count)
    return records


def plain_and_gzip_come_back_with_each_acknowledgement():
    for codec in None, "gzip":
        for acks in 1, "all":
            topic = new_topic()
            assert produce(topic, 100, compression_type=codec, acks=acks) == list(range(100))
            records = poll(consumer(topic), 100)
            assert [r.value for r in records] == [b"value %d" % i for i in range(100)]
            assert records[7].headers == [("n", b"7")] and records[7].key == b"key"


def a_group_commits_and_goes_on():
    topic = new_topic()
    produce(topic, 10)
    first = consumer(topic, group_id=topic, max_poll_records=4)
    poll(first, 4)
    first.commit()
    first.close()
    second = consumer(topic, group_id=topic)
    assert [r.offset for r in poll(second, 6)] == [4, 5, 6, 7, 8, 9]
    second.commit({TopicPartition(topic, 0): OffsetAndMetadata(9, "noted")})
    assert second.committed(TopicPartition(topic, 0), metadata=True) == OffsetAndMetadata(9, "noted")
    second.close()


def offsets_are_found_and_sought():
    topic = new_topic()
    partition = TopicPartition(topic, 0)
    before = int(time.time() * 1000) - 60000
    produce(topic, 5)
    reader = consumer()
    reader.assign([partition])
    assert reader.beginning_offsets([partition]) == {partition: 0}
    assert reader.end_offsets([partition]) == {partition: 5}
    assert reader.offsets_for_times({partition: before})[partition].offset == 0
    reader.seek(partition, 3)
    assert [r.offset for r in poll(reader, 2)] == [3, 4]
    reader.close()


def an_administrator_is_served():
    admin = KafkaAdminClient(bootstrap_servers=BOOTSTRAP)
    topic = new_topic(2)
    try:
        admin.create_topics([NewTopic(topic, 1, 1)])
        raise AssertionError("a second topic of the same name was made")
    except TopicAlreadyExistsError:
        pass
    admin.create_partitions({topic: NewPartitions(3)})
    assert topic in admin.list_topics()
    described = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
    assert "cleanup.policy" in str(described)
    produce(topic, 1)
    member = consumer(topic, group_id=topic)
    poll(member, 1)
    member.commit()
    assert any(group == topic for group, _ in admin.list_consumer_groups())
    assert admin.describe_consumer_groups([topic])[0].state == "Stable"
    assert sum(each.offset for each in admin.list_consumer_group_offsets(topic).values() if each.offset > 0) == 1
    member.close()
    admin.delete_topics([topic])
    admin.close()


globals()[sys.argv[2]]()
