import { WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { test } from 'vitest'
import { simulatorControl } from '../flow/simulator-control.ts'
import { startGateway } from '../support/gateway.ts'
import { speakAsClient } from './speak-as-client.ts'

test('a published Cloud API client sends through the gateway unchanged', async (t) => {
  const gateway = await startGateway(t)
  const { phoneNumberId } = gateway
  const simulator = simulatorControl(gateway.simulatorUrl)
  const client = new WhatsAppClient({ accessToken: gateway.apiKey, baseUrl: `${gateway.url}/graph` })
  await speakAsClient(client, phoneNumberId, simulator)
})
