// kafkajs on a cluster: an idempotent producer and a member of a group; each line on standard input is one more step.
const { Kafka, logLevel } = require('kafkajs')
const readline = require('node:readline')

const topic = process.env.TOPIC
const STEP = 100
const LIMIT_MS = 60_000
const kafka = new Kafka({ clientId: 'cluster', brokers: process.env.KAFKA_BROKER.split(','), logLevel: logLevel.NOTHING, retry: { retries: 12 } })
const producer = kafka.producer({ idempotent: true })
const consumer = kafka.consumer({ groupId: 'clients' })
const seen = new Set()

async function step (number) {
  const values = Array.from({ length: STEP }, (_, i) => `value ${number * STEP + i}`)
  await producer.send({ topic, acks: -1, messages: values.map(value => ({ key: value, value })) })
  const deadline = Date.now() + LIMIT_MS
  while (!values.every(value => seen.has(value))) {
    if (Date.now() > deadline) throw new Error(`${values.filter(value => !seen.has(value)).length} are missing`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

async function main () {
  await producer.connect()
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({ eachMessage: async ({ message }) => { seen.add(message.value.toString()) } })
  let number = 0
  for await (const line of readline.createInterface({ input: process.stdin })) {
    await step(number)
    console.log('STEP', number++)
  }
  await consumer.disconnect()
  await producer.disconnect()
}

main().catch(problem => {
  console.error(problem)
  process.exit(1)
})
