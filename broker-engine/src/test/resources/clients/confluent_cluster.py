"""Debian's python3-confluent-kafka on a cluster: python3 confluent_cluster.py BOOTSTRAP TOPIC; each line on standard input is one more step."""
import sys
import time

from confluent_kafka import Consumer, Producer

BOOTSTRAP, TOPIC = sys.argv[1:3]
STEP, LIMIT = 100, 60

producer = Producer({"bootstrap.servers": BOOTSTRAP, "enable.idempotence": True})
consumer = Consumer({"bootstrap.servers": BOOTSTRAP, "group.id": "clients", "auto.offset.reset": "earliest", "enable.auto.commit": False})
consumer.subscribe([TOPIC])
seen = set()


def delivered(problem, message):
    assert problem is None, problem


def step(number):
    wanted = {"value %d" % i for i in range(number * STEP, (number + 1) * STEP)}
    for value in sorted(wanted):
        producer.produce(TOPIC, value, key=value, callback=delivered)
    assert producer.flush(LIMIT) == 0
    deadline = time.monotonic() + LIMIT
    while not wanted <= seen and time.monotonic() < deadline:
        message = consumer.poll(0.5)
        if message is not None and message.error() is None:
            seen.add(message.value().decode())
    assert wanted <= seen, "%d are missing" % len(wanted - seen)
    commit(deadline)


def commit(deadline):
    while True:
        try:
            return consumer.commit(asynchronous=False)
        except Exception as problem:
            if time.monotonic() > deadline:
                raise
            print("commits again after", problem, file=sys.stderr)
            consumer.poll(0.5)


for number, line in enumerate(sys.stdin):
    step(number)
    print("STEP", number, flush=True)
consumer.close()
