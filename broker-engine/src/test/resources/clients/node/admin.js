// All that kafkajs' admin can do, and what it had better not, line by line: KAFKA_BROKER=HOST:PORT node admin.js
const { Kafka, logLevel, ConfigResourceTypes, AclResourceTypes, AclOperationTypes, AclPermissionTypes, ResourcePatternTypes } = require('kafkajs')

const BROKER = process.env.KAFKA_BROKER
const kafka = new Kafka({ brokers: [BROKER], clientId: 'admin-program', logLevel: logLevel.NOTHING, retry: { retries: 2 } })
const admin = kafka.admin()
const TOPIC = 'kafkajs-admin'

const show = value => JSON.stringify(value, (key, v) => typeof v === 'bigint' ? String(v)
  : key === 'host' || key === 'port' || key === 'clusterId' || key === 'memberId' || key === 'clientHost' ? 'masked' : Buffer.isBuffer(v) ? 'bytes' : v)

async function tell (name, what) {
  try {
    console.log(name + ': ' + show(await what()))
  } catch (error) {
    const details = (error.errors || error.topics || []).map(e => show({ type: e.type, message: e.message, topic: e.topic, partition: e.partition }))
    console.log(name + ' failed: ' + [error.name, error.type, error.message, ...details].join(' | ').replace(BROKER, 'BROKER'))
  }
}

/** Waits until something that was changed shows: a broker may hear of it after its controller has answered. */
async function shown (condition) {
  for (let tries = 0; tries < 200 && !(await condition()); tries++) {
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

const sorted = list => [...list].sort((a, b) => show(a) < show(b) ? -1 : 1)

async function topics () {
  await tell('create', () => admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 2, configEntries: [{ name: 'cleanup.policy', value: 'compact,delete' }] }] }))
  await tell('create again', () => admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 2 }] }))
  await tell('create badly', () => admin.createTopics({ topics: [{ topic: 'no such/name' }, { topic: 'kafkajs-good', numPartitions: 1 }] }))
  await tell('create wrongly configured', () => admin.createTopics({ topics: [{ topic: 'kafkajs-bad', configEntries: [{ name: 'retention.ms', value: 'soon' }] }] }))
  await tell('create with replicas', () => admin.createTopics({ topics: [{ topic: 'kafkajs-bad', numPartitions: 1, replicationFactor: 3 }] }))
  await tell('create assigned', () => admin.createTopics({ topics: [{ topic: 'kafkajs-assigned', numPartitions: -1, replicationFactor: -1, replicaAssignment: [{ partition: 0, replicas: [1] }] }] }))
  await tell('create only to look', () => admin.createTopics({ validateOnly: true, topics: [{ topic: 'kafkajs-looked', numPartitions: 1 }] }))
  await tell('list', async () => sorted((await admin.listTopics()).filter(t => t.startsWith('kafkajs'))))
  await tell('metadata', () => admin.fetchTopicMetadata({ topics: [TOPIC] }))
  await tell('metadata of none', () => admin.fetchTopicMetadata({ topics: ['kafkajs-none/'] }))
  await tell('partitions', () => admin.createPartitions({ topicPartitions: [{ topic: TOPIC, count: 3 }] }))
  await tell('fewer partitions', () => admin.createPartitions({ topicPartitions: [{ topic: TOPIC, count: 1 }] }))
  await tell('partitions of none', () => admin.createPartitions({ topicPartitions: [{ topic: 'kafkajs-none', count: 3 }] }))
  await tell('partitions assigned', () => admin.createPartitions({ topicPartitions: [{ topic: 'kafkajs-good', count: 2, assignments: [[1]] }] }))
  await tell('partitions assigned badly', () => admin.createPartitions({ topicPartitions: [{ topic: 'kafkajs-good', count: 3, assignments: [[9]] }] }))
}

