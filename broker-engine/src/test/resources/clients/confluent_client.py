"""What Debian's python3-confluent-kafka (librdkafka) does with a broker: python3 confluent_client.py BOOTSTRAP FUNCTION"""
import sys
import time
import uuid

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, ConfigResource, NewPartitions, NewTopic

BOOTSTRAP = sys.argv[1]
LIMIT = 30
ADMIN = AdminClient({"bootstrap.servers": BOOTSTRAP})


def new_topic(partitions=1):
    name = "confluent-" + uuid.uuid4().hex[:8]
    ADMIN.create_topics([NewTopic(name, partitions, 1)])[name].result(LIMIT)
    return name


def produce(topic, count, **settings):
    """Sends numbered values; returns what the delivery reports said, in the order in which they came."""
    delivered = []

    def report(error, message):
        assert error is None, error
        delivered.append((message.partition(), message.offset(), message.value()))

    producer = Producer({"bootstrap.servers": BOOTSTRAP, **{k.replace("_", "."): v for k, v in settings.items()}})
    for i in range(count):
        producer.produce(topic, value="value %d" % i, key="key %d" % (i % 3), headers=[("n", str(i))], on_delivery=report)
        producer.poll(0)
    assert producer.flush(LIMIT) == 0
    return delivered


def consumer(group, **settings):
    return Consumer({"bootstrap.servers": BOOTSTRAP, "group.id": group, "auto.offset.reset": "earliest",
                     "enable.auto.commit": False, **settings})


def poll(reader, count):
    messages, deadline = [], time.monotonic() + LIMIT
    while len(messages) < count and time.monotonic() < deadline:
        message = reader.poll(0.5)
        if message is not None:
            assert message.error() is None, message.error()
            messages.append(message)
    assert len(messages) == count, "%d of %d" % (len(messages), count)
    return messages


def every_codec_comes_back():
    for codec in "none", "gzip", "snappy", "lz4", "zstd":
        topic = new_topic()
        delivered = produce(topic, 200, compression_type=codec, linger_ms=5)
        assert [offset for _, offset, _ in delivered] == list(range(200))
        reader = consumer(topic)
        reader.subscribe([topic])
        messages = poll(reader, 200)
        assert [m.value() for m in messages] == [b"value %d" % i for i in range(200)]
        assert [m.headers() for m in messages] == [[("n", b"%d" % i)] for i in range(200)]
        reader.close()


def an_idempotent_producer_is_served():
    topic = new_topic(3)
    delivered = produce(topic, 1000, enable_idempotence=True)
    for partition in range(3):
        offsets = [offset for p, offset, _ in delivered if p == partition]
        assert offsets == list(range(len(offsets)))


def a_group_commits_and_goes_on():
    topic = new_topic()
    produce(topic, 10)
    first = consumer(topic)
    first.subscribe([topic])
    message = poll(first, 4)[-1]
    committed = first.commit(message=message, asynchronous=False)
    assert committed[0].offset == 4 and committed[0].error is None
    assert first.committed([TopicPartition(topic, 0)], LIMIT)[0].offset == 4
    first.close()
    second = consumer(topic)
    second.subscribe([topic])
    assert [m.offset() for m in poll(second, 6)] == [4, 5, 6, 7, 8, 9]
    second.close()


def two_members_share_the_partitions():
    topic = new_topic(4)
    for assignor in "range", "roundrobin", "cooperative-sticky":
        group = topic + assignor
        members = [consumer(group, **{"partition.assignment.strategy": assignor, "heartbeat.interval.ms": 300}) for _ in range(2)]
        for member in members:
            member.subscribe([topic])
        deadline = time.monotonic() + LIMIT
        while sorted(len(m.assignment()) for m in members) != [2, 2]:
            assert time.monotonic() < deadline, [m.assignment() for m in members]
            for member in members:
                member.poll(0.1)
        assert sorted(p.partition for m in members for p in m.assignment()) == [0, 1, 2, 3]
        for member in members:
            member.close()


def offsets_are_found_and_sought():
    topic = new_topic()
    before = int(time.time() * 1000) - 60000
    produce(topic, 10)
    reader = consumer(topic)
    partition = TopicPartition(topic, 0)
    assert reader.get_watermark_offsets(partition, LIMIT) == (0, 10)
    assert reader.offsets_for_times([TopicPartition(topic, 0, before)], LIMIT)[0].offset == 0
    reader.assign([TopicPartition(topic, 0, 7)])
    assert poll(reader, 3)[0].offset() == 7
    reader.seek(TopicPartition(topic, 0, 2))
    assert poll(reader, 1)[0].offset() == 2
    reader.close()


