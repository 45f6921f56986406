import type { CloudApiClient, SendOutcome } from '@dawk/cloud-api/client.ts'
import { listOpenWindows } from '@dawk/core/messaging/conversations/window-store.ts'
import type { PhoneNumber } from '@dawk/core/messaging/numbers/number.ts'
import { listSandboxNumbers } from '@dawk/core/messaging/numbers/number-store.ts'
import type { SandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import { createBackgroundLoop } from '@dawk/core/platform/background-loop.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import type { Logger } from 'pino'
import type { SandboxNumbers } from './sandbox-numbers.ts'

export interface Sandbox {
  /** The number of an account, and the simulator learns of it meanwhile; when it is away, the next round tells it. */
  register(account: { id: string; name: string }): SandboxNumber
  /** A client that mends what a restarted simulator has forgotten. */
  graph(client: CloudApiClient): CloudApiClient
  /** Tells the simulator of numbers that it does not know. */
  lookAgain(): void
  start(): Promise<void>
  stop(): Promise<void>
}

interface SandboxDeps {
  db: Database
  log: Logger
  numbers: SandboxNumbers
  simulatorUrl: string
  /** Null: the simulator asks for none. */
  simulatorToken: string | null
  /** The numbers may send free-form messages to people who have not written. */
  sandboxIsOpen: boolean
  /** Where the simulator reports to; null: this process takes no webhooks and registers nothing. */
  callbackUrl: () => string | null
}

type Registration = Omit<SandboxNumber, 'appFingerprint'>
interface Known extends Partial<Registration> {
  openWindow?: boolean
}

const roundMs = 15_000
const timeoutMs = 5000
const chunkSize = 500
const maxWindows = 10_000

/** Every account's number on the simulator. It keeps nothing over a restart, so what it should know is told again. */
export function createSandbox(deps: SandboxDeps): Sandbox {
  const { db, log, simulatorUrl, callbackUrl } = deps
  const { verifyToken, numberOf } = deps.numbers
  const authorization = deps.simulatorToken === null ? {} : { authorization: `Bearer ${deps.simulatorToken}` }
  let round: Promise<void> | null = null

  async function put(numbers: readonly Registration[], known: ReadonlyMap<string, Known>): Promise<void> {
    const callback = callbackUrl()
    for (let at = 0; callback !== null && at < numbers.length; at += chunkSize) {
      const registrations = numbers.slice(at, at + chunkSize).map((number) => {
        const before = known.get(number.phoneNumberId)
        const { phoneNumberId, wabaId, displayPhoneNumber, verifiedName, accessToken, appSecret } = number
        const ours = { phoneNumberId, wabaId, displayPhoneNumber, verifiedName, accessToken, appSecret }
        const wiring = { callbackUrl: callback, verifyToken }
        return { ...before, ...ours, ...wiring, openWindow: before?.openWindow ?? deps.sandboxIsOpen }
      })
      await call('PUT', 'numbers', { numbers: registrations })
    }
  }

  /** Whom the gateway holds for answerable, the simulator must hold for it too. */
  async function putWindows(numbers: readonly PhoneNumber[]): Promise<void> {
    const windows = await listOpenWindows(
      db.worker,
      numbers.map(({ accountId, id }) => ({ accountId, id })),
      maxWindows,
    )
    for (let at = 0; at < windows.length; at += chunkSize)
      await call('PUT', 'windows', { windows: windows.slice(at, at + chunkSize) })
  }

  async function listKnown(): Promise<Map<string, Known>> {
    const { numbers } = await call<{ numbers: (Known & { phoneNumberId: string })[] }>('GET', 'numbers')
    return new Map(numbers.map((number) => [number.phoneNumberId, number]))
  }

  async function call<Answer>(method: 'GET' | 'PUT', path: string, body?: object): Promise<Answer> {
    const reply = await fetch(`${simulatorUrl}/_simulator/${path}`, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: { ...authorization, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!reply.ok) throw new Error(`The simulator answered ${reply.status}`)
    return reply.json() as Promise<Answer>
  }

  /** Tells it of all numbers, or of those that it does not know. */
  async function provision(all: boolean): Promise<void> {
    if (callbackUrl() === null) return
    const [known, stored] = await Promise.all([listKnown(), listSandboxNumbers(db.worker)])
    const missing = all ? stored : stored.filter(({ phoneNumberId }) => !known.has(phoneNumberId))
    await put(missing.map(toRegistration), known)
    await putWindows(stored.filter(({ phoneNumberId }) => !known.has(phoneNumberId)))
    if (!all && missing.length > 0)
      log.info({ numbers: missing.length }, 'told the simulator of its sandbox numbers again')
  }

  /** As stored, so that the simulator and the database agree whatever a later version derives. */
  function toRegistration(number: PhoneNumber): Registration {
    const derived = numberOf({ id: number.accountId, name: number.verifiedName ?? 'Sandbox' })
    return {
      ...derived,
      phoneNumberId: number.phoneNumberId,
      wabaId: number.wabaId ?? derived.wabaId,
      displayPhoneNumber: number.displayPhoneNumber ?? derived.displayPhoneNumber,
    }
  }

  /** One round at a time; a simulator that is away is no reason to fail. */
  function runRound(all = false): Promise<void> {
    round ??= provision(all)
      .catch((error: unknown) =>
        log.warn({ err: error }, 'the simulator does not take the sandbox numbers: trying again'),
      )
      .finally(() => {
        round = null
      })
    return round
  }

  const loop = createBackgroundLoop({
    step: () => runRound().then(() => roundMs),
    onError: (error) => log.warn({ err: error }, 'the sandbox: trying again'),
    retryMs: roundMs,
  })
  return {
    register(account) {
      const number = numberOf(account)
      put([number], new Map()).catch((error: unknown) =>
        log.warn({ err: error }, 'the simulator did not take a sandbox number: trying again'),
      )
      return number
    },
    graph: (client) => ({
      ...client,
      async sendMessage(request) {
        const outcome = await client.sendMessage(request)
        if (!isForgotten(outcome)) return outcome
        await runRound()
        return client.sendMessage(request)
      },
      async uploadMedia(request) {
        const outcome = await client.uploadMedia(request)
        if (!outcome.ok && !outcome.unreachable && isForgotten({ kind: 'refused', ...outcome })) await runRound()
        return outcome // the bytes are read once: whoever sends them tries again
      },
    }),
    lookAgain: () => void runRound(),
    async start() {
      await runRound(true)
      loop.start(roundMs)
    },
    async stop() {
      await loop.stop()
      await round
    },
  }
}

/** The number or its token is unknown there: nothing was sent. */
function isForgotten(outcome: SendOutcome): boolean {
  if (outcome.kind !== 'refused') return false
  const { code, error_subcode } = outcome.error
  return code === 190 || (code === 100 && error_subcode === 33)
}
