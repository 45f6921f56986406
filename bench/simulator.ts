import { type Server, startServer } from './processes.ts'

export interface SentMessage {
  wamid: string
  to: string
  biz_opaque_callback_data?: string
  at: number
}

export interface SimulatorNumber {
  phoneNumberId: string
  wabaId: string
  displayPhoneNumber: string
  accessToken: string
  appSecret: string
}

export interface SimulatorProcess extends Server {
  count(): Promise<number>
  sent(after?: number): Promise<SentMessage[]>
  number(phoneNumberId: string): Promise<SimulatorNumber>
  /** Registers a number, or changes it. */
  register(number: object): Promise<void>
  /** Takes away the limits of a number. */
  unlimit(phoneNumberId: string): Promise<void>
  statuses(statuses: 'all' | 'none'): Promise<void>
  /** Merges into the faults in force. */
  faults(change: object): Promise<void>
}

const pageSize = 10_000

export async function startSimulator(): Promise<SimulatorProcess> {
  const server = await startServer('packages/simulator/src/main.ts')
  const ask = async <T>(path: string, method = 'GET', body?: unknown): Promise<T> => {
    const reply = await fetch(`${server.url}/_simulator/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!reply.ok) throw new Error(`The simulator answered ${reply.status}: ${await reply.text()}`)
    return (await reply.json()) as T
  }
  const number = async (phoneNumberId: string) => {
    const { numbers } = await ask<{ numbers: SimulatorNumber[] }>('numbers')
    const found = numbers.find((one) => one.phoneNumberId === phoneNumberId)
    if (!found) throw new Error(`The simulator does not know ${phoneNumberId}`)
    return { ...found, ...(await ask<object>(`numbers/${phoneNumberId}/credentials`)) }
  }
  return {
    ...server,
    number,
    count: async () => (await ask<{ count: number }>('messages/count')).count,
    async sent(after = 0) {
      const all: SentMessage[] = []
      for (;;) {
        const page = await ask<{ messages: SentMessage[] }>(
          `messages?after=${after + all.length}&limit=${pageSize}&content=false`,
        )
        all.push(...page.messages)
        if (page.messages.length < pageSize) return all
      }
    },
    async register(number) {
      await ask('numbers', 'PUT', { numbers: [number] })
    },
    async unlimit(phoneNumberId) {
      const free = { throughputPerSecond: null, pairLimit: false, openWindow: true }
      await ask('numbers', 'PUT', { numbers: [{ phoneNumberId, ...free }] })
    },
    faults: async (change) => void (await ask('faults', 'PUT', change)),
    async statuses(statuses) {
      await ask('faults', 'PUT', { statuses, statusDelaysMs: { sent: 50, delivered: 150, read: 300 } })
    },
  }
}
