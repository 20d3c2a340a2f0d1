// What people write with @platformatic/kafka. Usage: node platformatic.mjs BOOTSTRAP TASK TOPIC; prints what it found, a line each.
import { Admin, Consumer, Producer, FetchIsolationLevels, stringDeserializers, stringSerializers } from "@platformatic/kafka";

const [bootstrap, task, topic] = process.argv.slice(2);
const base = { clientId: `platformatic-${task}`, bootstrapBrokers: [bootstrap], retries: 10, retryDelay: 200 };
const messages = (from, count, more = {}) =>
  Array.from({ length: count }, (_, i) => ({ topic, key: `k${from + i}`, value: `v${from + i}`, headers: { n: String(from + i) }, ...more }));

/** Asks until the answer is the one expected: a broker tells of what was changed a moment later. */
async function until(expected, ask) {
  let answer = await ask();
  for (let i = 0; i < 100 && answer !== expected; i++) {
    await new Promise((done) => setTimeout(done, 50));
    answer = await ask();
  }
  return answer;
}

async function produce(options, from, count) {
  const producer = new Producer({ ...base, serializers: stringSerializers, autocreateTopics: false, ...options });
  await producer.send({ messages: messages(from, count) });
  await producer.close();
}

async function consume(groupId, count, options = {}) {
  const consumer = new Consumer({ ...base, groupId, deserializers: stringDeserializers, maxWaitTime: 500, ...options });
  const stream = await consumer.consume({ topics: [topic], mode: "committed", fallbackMode: "earliest", autocommit: false });
  const seen = [];
  for await (const message of stream) {
    seen.push(`${message.key}=${message.value};${message.headers.get("n")}`);
    await message.commit();
    if (seen.length === count) break;
  }
  await consumer.close(true);
  return seen.sort();
}

const tasks = {
  async admin() {
    const admin = new Admin(base);
    await admin.createTopics({ topics: [`${topic}-made`], partitions: 3, replicas: 1, configs: [{ name: "retention.ms", value: "60000" }] });
    const listed = async () => (await admin.listTopics()).includes(`${topic}-made`);
    console.log("LISTED", await until(true, listed));
    await admin.createPartitions({ topics: [{ name: `${topic}-made`, count: 5 }] });
    const partitions = async () => (await admin.metadata({ topics: [`${topic}-made`], forceUpdate: true })).topics.get(`${topic}-made`).partitionsCount;
    console.log("PARTITIONS", await until(5, partitions));
    const [described] = await admin.describeConfigs({ resources: [{ resourceType: 2, resourceName: `${topic}-made`, configurationKeys: ["retention.ms"] }] });
    console.log("RETENTION", described.configs[0].value);
    await admin.deleteTopics({ topics: [`${topic}-made`] });
    console.log("LISTED", await until(false, listed));
    await admin.close();
  },
  async codecs() {
    // zstd needs Node.js 22.
    for (const [i, compression] of ["none", "gzip", "snappy", "lz4"].entries()) {
      await produce({ compression, idempotent: true, acks: -1 }, i * 10, 10);
    }
    console.log("SEEN", (await consume(`${topic}-classic`, 40)).join(" "));
  },
  async resume() {
    await produce({}, 0, 20);
    console.log("FIRST", (await consume(`${topic}-group`, 10)).length);
    console.log("SECOND", (await consume(`${topic}-group`, 10)).length);
  },
  async consumerProtocol() {
    await produce({}, 0, 30);
    console.log("SEEN", (await consume(`${topic}-848`, 30, { groupProtocol: "consumer", groupRemoteAssignor: "uniform" })).join(" "));
    const admin = new Admin(base);
    console.log("TYPE", (await admin.listGroups({ types: ["consumer"] })).has(`${topic}-848`));
    await admin.close();
  },
  async transactions() {
    const producer = new Producer({ ...base, serializers: stringSerializers, idempotent: true, transactionalId: `${topic}-tx` });
    const committed = await producer.beginTransaction();
    await committed.send({ messages: messages(0, 5) });
    await committed.commit();
    const aborted = await producer.beginTransaction();
    await aborted.send({ messages: messages(100, 5) });
    await aborted.abort();
    const again = await producer.beginTransaction();
    await again.send({ messages: messages(5, 5) });
    await again.commit();
    await producer.close();
    console.log("SEEN", (await consume(`${topic}-rc`, 10, { isolationLevel: FetchIsolationLevels.READ_COMMITTED })).join(" "));
  },
};

await tasks[task]();
console.log("DONE");
process.exit(0);