async function configs () {
  const of = (name, type = ConfigResourceTypes.TOPIC, configNames) => ({ includeSynonyms: true, resources: [{ type, name, configNames }] })
  const tidy = r => sorted(r.resources.flatMap(x => x.configEntries)).map(e => [e.configName, e.configValue, e.configSource, e.isDefault, e.readOnly, e.isSensitive, e.configSynonyms.length])
  await tell('describe', async () => tidy(await admin.describeConfigs(of(TOPIC))))
  await tell('describe some', async () => tidy(await admin.describeConfigs(of(TOPIC, ConfigResourceTypes.TOPIC, ['cleanup.policy', 'no.such.key']))))
  await tell('describe none', () => admin.describeConfigs(of('kafkajs-none')))
  await tell('describe broker', async () => tidy(await admin.describeConfigs(of('1', ConfigResourceTypes.BROKER, ['log.retention.hours', 'message.max.bytes']))))
  await tell('describe other broker', () => admin.describeConfigs(of('77', ConfigResourceTypes.BROKER)))
  const alter = (name, value, resource = TOPIC, type = ConfigResourceTypes.TOPIC) => admin.alterConfigs({ validateOnly: false, resources: [{ type, name: resource, configEntries: [{ name, value }] }] })
  await tell('alter', () => alter('retention.ms', '123456'))
  const left = async () => tidy(await admin.describeConfigs(of(TOPIC, ConfigResourceTypes.TOPIC, ['cleanup.policy', 'retention.ms'])))
  await shown(async () => show(await left()).includes('123456'))
  await tell('what is left', left)
  await tell('alter badly', () => alter('retention.ms', 'soon'))
  await tell('alter none', () => alter('retention.ms', '1', 'kafkajs-none'))
  await tell('alter broker', () => alter('num.partitions', '1', '1', ConfigResourceTypes.BROKER))
  await tell('alter other broker', () => alter('log.retention.ms', '1', '77', ConfigResourceTypes.BROKER))
}

async function records () {
  const producer = kafka.producer()
  await producer.connect()
  for (let i = 0; i < 10; i++) {
    await producer.send({ topic: TOPIC, messages: [{ key: 'k' + i, value: 'v' + i, partition: i % 2, timestamp: String(1700000000000 + i * 1000) }] })
  }
  await tell('sent with acks 1', async () => (await producer.send({ topic: TOPIC, acks: 1, messages: [{ key: 'a', value: 'b', partition: 2, headers: { h: ['1', '2'] } }] }))
    .map(r => [r.topicName, r.partition, r.errorCode, r.baseOffset, r.logAppendTime, r.logStartOffset]))
  await tell('sent to no partition', () => producer.send({ topic: TOPIC, messages: [{ value: 'x', partition: 9 }] }))
  await tell('sent without a key', () => producer.send({ topic: TOPIC, messages: [{ value: 'no key', partition: 0 }] }))
  await producer.disconnect()
  await tell('offsets', async () => sorted(await admin.fetchTopicOffsets(TOPIC)))
  await tell('offsets by time', async () => sorted(await admin.fetchTopicOffsetsByTimestamp(TOPIC, 1700000003500)))
  await tell('offsets by a later time', async () => sorted(await admin.fetchTopicOffsetsByTimestamp(TOPIC, 1900000000000)))
  await tell('offsets by any time', async () => sorted(await admin.fetchTopicOffsetsByTimestamp(TOPIC)))
  await tell('offsets of none', () => admin.fetchTopicOffsets('kafkajs-none'))
  await tell('delete records', () => admin.deleteTopicRecords({ topic: 'kafkajs-good', partitions: [{ partition: 0, offset: '-1' }] }))
  await tell('delete compacted records', () => admin.deleteTopicRecords({ topic: TOPIC, partitions: [{ partition: 0, offset: '2' }] }))
  await tell('delete too many', () => admin.deleteTopicRecords({ topic: TOPIC, partitions: [{ partition: 0, offset: '99' }] }))
  await tell('delete of no partition', () => admin.deleteTopicRecords({ topic: TOPIC, partitions: [{ partition: 7, offset: '1' }] }))
  await tell('delete of none', () => admin.deleteTopicRecords({ topic: 'kafkajs-none', partitions: [{ partition: 0, offset: '1' }] }))
  await tell('offsets left', async () => sorted(await admin.fetchTopicOffsets(TOPIC)))
}