def an_administrator_is_served():
    topic = new_topic(2)
    assert len(ADMIN.list_topics(topic, LIMIT).topics[topic].partitions) == 2
    try:
        ADMIN.create_topics([NewTopic(topic, 1, 1)])[topic].result(LIMIT)
        raise AssertionError("a second topic of the same name was made")
    except KafkaException as refused:
        assert refused.args[0].name() == "TOPIC_ALREADY_EXISTS", refused
    ADMIN.create_partitions([NewPartitions(topic, 3)])[topic].result(LIMIT)
    resource = ConfigResource(ConfigResource.Type.TOPIC, topic)
    assert ADMIN.describe_configs([resource])[resource].result(LIMIT)["cleanup.policy"].value == "delete"
    changed = ConfigResource(ConfigResource.Type.TOPIC, topic, set_config={"retention.ms": "1234567"})
    ADMIN.alter_configs([changed])[changed].result(LIMIT)
    deadline = time.monotonic() + LIMIT
    while ADMIN.describe_configs([resource])[resource].result(LIMIT)["retention.ms"].value != "1234567":
        assert time.monotonic() < deadline
    ADMIN.delete_topics([topic])[topic].result(LIMIT)


def groups_are_listed():
    topic = new_topic()
    member = consumer("listed-" + topic)
    member.subscribe([topic])
    deadline = time.monotonic() + LIMIT
    while not member.assignment():
        assert time.monotonic() < deadline
        member.poll(0.2)
    group = ADMIN.list_groups("listed-" + topic, LIMIT)[0]
    assert (group.state, len(group.members)) == ("Stable", 1), (group.state, group.members)
    member.close()


def transactional(transactional_id, **settings):
    producer = Producer({"bootstrap.servers": BOOTSTRAP, "transactional.id": transactional_id, **settings})
    producer.init_transactions(LIMIT)
    return producer


def read_committed(topic, count):
    reader = consumer("reader-" + topic, **{"isolation.level": "read_committed"})
    reader.subscribe([topic])
    messages = [m.value() for m in poll(reader, count)]
    assert reader.poll(1) is None
    reader.close()
    return messages


def transactions_are_committed_and_aborted():
    topic = new_topic()
    producer = transactional("one-" + topic)
    for commits in False, True, False, True:
        producer.begin_transaction()
        for i in range(10):
            producer.produce(topic, value=("committed" if commits else "aborted") + " %d" % i)
        producer.flush(LIMIT)
        if commits:
            producer.commit_transaction(LIMIT)
        else:
            producer.abort_transaction(LIMIT)
    assert all(value.startswith(b"committed") for value in read_committed(topic, 20))


def offsets_are_part_of_a_transaction():
    source, sink = new_topic(), new_topic()
    produce(source, 10)
    member = consumer("copier-" + source)
    member.subscribe([source])
    poll(member, 10)
    producer = transactional("copier-" + source)
    for commits in False, True:
        producer.begin_transaction()
        producer.produce(sink, value="%s" % commits)
        producer.send_offsets_to_transaction([TopicPartition(source, 0, 10)], member.consumer_group_metadata(), LIMIT)
        if commits:
            producer.commit_transaction(LIMIT)
        else:
            producer.abort_transaction(LIMIT)
            assert member.committed([TopicPartition(source, 0)], LIMIT)[0].offset < 0
    assert member.committed([TopicPartition(source, 0)], LIMIT)[0].offset == 10
    member.close()
    assert read_committed(sink, 1) == [b"True"]


def a_second_producer_puts_the_first_out():
    topic = new_topic()
    first = transactional("one-" + topic)
    first.begin_transaction()
    first.produce(topic, value="zombie")
    first.flush(LIMIT)
    second = transactional("one-" + topic)
    second.begin_transaction()
    second.produce(topic, value="successor")
    second.commit_transaction(LIMIT)
    try:
        first.commit_transaction(LIMIT)
        raise AssertionError("it was not fenced")
    except KafkaException as error:
        assert error.args[0].fatal(), error
    assert read_committed(topic, 1) == [b"successor"]


globals()[sys.argv[2]]()
