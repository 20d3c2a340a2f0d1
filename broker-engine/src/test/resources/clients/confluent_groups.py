"""Groups of the consumer protocol (KIP-848) as librdkafka speaks it: python3 confluent_groups.py BOOTSTRAP FUNCTION"""
import sys
import time
import uuid

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

BOOTSTRAP = sys.argv[1]
LIMIT = 30
ADMIN = AdminClient({"bootstrap.servers": BOOTSTRAP})


def new_topic(partitions, prefix="groups"):
    name = prefix + "-" + uuid.uuid4().hex[:8]
    ADMIN.create_topics([NewTopic(name, partitions, 1)])[name].result(LIMIT)
    return name


def produce(topic, partitions, count):
    producer = Producer({"bootstrap.servers": BOOTSTRAP})
    for i in range(count):
        producer.produce(topic, partition=i % partitions, value="value %d" % i)
    assert producer.flush(LIMIT) == 0


def member(group, topics, **settings):
    settings = {k.replace("_", "."): v for k, v in settings.items()}
    reader = Consumer({"bootstrap.servers": BOOTSTRAP, "group.id": group, "group.protocol": "consumer", "auto.offset.reset": "earliest",
                       "enable.auto.commit": False, "topic.metadata.refresh.interval.ms": 500, **settings})
    reader.subscribe(topics)
    return reader


def until(condition, readers, what):
    """Lets all of them poll until it is so; returns what they read."""
    messages, deadline = [], time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        if condition(messages):
            return messages
        for reader in readers:
            message = reader.poll(0.1)
            if message is not None:
                assert message.error() is None, message.error()
                messages.append(message)
    raise AssertionError("not within %d s: %s; %s" % (LIMIT, what(), [owned(reader) for reader in readers]))


def owned(reader):
    return sorted((p.topic, p.partition) for p in reader.assignment())


def await_shares(readers, sizes):
    until(lambda _: sorted(len(owned(r)) for r in readers) == sorted(sizes)
          and len({p for r in readers for p in owned(r)}) == sum(sizes), readers, lambda: "shares of %s" % sizes)


def a_group_is_joined():
    member("any", ["any"]).close()


def a_group_commits_and_goes_on():
    topic = new_topic(1)
    produce(topic, 1, 10)
    first = member(topic, [topic])
    messages = until(lambda read: len(read) >= 5, [first], lambda: "five records")
    first.commit(offsets=[TopicPartition(topic, 0, 5)], asynchronous=False)
    first.close()
    second = member(topic, [topic])
    messages = until(lambda read: len(read) == 5, [second], lambda: "the other five")
    assert [m.offset() for m in messages] == [5, 6, 7, 8, 9]
    second.close()


def members_share_the_partitions_as_they_come_and_go():
    topic = new_topic(4)
    one, two = member(topic, [topic]), member(topic, [topic])
    await_shares([one, two], [2, 2])
    three = member(topic, [topic])
    await_shares([one, two, three], [1, 1, 2])
    produce(topic, 4, 40)
    messages = until(lambda read: len(read) >= 40, [one, two, three], lambda: "all records")
    assert len({m.value() for m in messages}) == 40
    two.close()
    await_shares([one, three], [2, 2])
    one.close()
    await_shares([three], [4])
    three.close()


def a_pattern_takes_in_topics_that_come_later():
    prefix = "pattern" + uuid.uuid4().hex[:8]
    new_topic(1, prefix)
    new_topic(1, "other")
    one = member(prefix, ["^" + prefix + ".*"])
    await_shares([one], [1])
    new_topic(2, prefix)
    await_shares([one], [3])
    one.close()


def a_static_member_finds_its_partitions_again():
    topic = new_topic(4)
    one = member(topic, [topic], group_instance_id="one")
    two = member(topic, [topic], group_instance_id="two")
    await_shares([one, two], [2, 2])
    before = owned(one), owned(two)
    two.close()
    again = member(topic, [topic], group_instance_id="two")
    await_shares([one, again], [2, 2])
    assert (owned(one), owned(again)) == before
    one.close()
    again.close()


def the_assignor_that_a_member_names_is_taken():
    first, second = new_topic(2), new_topic(2)
    one = member(first, [first, second], group_remote_assignor="range")
    two = member(first, [first, second], group_remote_assignor="range")
    await_shares([one, two], [2, 2])
    assert {p for _, p in owned(one)} in ({0}, {1}), "range gives the same partition of each topic"
    one.close()
    two.close()


def an_assignor_that_nobody_knows_is_refused():
    topic = new_topic(1)
    one = member(topic, [topic], group_remote_assignor="mine")
    try:
        until(lambda _: False, [one], lambda: "refused")
    except AssertionError as refused:
        assert "UNSUPPORTED_ASSIGNOR" in str(refused) or "assignor" in str(refused).lower(), refused
        return
    raise SystemExit("was not refused")


globals()[sys.argv[2]]()