async function groups () {
  const group = 'kafkajs-admin-group'
  await tell('offsets before', () => admin.fetchOffsets({ groupId: group, topics: [TOPIC] }))
  await tell('set', () => admin.setOffsets({ groupId: group, topic: TOPIC, partitions: [{ partition: 0, offset: '1' }, { partition: 1, offset: '2' }] }))
  await tell('offsets', () => admin.fetchOffsets({ groupId: group, topics: [TOPIC] }))
  await tell('all offsets', () => admin.fetchOffsets({ groupId: group }))
  await tell('reset', () => admin.resetOffsets({ groupId: group, topic: TOPIC, earliest: true }))
  await tell('offsets after', () => admin.fetchOffsets({ groupId: group, topics: [TOPIC] }))
  await tell('resolved', () => admin.fetchOffsets({ groupId: group, topics: [TOPIC], resolveOffsets: true }))
  await tell('describe', () => admin.describeGroups([group]))
  await tell('describe none', () => admin.describeGroups(['kafkajs-no-group']))
  await tell('list', async () => (await admin.listGroups()).groups.filter(g => g.groupId.startsWith('kafkajs')))
  const consumer = kafka.consumer({ groupId: group, sessionTimeout: 10000 })
  await consumer.connect()
  await consumer.subscribe({ topic: TOPIC })
  await new Promise(resolve => { consumer.on(consumer.events.GROUP_JOIN, resolve); consumer.run({ eachMessage: async () => {} }) })
  await tell('describe at work', async () => (await admin.describeGroups([group])).groups.map(g => [g.errorCode, g.groupId, g.state, g.protocolType, g.protocol, g.members.length]))
  await tell('delete at work', () => admin.deleteGroups([group]))
  await tell('set at work', () => admin.setOffsets({ groupId: group, topic: TOPIC, partitions: [{ partition: 0, offset: '1' }] }))
  await consumer.disconnect()
  await tell('describe empty', () => admin.describeGroups([group]))
  await tell('delete', () => admin.deleteGroups([group]))
  await tell('delete again', () => admin.deleteGroups([group]))
  await tell('offsets of what is gone', () => admin.fetchOffsets({ groupId: group, topics: [TOPIC] }))
}

async function others () {
  await tell('cluster', () => admin.describeCluster())
  const acl = { resourceType: AclResourceTypes.TOPIC, resourceName: TOPIC, resourcePatternType: ResourcePatternTypes.LITERAL, principal: 'User:bob', host: '*', operation: AclOperationTypes.ALL, permissionType: AclPermissionTypes.DENY }
  await tell('describe acls', () => admin.describeAcls(acl))
  await tell('create acls', () => admin.createAcls({ acl: [acl] }))
  await tell('delete acls', () => admin.deleteAcls({ filters: [acl] }))
  await tell('reassign', () => admin.alterPartitionReassignments({ topics: [{ topic: TOPIC, partitionAssignment: [{ partition: 0, replicas: [1] }] }] }))
  await tell('reassign badly', () => admin.alterPartitionReassignments({ topics: [{ topic: TOPIC, partitionAssignment: [{ partition: 0, replicas: [7] }, { partition: 9, replicas: [1] }] }] }))
  await tell('reassignments', () => admin.listPartitionReassignments({ topics: [{ topic: TOPIC, partitions: [0, 1] }] }))
  await tell('all reassignments', () => admin.listPartitionReassignments({}))
  await tell('delete topics', () => admin.deleteTopics({ topics: [TOPIC, 'kafkajs-good', 'kafkajs-assigned'] }))
  await tell('delete topics again', () => admin.deleteTopics({ topics: [TOPIC] }))
}

async function run () {
  await admin.connect()
  for (const part of [topics, configs, records, groups, others]) {
    await part()
  }
  await admin.disconnect()
}

run().catch(error => { console.error(error); process.exit(1) })
