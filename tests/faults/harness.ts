import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type Receiver, startReceiver } from '../flow/receiver.ts'
import { freshPhone, type SimulatorControl, simulatorControl } from '../flow/simulator-control.ts'
import { type GatewayProcess, startGatewayProcess } from '../support/gateway.ts'
import { freePort, type RunningProcess, startProcess, temporaryDirectory, until } from '../support/processes.ts'

export const onPostgres = Boolean(process.env['TEST_DATABASE_URL'])

/** Gateway, simulator and, when apart, the worker: each a process of its own, so that each can die alone. */
export interface FaultSystem {
  gateway: GatewayProcess
  simulator: SimulatorControl
  /** The customer's server; it never fails. */
  receiver: Receiver
  /** Only where the worker runs apart. */
  worker: Worker | null
  /** One more worker beside; PostgreSQL only. */
  addWorker(): Promise<Worker>
  killGateway(): Promise<void>
  /** The simulator forgets everything when it is stopped. */
  stopSimulator(): Promise<void>
  startSimulator(): Promise<void>
  close(): Promise<void>
}

export interface Worker {
  kill(): Promise<void>
  start(): void
  /** Stands still, as a machine that is suspended does: it does not end, and does not know. */
  freeze(): void
  thaw(): void
}

export const graceMs = 4000
const shortTimes = {
  DAWK_LEASE_SECONDS: '2',
  DAWK_CONFIRM_GRACE_SECONDS: String(graceMs / 1000),
  DAWK_WEBHOOK_RETRY_SECONDS: '0,0.5,1,1,2,2,2,2,2,2',
}
const quickStatuses = { retryBaseMs: 200, statusDelaysMs: { sent: 10, delivered: 30, read: 60 } }

export interface SystemOptions {
  /** Runs the worker beside the API; PostgreSQL only. */
  apart?: boolean
  /** Instead of a database of its own on the usual server. */
  databaseUrl?: string
}

