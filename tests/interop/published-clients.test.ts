import assert from 'node:assert/strict'
import { startSimulator } from '@dawk/simulator/simulator.ts'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { freshPhone, simulatorControl } from '../flow/simulator-control.ts'
import { startGateway } from '../support/gateway.ts'
import { temporaryDirectory } from '../support/processes.ts'
import { publishedClients } from './published-clients.ts'
import { redirectGraph } from './redirect-graph.ts'

interface World {
  /** Where clients find what they take for Meta. */
  base: string
  token: string
  phoneNumberId: string
  wabaId: string
  simulatorUrl: string
  close(): Promise<unknown>
}

async function simulatorAlone(): Promise<World> {
  const simulator = await startSimulator({ port: 0 })
  const number = {
    phoneNumberId: '106540352242922',
    wabaId: '102290129340398',
    displayPhoneNumber: '+1 555 000 1111',
    verifiedName: 'Test shop',
    accessToken: 'EAAtoken',
    appSecret: 'secret-1',
  }
  await simulatorControl(simulator.url).call('PUT', 'numbers', { numbers: [number] })
  return {
    ...number,
    base: simulator.url,
    token: number.accessToken,
    simulatorUrl: simulator.url,
    close: simulator.close,
  }
}

async function gatewayBefore(): Promise<World> {
  const gateway = await startGateway(null)
  const { wabaId } = await simulatorControl(gateway.simulatorUrl).number(gateway.phoneNumberId)
  return { ...gateway, wabaId, base: `${gateway.url}/graph`, token: gateway.apiKey }
}

describe.each([
  ['the simulator', simulatorAlone],
  ['the gateway', gatewayBefore],
])('published clients run unchanged against %s', (_name, start) => {
  let world: World
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>
  let undo: () => void
  beforeAll(async () => {
    world = await start()
    directory = await temporaryDirectory()
    undo = redirectGraph(world.base)
  })
  afterAll(async () => {
    undo?.()
    await world?.close()
    await directory?.remove()
  })

  test.each(publishedClients.map((client) => [client.name, client] as const))(
    '%s',
    async (_client, { run, readAccount, sends }) => {
      const { token, phoneNumberId, wabaId, simulatorUrl } = world
      const simulator = simulatorControl(simulatorUrl)
      const to = `+${freshPhone()}`
      const [inbound = ''] = await simulator.inbound({ phoneNumberId, from: to, type: 'text', text: { body: 'hi' } })
      const account = { token, phoneNumberId, wabaId, to, inbound, directory: directory.path }
      await run(account)
      await readAccount?.(account)
      const sent = (await simulator.sends()).filter((send) => `+${send.to}` === to)
      assert.deepEqual(
        sent.map(({ type }) => type),
        sends,
      )
    },
  )
})
