// kafkajs' transactions against one broker: node transactions.js COMMAND TOPIC [ARGUMENT ...]; prints one line for each thing that a test asks about.
const { Kafka, logLevel, Partitioners } = require("kafkajs");

const kafka = new Kafka({ clientId: "kafkajs-transactions", brokers: [process.env.KAFKA_BROKER], logLevel: logLevel.ERROR });
const [command, topic, ...rest] = process.argv.slice(2);

async function transactional(id) {
  const producer = kafka.producer({
    transactionalId: id, idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return producer;
}

const messages = (prefix, count) => Array.from({ length: count }, (_, i) => ({ value: `${prefix} ${i}` }));

async function write(end, id, prefix) {
  const producer = await transactional(id);
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: messages(prefix, 3) });
  await transaction.send({ topic, messages: messages(prefix + " more", 3) });
  await transaction[end]();
  await producer.disconnect();
}

async function offsets(id, group) {
  const producer = await transactional(id);
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: messages("with offsets", 1) });
  await transaction.sendOffsets({ consumerGroupId: group, topics: [{ topic, partitions: [{ partition: 0, offset: "4" }] }] });
  await transaction.commit();
  await producer.disconnect();
  const admin = kafka.admin();
  await admin.connect();
  const [committed] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  console.log(`OFFSET ${committed.partitions[0].offset}`);
  await admin.disconnect();
}

async function fence(id) {
  const first = await transactional(id);
  const transaction = await first.transaction();
  await transaction.send({ topic, messages: messages("zombie", 1) });
  const second = await transactional(id);
  const next = await second.transaction();
  await next.send({ topic, messages: messages("successor", 1) });
  await next.commit();
  try {
    await transaction.commit();
    console.log("NOT FENCED");
  } catch (error) {
    console.log(`FENCED ${error.type ?? error.name}`);
  }
  await second.disconnect();
  await first.disconnect();
}

const run = { commit: () => write("commit", ...rest), abort: () => write("abort", ...rest), offsets: () => offsets(...rest), fence: () => fence(...rest) };
run[command]().then(() => console.log("DONE"), (error) => {
  console.error(error);
  process.exit(1);
});
