// Loaded before one of the article's programs (node --require ./watched.js producer.js), so that these stay as printed:
// puts KAFKA_BROKER in the place of localhost:9092, prints a line for each record handled or sent, leaves the group at SIGTERM,
// and sends as often as MESSAGES says, PAUSE_MS apart, where the article's producer sends once.
const kafkajs = require("kafkajs");

const broker = process.env.KAFKA_BROKER ?? "localhost:9092";

class WatchedKafka extends kafkajs.Kafka {
  constructor(options) {
    super({ ...options, brokers: [broker], logLevel: kafkajs.logLevel.WARN });
  }

  producer(options) {
    const producer = super.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner, ...options });
    const send = producer.send;
    producer.send = async (batch) => {
      for (let i = 0; i < Number(process.env.MESSAGES ?? 1); i++) {
        const value = JSON.stringify({ ...JSON.parse(batch.messages[0].value), nth: i });
        const [sent] = await send({ ...batch, messages: [{ value }] });
        console.log(`SENT ${sent.partition} ${sent.baseOffset} ${value}`);
        await new Promise((done) => setTimeout(done, Number(process.env.PAUSE_MS ?? 0)));
      }
    };
    return producer;
  }

  consumer(options) {
    const consumer = super.consumer(options);
    const run = consumer.run;
    consumer.run = (handlers) =>
      run({
        ...handlers,
        eachMessage: async (record) => {
          await handlers.eachMessage(record);
          console.log(`HANDLED ${record.partition} ${record.message.offset} ${record.message.value}`);
        },
      });
    consumer.on(consumer.events.GROUP_JOIN, () => console.log("JOINED"));
    consumer.on(consumer.events.COMMIT_OFFSETS, () => console.log("COMMITTED"));
    process.on("SIGTERM", () => consumer.disconnect().then(() => process.exit(0)));
    return consumer;
  }
}

kafkajs.Kafka = WatchedKafka;
