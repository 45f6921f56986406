import type { Faults } from '../faults/faults.ts'
import type { SendRecord, StoredMessage } from '../messages/messages.ts'
import type { NumberConfig } from '../numbers/numbers.ts'

/** A message as the simulator accepted it, with what became of it so far. */
export type SentMessage = SendRecord & Partial<Pick<StoredMessage, 'content' | 'rendered' | 'context' | 'error'>>

/** What a person writes: `{phoneNumberId, from, type: 'text', text: {body}}`; the README has all members. */
export interface InboundMessage {
  phoneNumberId: string
  /** Digits, with or without a plus; left out: a person who is always the same. */
  from?: string
  type: string
  profile?: { name: string }
  context?: { id: string }
  [content: string]: unknown
}

type DeepPartial<T> = {
  [K in keyof T]?: T[K] extends readonly unknown[] | number | string | boolean ? T[K] : DeepPartial<T[K]>
}

/** A call of the control API was refused; the message is the simulator's. */
export class SimulatorCallError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export interface ClientOptions {
  /** `SIMULATOR_TOKEN`, where the simulator has one. */
  token?: string
  fetch?: typeof fetch
}

/** The control API of a simulator, wherever it runs. Each call throws `SimulatorCallError` when it is refused. */
export function createControlApi(url: string, { token, fetch: request = fetch }: ClientOptions = {}) {
  const base = `${url.replace(/\/+$/, '')}/_simulator/`
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await request(base + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = (await reply.json().catch(() => ({}))) as T & { error?: string }
    if (reply.ok) return answer
    throw new SimulatorCallError(reply.status, answer.error ?? `${method} ${path} was answered with ${reply.status}`)
  }
  return {
    /** Any call of the README's table. */
    call,
    /** Registers numbers, or changes what is given of known ones. */
    putNumbers: (...numbers: (Partial<NumberConfig> & { phoneNumberId: string })[]) =>
      call<{ numbers: Omit<NumberConfig, 'accessToken' | 'appSecret'>[] }>('PUT', 'numbers', { numbers }),
    /** A person writes; returns the id of the message. */
    receive: async (message: InboundMessage): Promise<string> =>
      (await call<{ wamid: string }>('POST', 'inbound', message)).wamid,
    /** Every accepted message after a cursor, at most 1,000, with its content. */
    listMessages: (after = '0') => call<{ messages: SentMessage[]; next: string }>('GET', `messages?after=${after}`),
    countMessages: async (): Promise<number> => (await call<{ count: number }>('GET', 'messages/count')).count,
    getFaults: () => call<Faults>('GET', 'faults'),
    /** Merges a change into the faults in force. */
    setFaults: (faults: DeepPartial<Faults>) => call<Faults>('PUT', 'faults', faults),
    /** Epoch milliseconds. */
    now: async (): Promise<number> => (await call<{ now: number }>('GET', 'clock')).now,
    advanceClock: (advanceMs: number) => call<{ now: number }>('PUT', 'clock', { advanceMs }),
    /** Statuses to come, templates under review and webhooks without an answer. */
    countPending: async (): Promise<number> => (await call<{ pending: number }>('GET', 'webhooks/pending')).pending,
    /** Forgets everything but the numbers. */
    reset: async (): Promise<void> => void (await call('POST', 'reset')),
  }
}

export type ControlApi = ReturnType<typeof createControlApi>
