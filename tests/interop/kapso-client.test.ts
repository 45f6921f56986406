import assert from 'node:assert/strict'
import { WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { test } from 'vitest'
import { simulatorControl } from '../flow/simulator-control.ts'
import { freePort, startProcess, until } from '../support/processes.ts'
import { speakAsClient } from './speak-as-client.ts'

test('a published Cloud API client talks to the simulator unchanged', async (t) => {
  const port = await freePort()
  const simulatorUrl = `http://127.0.0.1:${port}`
  const running = startProcess('packages/simulator/src/main.ts', [], { SIMULATOR_PORT: String(port) })
  t.onTestFinished(async () => void (await running.stop('SIGKILL')))
  await until('the simulator', async () => (await fetch(`${simulatorUrl}/_simulator/messages/count`)).ok)
  const simulator = simulatorControl(simulatorUrl)
  const phoneNumberId = '106540352242922'
  const registered = await fetch(`${simulatorUrl}/_simulator/numbers`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      numbers: [
        {
          phoneNumberId,
          wabaId: '102290129340398',
          displayPhoneNumber: '+1 555 000 1111',
          verifiedName: 'Test shop',
          accessToken: 'token-1',
          appSecret: 'secret-1',
        },
      ],
    }),
  })
  assert.equal(registered.status, 200)
  const client = new WhatsAppClient({ accessToken: 'token-1', baseUrl: simulatorUrl })
  await speakAsClient(client, phoneNumberId, simulator)
})