/** A system without limits on its pace, with a short grace. */
export async function startSystem(options: SystemOptions = {}): Promise<FaultSystem> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const closer of closers.reverse()) await closer()
  }
  try {
    return { ...(await start(options, closers)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function start(
  { apart = false, databaseUrl }: SystemOptions,
  closers: (() => Promise<unknown>)[],
): Promise<Omit<FaultSystem, 'close'>> {
  const simulatorPort = await freePort()
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`
  const simulator = simulatorControl(simulatorUrl)
  let simulating: RunningProcess | null = null
  const startSimulator = async () => {
    simulating = startProcess('packages/simulator/src/main.ts', [], { SIMULATOR_PORT: String(simulatorPort) })
    await until('the simulator', async () => (await fetch(`${simulatorUrl}/_simulator/messages/count`)).ok)
    await simulator.faults(quickStatuses)
  }
  const stopSimulator = async () => void (await simulating?.stop('SIGKILL'))
  closers.push(stopSimulator)
  await startSimulator()

  const settings = {
    ...shortTimes,
    SIMULATOR_URL: simulatorUrl,
    DAWK_SECRET_KEY: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'warn',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  }
  const gateway = await startGatewayProcess(null, settings, { args: apart ? ['--role=api'] : [] })
  closers.push(gateway.close)
  const addWorker = () => startWorker(gateway, settings, closers)
  const worker = apart ? await addWorker() : null
  const receiver = await startReceiver({ onTestFinished: (closer) => closers.push(closer) })
  const saved = await gateway.call('PUT', '/auth/me/webhook', { url: receiver.url })
  assert.equal(saved.status, 200)
  await liftLimits(gateway)
  await simulator.liftLimits(gateway.phoneNumberId)
  return {
    gateway,
    simulator,
    receiver,
    worker,
    addWorker,
    killGateway: async () => void (await gateway.process().stop('SIGKILL')),
    stopSimulator,
    startSimulator,
  }
}

async function startWorker(
  { databaseUrl }: GatewayProcess,
  settings: Record<string, string>,
  closers: (() => Promise<unknown>)[],
): Promise<Worker> {
  assert.ok(databaseUrl, 'a worker apart needs PostgreSQL')
  const directory = await temporaryDirectory()
  closers.push(directory.remove)
  const env = {
    ...settings,
    DATABASE_URL: databaseUrl,
    DAWK_DATA_DIR: directory.path,
    DAWK_SANDBOX: 'true',
    EGRESS_ALLOW_CIDRS: '127.0.0.0/8',
  }
  let running: RunningProcess
  const startIt = () => {
    running = startProcess('apps/gateway/src/main.mjs', ['--role=worker'], env)
  }
  const kill = async () => void (await running.stop('SIGKILL'))
  startIt()
  closers.push(kill)
  const signal = (name: NodeJS.Signals) => void running.child.kill(name)
  return { start: startIt, kill, freeze: () => signal('SIGSTOP'), thaw: () => signal('SIGCONT') }
}

async function liftLimits(gateway: GatewayProcess): Promise<void> {
  await gateway.operate('limits', { account: gateway.accountId, 'requests-per-minute': 'unlimited' })
  await gateway.operate('number-rate', { 'phone-number-id': gateway.phoneNumberId, 'per-second': '500' })
}

export interface Load {
  /** Ids as answered with 202, by idempotency key. */
  acknowledged: ReadonlyMap<string, string>
  /** How often each status was answered; `0` is a connection that broke. */
  answers: ReadonlyMap<number, number>
  /** Answers that say "come back later" and do not say when. */
  withoutRetryAfter: number
  /** Ends at the very acknowledgement that makes so many. */
  reached(count: number): Promise<void>
  /** Ends when every message is acknowledged. */
  done: Promise<void>
}

/**
 * Sends `count` messages over `clients` connections as a careful client does: a connection that breaks and an answer of
 * 429 or 503 are followed by the same request under the same Idempotency-Key, until a 202 comes.
 */
export function startLoad(gateway: GatewayProcess, count: number, clients = 8, giveUpMs = 60_000): Load {
  const run = randomBytes(4).toString('hex')
  const acknowledged = new Map<string, string>()
  const answers = new Map<number, number>()
  const load = { withoutRetryAfter: 0 }
  const watchers = new Map<number, () => void>()
  const deadline = Date.now() + giveUpMs
  let next = 0

  async function sendOne(key: string): Promise<void> {
    const body = { to: freshPhone(), message: `load ${key}` }
    while (true) {
      const reply = await gateway.call('POST', '/send-message', body, { 'idempotency-key': key }).catch(() => null)
      const status = reply?.status ?? 0
      answers.set(status, (answers.get(status) ?? 0) + 1)
      if (reply?.status === 202) {
        acknowledged.set(key, reply.body.data.id)
        watchers.get(acknowledged.size)?.()
        return
      }
      if (reply?.status === 503 && reply.headers.get('retry-after') === null) load.withoutRetryAfter += 1
      if (reply && reply.status !== 503 && reply.status !== 429)
        throw new Error(`${key} was answered ${reply.status}: ${JSON.stringify(reply.body)}`)
      if (Date.now() > deadline) throw new Error(`${key} was not accepted in time; last answer ${status}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  async function client(): Promise<void> {
    while (next < count) {
      next += 1
      await sendOne(`${run}-${next}`)
    }
  }

  const done = Promise.all(Array.from({ length: clients }, client)).then(() => undefined)
  done.catch(() => undefined) // it is awaited later
  return {
    acknowledged,
    answers,
    get withoutRetryAfter() {
      return load.withoutRetryAfter
    },
    async reached(wanted) {
      if (acknowledged.size < wanted) await new Promise<void>((resolve) => watchers.set(wanted, resolve))
    },
    done,
  }
}

interface Seen {
  status: string
  timeline: { status: string }[]
}

export interface Verdict {
  messages: number
  resent: number
  doubled: number
  failed: number
}

/** Messages that Meta reported to the end, or that failed with a reason. */
const isFinal = (status: string) => status === 'read' || status === 'failed'

/**
 * Waits until every acknowledged message is final, then compares with what the simulator received: each once, or twice
 * where its timeline says `resent`; and nothing that was never acknowledged.
 */
export async function verify(
  { gateway, simulator }: Pick<FaultSystem, 'gateway' | 'simulator'>,
  ids: readonly string[],
  options: { timeoutMs?: number; mayFail?: boolean; allIds?: ReadonlySet<string> } = {},
): Promise<Verdict> {
  const { timeoutMs = 60_000, mayFail = false, allIds = new Set(ids) } = options
  assert.equal(new Set(ids).size, ids.length, 'two acknowledgements name one message')
  const seen = new Map<string, Seen>()
  const readAll = async () => {
    for (const id of ids) {
      if (isFinal(seen.get(id)?.status ?? '')) continue
      const reply = await gateway.call('GET', `/messages/${id}`)
      assert.equal(reply.status, 200, `acknowledged ${id} is lost: ${reply.status}`)
      seen.set(id, reply.body.data)
    }
    return ids.every((id) => isFinal(seen.get(id)?.status ?? ''))
  }
  await until('every message is final', readAll, timeoutMs).catch((error: unknown) => {
    const open = ids.filter((id) => !isFinal(seen.get(id)?.status ?? ''))
    const shown = open.slice(0, 5).map((id) => `${id} ${JSON.stringify(seen.get(id))}`)
    throw new Error(
      `${error}; ${open.length} of ${ids.length} open: ${shown.join('\n')}\n${gateway.process().output()}`,
    )
  })
  return compare(await simulator.sends(), seen, allIds, mayFail)
}

function compare(
  sends: readonly { biz_opaque_callback_data?: string }[],
  seen: ReadonlyMap<string, Seen>,
  allIds: ReadonlySet<string>,
  mayFail: boolean,
): Verdict {
  const counts = new Map<string, number>()
  for (const { biz_opaque_callback_data: id = 'no id' } of sends) counts.set(id, (counts.get(id) ?? 0) + 1)
  const strangers = [...counts.keys()].filter((id) => !allIds.has(id))
  assert.deepEqual(strangers, [], 'sent, but never acknowledged')
  const verdict: Verdict = { messages: seen.size, resent: 0, doubled: 0, failed: 0 }
  for (const [id, { status, timeline }] of seen) {
    const count = counts.get(id) ?? 0
    const resent = timeline.some((entry) => entry.status === 'resent')
    const shown = `${id}: ${count} times at the simulator, ${status}, ${JSON.stringify(timeline)}`
    if (status === 'failed') assert.ok(mayFail, `failed: ${shown}`)
    else assert.ok(count >= 1, `lost: ${shown}`)
    assert.ok(count <= (resent ? 2 : 1), `doubled: ${shown}`)
    if (resent) verdict.resent += 1
    if (count > 1) verdict.doubled += 1
    if (status === 'failed') verdict.failed += 1
  }
  return verdict
}

export interface KillRound extends Verdict {
  victim: 'gateway' | 'worker'
  /** How many messages were acknowledged, and how many had reached the simulator, when it was killed. */
  acknowledgedAtKill: number
  receivedAtKill: number
  /** Requests whose connection broke. */
  broken: number
  restartMs: number
}

/**
 * One round: load, kill −9 at a random moment of it, start again, compare; people write all the while. Answers of the
 * simulator take a while, so that sends are under way at that moment. `earlier` are the ids of rounds before.
 */
export async function killRound(
  system: FaultSystem,
  victim: 'gateway' | 'worker',
  earlier: Set<string>,
  count = 120,
): Promise<KillRound> {
  const { gateway, simulator, worker } = system
  await simulator.faults({ latencyMs: 5, latencyJitterMs: 40 })
  const before = (await simulator.sends()).length
  const load = startLoad(gateway, count)
  const moment = 1 + Math.floor(Math.random() * count * 0.9)
  const written = [...(await write(system, 10))]
  await Promise.race([load.reached(moment), load.done])
  written.push(...(await write(system, 10)))
  if (victim === 'gateway') await system.killGateway()
  else await worker?.kill()
  const acknowledgedAtKill = load.acknowledged.size
  const receivedAtKill = (await simulator.sends()).length - before
  written.push(...(await write(system, 10)))
  const killedAt = Date.now()
  if (victim === 'gateway') await gateway.restart()
  else worker?.start()
  const restartMs = Date.now() - killedAt
  await load.done
  const ids = [...load.acknowledged.values()]
  for (const id of ids) earlier.add(id)
  const verdict = await verify(system, ids, { allIds: earlier })
  assert.equal(verdict.doubled, 0, 'every report came or was repeated, so nothing may have been sent again in vain')
  await verifyHeard(system, ids)
  await verifyStored(system, written)
  return { victim, acknowledgedAtKill, receivedAtKill, broken: load.answers.get(0) ?? 0, restartMs, ...verdict }
}

/** People write, each in a webhook of its own; returns the wamids. */
async function write({ gateway, simulator }: FaultSystem, count: number): Promise<string[]> {
  const one = () => ({
    phoneNumberId: gateway.phoneNumberId,
    from: freshPhone(),
    type: 'text',
    text: { body: 'hello' },
  })
  return (await Promise.all(Array.from({ length: count }, () => simulator.inbound(one())))).flat()
}

/** What Meta was told 200 for is there; for the rest Meta comes again. */
async function verifyStored({ gateway }: FaultSystem, wamids: readonly string[]): Promise<void> {
  for (const wamid of wamids)
    await until(`${wamid} is stored`, async () => (await gateway.call('GET', `/messages/${wamid}`)).status === 200)
}

/** The customer's server heard how each message ended. */
export async function verifyHeard({ receiver }: Pick<FaultSystem, 'receiver'>, ids: readonly string[]): Promise<void> {
  const heard = () =>
    new Set(receiver.received.filter(({ body }) => isFinal(body.data.status)).map(({ body }) => body.data.messageId))
  const unheard = () => ids.filter((id) => !heard().has(id))
  await until('the receiver heard of every end', async () => unheard().length === 0).catch((error: unknown) => {
    throw new Error(`${error}; unheard: ${unheard().slice(0, 5).join(', ')}`)
  })
}
