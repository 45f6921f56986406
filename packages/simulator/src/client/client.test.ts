import { expect, onTestFinished, test } from 'vitest'
import type { SimulatorOptions } from '../guard/options.ts'
import { createSimulatorClient, SimulatorCallError, sampleNumber, startSimulator } from '../index.ts'

async function world(options: Partial<SimulatorOptions> = {}) {
  const simulator = await startSimulator({ port: 0, ...options })
  onTestFinished(() => simulator.close())
  const client = createSimulatorClient(simulator.url, options.token === undefined ? {} : { token: options.token })
  await client.putNumbers({ ...sampleNumber, openWindow: true })
  await client.setFaults({ statusDelaysMs: { sent: 5, delivered: 10, read: 20 } })
  const send = async (to: string, body: string) => {
    const reply = await fetch(`${simulator.url}/v23.0/${sampleNumber.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sampleNumber.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', to, type: 'text', text: { body } }),
    })
    return (await reply.json()) as { messages: { id: string }[]; error?: { fbtrace_id: string } }
  }
  return { client, send }
}

test('an expectation waits, takes each message once, and names what does not fit', async () => {
  const { client, send } = await world()
  const first = client.expectMessage({ to: '+91 99001 12233', text: /left/, status: 'read' })
  await send('919900112233', 'Your order has left.')
  expect(await first).toMatchObject({ to: '919900112233', type: 'text', status: 'read' })
  await client.expectNoMessage({ text: /left/ }, { timeoutMs: 20 })
  await send('919900112233', 'Your order has left.')
  await client.expectMessage({ text: 'Your order has left.' })
  await expect(client.expectMessage({ to: '1', text: /left/ }, { timeoutMs: 30 })).rejects.toThrow(
    /No message fits .*"to":"1".*The last of 2.*\n {2}text to 919900112233 \w+ "Your order has left\.": taken by an earlier/,
  )
  await send('919900112233', 'Another.')
  await expect(client.expectMessage({ type: 'template', text: 'x' }, { timeoutMs: 30 })).rejects.toThrow(
    /: type, text$/m,
  )
  await expect(client.expectNoMessage({ text: 'Another.' }, { timeoutMs: 1 })).rejects.toThrow(/this one does/)
  await client.waitUntilQuiet()
  await client.reset()
  expect(await client.countMessages()).toBe(0)
})

test('a template is found by its name and by the text that the person sees', async () => {
  const { client } = await world()
  await client.call('PUT', 'numbers', { numbers: [{ phoneNumberId: sampleNumber.phoneNumberId }] })
  const template = { name: 'order_ready', language: { code: 'en_US' } }
  const parameters = ['Asha', '42'].map((text) => ({ type: 'text', text }))
  await fetch(`${client.url}/v23.0/${sampleNumber.phoneNumberId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sampleNumber.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      to: '919900112233',
      type: 'template',
      template: { ...template, components: [{ type: 'body', parameters }] },
    }),
  })
  await client.expectMessage({ template: 'order_ready', text: /Asha.*42/s })
})

test('one seed and one instant give the same ids and timestamps in each run', async () => {
  const run = async (seed: string) => {
    const { client, send } = await world({ seed, startsAt: Date.parse('2026-01-01T00:00:00Z'), isFrozen: true })
    const sent = await send('919900112233', 'hello')
    const refused = await send('919900112233', '')
    const received = await client.receive({
      phoneNumberId: sampleNumber.phoneNumberId,
      from: '919900112233',
      type: 'text',
      text: { body: 'hi' },
    })
    const [message] = (await client.listMessages()).messages
    return [sent.messages[0]?.id, refused.error?.fbtrace_id, received, message?.at]
  }
  const first = await run('7')
  expect(first.every((one) => one !== undefined)).toBe(true)
  expect(await run('7')).toEqual(first)
  expect((await run('8'))[0]).not.toBe(first[0])
  expect(first[3]).toBe(Date.parse('2026-01-01T00:00:00Z'))
})

test('a refused call throws the words of the simulator, and the token is shown where there is one', async () => {
  const { client } = await world({ token: '0123456789abcdef' })
  const error = await client.call('PUT', 'faults', { nonsense: 1 }).catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(SimulatorCallError)
  expect(error).toMatchObject({ status: 400, message: expect.stringContaining('nonsense is unknown') })
  await expect(createSimulatorClient(client.url).countMessages()).rejects.toMatchObject({ status: 401 })
})
