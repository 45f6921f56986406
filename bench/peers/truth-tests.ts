import { setTimeout as pause } from 'node:timers/promises'
import type { RelaySystem } from '../whole-life/systems.ts'
import type { RecordingReceiver } from './recording-receiver.ts'

/** One promise that is broken on purpose; `run` says in a few words what became of it. */
export interface TruthTest {
  name: string
  run(system: RelaySystem, receiver: RecordingReceiver): Promise<string>
}

/** What has not arrived by then counts as lost, even if it might come hours later. */
const patienceMs = 120_000
const statuses = ['sent', 'delivered', 'read']

export const truthTests: readonly TruthTest[] = [
  { name: 'kill -9 while 150 messages are sent', run: killWhileSending },
  { name: 'Meta takes a third of 60 messages and drops the connection', run: dropAfterAccept },
  { name: 'Meta refuses everything with 130429 for five seconds', run: refuseForAWhile },
  { name: '20 messages to one person keep their order', run: keepOrder },
  { name: 'the customer answers 500 for five seconds', run: failCustomer },
  { name: 'Meta sends every webhook twice', run: duplicateWebhooks },
  { name: 'webhooks come in any order', run: reorderWebhooks },
  { name: 'a webhook without a signature', run: unsignedWebhook },
]

let lastPhone = Date.now() % 1_000_000

/** Of area code 555, to which the simulator lets everything be sent. */
function freshPhone(): string {
  lastPhone = (lastPhone + 1) % 1_000_000
  return `1555${7_000_000 + lastPhone}`
}

/** The id under which it was accepted; null: it was not. */
async function send({ sendUrl, authorization }: RelaySystem, to = freshPhone()): Promise<string | null> {
  const reply = await fetch(sendUrl, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ to, message: `hello ${to}` }),
  }).catch(() => null)
  if (reply?.status !== 202) return null
  return ((await reply.json()) as { data: { id: string } }).data.id
}

async function sendMany(system: RelaySystem, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) ids.push(...[await send(system)].filter((id) => id !== null))
  return ids
}

interface Outcome {
  lost: number
  doubled: number
  /** Messages of which the customer did not hear the end. */
  unheard: number
}

/** Waits until every message has reached Meta and the customer has heard its end, as long as patience lasts. */
async function settle(system: RelaySystem, receiver: RecordingReceiver, ids: readonly string[]): Promise<Outcome> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const outcome = await judge(system, receiver, ids)
    const settled = outcome.lost === 0 && outcome.unheard === 0
    if (settled) await pause(2000) // for what may come twice
    if (settled || Date.now() > deadline) return judge(system, receiver, ids)
    await pause(500)
  }
}

async function judge(system: RelaySystem, receiver: RecordingReceiver, ids: readonly string[]): Promise<Outcome> {
  const sent = Map.groupBy(await system.simulator.sent(), (message) => message.biz_opaque_callback_data ?? '')
  const read = new Set(receiver.heard.filter(({ status }) => status === 'read').map(({ id }) => id))
  const isHeard = (id: string) => read.has(id) || (sent.get(id) ?? []).some(({ wamid }) => read.has(wamid))
  return {
    lost: ids.filter((id) => !sent.has(id)).length,
    doubled: ids.filter((id) => (sent.get(id)?.length ?? 0) > 1).length,
    unheard: ids.filter((id) => !isHeard(id)).length,
  }
}

function describe({ lost, doubled, unheard }: Outcome): string {
  const parts = [lost > 0 && `${lost} lost`, doubled > 0 && `${doubled} doubled`, unheard > 0 && `${unheard} unheard`]
  return parts.filter(Boolean).join(', ') || 'kept'
}

/** The customer should hear each status once. */
function repeats(receiver: RecordingReceiver, from: number): number {
  const groups = Map.groupBy(receiver.heard.slice(from), ({ id, status }) => `${id} ${status}`)
  return [...groups.values()].filter(({ length }) => length > 1).length
}

async function killWhileSending(system: RelaySystem, receiver: RecordingReceiver): Promise<string> {
  await system.simulator.faults({ latencyMs: 5, latencyJitterMs: 40 })
  const ids: string[] = []
  let left = 150
  const client = async () => {
    while (left > 0) {
      left -= 1
      const id = await send(system)
      if (id === null) await pause(100)
      else ids.push(id)
    }
  }
  const clients = Promise.all(Array.from({ length: 8 }, client))
  while (ids.length < 60) await pause(5)
  await system.kill()
  await system.start()
  await clients
  return describe(await settle(system, receiver, ids))
}

async function dropAfterAccept(system: RelaySystem, receiver: RecordingReceiver): Promise<string> {
  await system.simulator.faults({ dropAfterAcceptRate: 0.33 })
  return describe(await settle(system, receiver, await sendMany(system, 60)))
}

async function refuseForAWhile(system: RelaySystem, receiver: RecordingReceiver): Promise<string> {
  await system.simulator.faults({ errorRate: { 130429: 1 } })
  const ids = await sendMany(system, 30)
  await pause(5000)
  await system.simulator.faults({ errorRate: {} })
  return describe(await settle(system, receiver, ids))
}

async function keepOrder(system: RelaySystem, receiver: RecordingReceiver): Promise<string> {
  await system.simulator.faults({ latencyJitterMs: 60 })
  const phone = freshPhone()
  const ids: string[] = []
  for (let index = 0; index < 20; index += 1) ids.push(...[await send(system, phone)].filter((id) => id !== null))
  const outcome = await settle(system, receiver, ids)
  const arrived = (await system.simulator.sent()).map((message) => message.biz_opaque_callback_data ?? '')
  const positions = ids.map((id) => arrived.indexOf(id))
  const swapped = positions.filter((position, index) => index > 0 && position < (positions[index - 1] ?? 0)).length
  return swapped === 0 ? describe(outcome) : `${swapped} overtook`
}

async function failCustomer(system: RelaySystem, receiver: RecordingReceiver): Promise<string> {
  receiver.failing = true
  const ids = await sendMany(system, 30)
  await pause(5000)
  receiver.failing = false
  return describe(await settle(system, receiver, ids))
}

async function duplicateWebhooks(system: RelaySystem, receiver: RecordingReceiver): Promise<string> {
  await system.simulator.faults({ webhooks: { duplicateRate: 1 } })
  const from = receiver.heard.length
  const outcome = await settle(system, receiver, await sendMany(system, 30))
  const doubled = repeats(receiver, from)
  return doubled === 0 ? describe(outcome) : `${doubled} of 90 statuses told twice`
}

async function reorderWebhooks(system: RelaySystem, receiver: RecordingReceiver): Promise<string> {
  await system.simulator.faults({ webhooks: { reorder: true }, statusDelaysMs: { sent: 20, delivered: 20, read: 20 } })
  const from = receiver.heard.length
  const outcome = await settle(system, receiver, await sendMany(system, 30))
  const byMessage = Map.groupBy(receiver.heard.slice(from), ({ id }) => id)
  const backwards = [...byMessage.values()].filter((heard) => {
    const ranks = heard.map(({ status }) => statuses.indexOf(status))
    return ranks.some((rank, index) => index > 0 && rank < (ranks[index - 1] ?? 0))
  }).length
  return backwards === 0 ? describe(outcome) : `${backwards} of 30 messages went backwards`
}

async function unsignedWebhook({ webhookUrl }: RelaySystem): Promise<string> {
  const { status } = await fetch(webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ object: 'whatsapp_business_account', entry: [] }),
  })
  return status === 401 || status === 403 ? 'refused' : `answered ${status}`
}
