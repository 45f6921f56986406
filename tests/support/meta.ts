import assert from 'node:assert/strict'
import { appIdOf } from '@dawk/simulator/numbers/numbers.ts'
import { startSimulator } from '@dawk/simulator/simulator.ts'

const appSecret = 'the-secret-of-the-operator'

export interface BusinessNumber {
  phoneNumberId: string
  wabaId: string
  accessToken: string
  displayPhoneNumber: string
  verifiedName: string
  appSecret: string
}

/** A simulator that plays Meta for real numbers, with the operator's app. The caller closes it. */
export async function startMeta() {
  const simulator = await startSimulator({ port: 0 })
  let count = 0

  async function control(method: string, path: string, body: object) {
    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(`${simulator.url}/_simulator/${path}`, { method, headers, body: JSON.stringify(body) })
    assert.equal(reply.status, 200, await reply.clone().text())
    return reply.json() as Promise<Record<string, unknown>>
  }

  return {
    ...simulator,
    appSecret,
    appId: appIdOf({ appSecret }),
    /** For the environment of a gateway. */
    env: { META_GRAPH_URL: simulator.url, META_APP_ID: appIdOf({ appSecret }), META_APP_SECRET: appSecret },
    control,
    /** A number of a business account that nobody else has, not registered yet. */
    async newNumber(change: object = {}): Promise<BusinessNumber> {
      count++
      const number = {
        phoneNumberId: `10654035224${1000 + count}`,
        wabaId: `10229012934${1000 + count}`,
        displayPhoneNumber: `+1 555 020 ${1000 + count}`,
        verifiedName: 'Shop',
        accessToken: `EAAowner${count}`,
        appSecret,
        registered: false,
        openWindow: true,
        ...change,
      }
      await control('PUT', 'numbers', { numbers: [number] })
      return number
    },
    newCode: async (grant: object) => String((await control('POST', 'oauth-codes', grant))['code']),
    /** What befalls single calls from now on; none: nothing. */
    calls: (calls: object = {}) => control('PUT', 'faults', { calls }),
    /** How many more calls of the edge the fault in force befalls. */
    async callsLeft(edge: string): Promise<number | undefined> {
      const reply = await fetch(`${simulator.url}/_simulator/faults`)
      return ((await reply.json()) as { calls: Record<string, { times?: number }> }).calls[edge]?.times
    },
    /** As the owner of a number. */
    async graph(method: string, path: string, token: string, body?: object) {
      const reply = await fetch(`${simulator.url}/v23.0/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      })
      // biome-ignore lint/suspicious/noExplicitAny: looked into by name
      return { status: reply.status, body: (await reply.json()) as any }
    },
  }
}

export type Meta = Awaited<ReturnType<typeof startMeta>>
