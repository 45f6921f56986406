import assert from 'node:assert/strict'

/** One accepted send, as the simulator lists it. */
interface SimulatedSend {
  wamid: string
  to: string
  type: string
  biz_opaque_callback_data?: string
}

interface RegisteredNumber {
  wabaId: string
  phoneNumberId: string
  accessToken: string
  appSecret: string
}

/** The simulator's control API. */
export interface SimulatorControl {
  /** Every accepted send, in order. */
  sends(): Promise<SimulatedSend[]>
  /** The sends that carry our id of the message. */
  sendsOf(messageId: string): Promise<SimulatedSend[]>
  /** Merges into the faults in force. */
  faults(change: object): Promise<void>
  /** People write; returns the wamids. */
  inbound(body: object): Promise<string[]>
  /** The registered number, with its token. */
  number(phoneNumberId: string): Promise<RegisteredNumber>
  /** The newest message on a phone, with what Meta was given. */
  lastOn(phoneNumberId: string, user: string): Promise<Record<string, unknown>>
  /** Anything else of it. */
  call<T>(method: string, path: string, body?: object): Promise<T>
  /** Switches off Meta's own limits of throughput and of pairs. */
  liftLimits(phoneNumberId: string): Promise<void>
}

export function simulatorControl(simulatorUrl: string): SimulatorControl {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const reply = await fetch(`${simulatorUrl}/_simulator/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    assert.equal(reply.status, 200, `${method} ${path}: ${text}`)
    return JSON.parse(text) as T
  }

  async function sends(): Promise<SimulatedSend[]> {
    const all: SimulatedSend[] = []
    for (let after = '0'; ; ) {
      const page = await call<{ messages: SimulatedSend[]; next: string }>('GET', `messages?after=${after}&limit=1000`)
      if (page.messages.length === 0) return all
      all.push(...page.messages)
      after = page.next
    }
  }

  async function number(phoneNumberId: string): Promise<RegisteredNumber> {
    const { numbers } = await call<{ numbers: RegisteredNumber[] }>('GET', 'numbers')
    const found = numbers.find((one) => one.phoneNumberId === phoneNumberId)
    assert.ok(found, `the simulator knows the number ${phoneNumberId}`)
    return { ...found, ...(await call<object>('GET', `numbers/${phoneNumberId}/credentials`)) }
  }

  return {
    sends,
    sendsOf: async (messageId) => (await sends()).filter((send) => send.biz_opaque_callback_data === messageId),
    faults: async (change) => void (await call('PUT', 'faults', change)),
    inbound: async (body) => (await call<{ wamids: string[] }>('POST', 'inbound', body)).wamids,
    number,
    async lastOn(phoneNumberId, user) {
      const { messages } = await call<{ messages: Record<string, unknown>[] }>(
        'GET',
        `threads/${phoneNumberId}/${user}`,
      )
      return messages.at(-1) ?? {}
    },
    call,
    async liftLimits(phoneNumberId) {
      await call('PUT', 'numbers', { numbers: [{ phoneNumberId, throughputPerSecond: null, pairLimit: false }] })
    },
  }
}

let lastPhone = Date.now() % 1_000_000

/** A phone that nobody has written to yet; of area code 555, to which everything may be sent. */
export function freshPhone(): string {
  lastPhone = (lastPhone + 1) % 1_000_000
  return `1555${String(7_000_000 + lastPhone)}`
}
