"""Debian's python3-kafka on a cluster: python3 kafka_python_cluster.py BOOTSTRAP TOPIC; each line on standard input is one more step."""
import sys
import time

from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import KafkaError

BOOTSTRAP, TOPIC = sys.argv[1].split(","), sys.argv[2]
STEP, LIMIT = 100, 60

producer = KafkaProducer(bootstrap_servers=BOOTSTRAP, acks="all", retries=1000, retry_backoff_ms=100)
consumer = KafkaConsumer(TOPIC, bootstrap_servers=BOOTSTRAP, group_id="clients", auto_offset_reset="earliest", enable_auto_commit=False)
seen = set()


def step(number):
    wanted = {b"value %d" % i for i in range(number * STEP, (number + 1) * STEP)}
    sent = [producer.send(TOPIC, value, key=value) for value in sorted(wanted)]
    for each in sent:
        each.get(LIMIT)
    deadline = time.monotonic() + LIMIT
    while not wanted <= seen and time.monotonic() < deadline:
        for batch in consumer.poll(500).values():
            seen.update(record.value for record in batch)
    assert wanted <= seen, "%d are missing" % len(wanted - seen)
    commit(deadline)


def commit(deadline):
    while True:
        try:
            return consumer.commit()
        except KafkaError as problem:
            if time.monotonic() > deadline:
                raise
            print("commits again after", problem, file=sys.stderr)
            consumer.poll(500)


for number, line in enumerate(sys.stdin):
    step(number)
    print("STEP", number, flush=True)
consumer.close()
