import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

interface Frame {
  id: string
  event: string
  data: { id: string; type: string; data: Record<string, unknown> }
}

/** Follows the stream until `close`; what came stands in `frames`. */
async function follow(headers: Record<string, string> = {}, path = '/v1/stream') {
  const end = new AbortController()
  const reply = await fetch(`${gateway.url}${path}`, {
    headers: { authorization: `Bearer ${gateway.apiKey}`, ...headers },
    signal: end.signal,
  })
  const frames: Frame[] = []
  let ended = false
  const reading = (async () => {
    let text = ''
    for await (const chunk of reply.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      for (const part of parts) {
        const fields = new Map(
          part.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
        )
        if (fields.has('data'))
          frames.push({
            id: fields.get('id') ?? '',
            event: fields.get('event') ?? '',
            data: JSON.parse(fields.get('data') ?? ''),
          })
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => {
      ended = true
    })
  const close = async () => {
    end.abort()
    await reading
  }
  return { reply, frames, close, hasEnded: () => ended }
}

const send = async (body: string): Promise<string> =>
  (await gateway.call('POST', '/v1/messages', { to: '14155552671', type: 'text', text: { body } })).body.id

const about = (frames: readonly Frame[], messageId: string) =>
  frames.filter(({ data }) => data.data?.['messageId'] === messageId).map(({ event }) => event)

test('what happens is told as it happens, and whoever comes back gets what was missed, each once', async () => {
  const first = await follow()
  assert.equal(first.reply.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  assert.equal(first.reply.headers.get('x-accel-buffering'), 'no')
  await until('the beginning', async () => first.frames.some(({ event }) => event === 'ready'))
  const seen = await send('one')
  await until('its reading', async () => about(first.frames, seen).includes('message.status.read'))
  const last = first.frames.at(-1)?.id ?? ''
  await first.close()
  const missed = await send('two')
  await until(
    'the second is read',
    async () => (await gateway.call('GET', `/v1/messages/${missed}`)).body.status === 'read',
  )
  const again = await follow({ 'last-event-id': last })
  await until('what was missed', async () => about(again.frames, missed).includes('message.status.read'))
  const live = await send('three')
  await until('the third', async () => about(again.frames, live).includes('message.status.read'))
  assert.equal(about(again.frames, seen).length, 0, 'nothing twice')
  const all = again.frames.filter(({ event }) => event !== 'ready').map(({ data }) => data.id)
  assert.equal(new Set(all).size, all.length)
  const logged = await gateway.call('GET', '/v1/events?limit=100&type=message.*')
  const ofMissed = logged.body.data.filter((one: Frame['data']) => one.data['messageId'] === missed)
  assert.equal(about(again.frames, missed).length, ofMissed.length)
  await again.close()
})

test('who missed more than a thousand is told to read anew', async () => {
  const stream = await follow()
  await until('the beginning', async () => stream.frames.length > 0)
  const cursor = stream.frames[0]?.id ?? ''
  await stream.close()
  const items = Array.from({ length: 350 }, (_, index) => ({
    to: `1415555${String(3000 + index)}`,
    type: 'text',
    text: { body: 'x' },
  }))
  await gateway.call('POST', '/v1/messages/batch', { messages: items })
  await until('a thousand events', async () => {
    const { body } = await gateway.call('GET', '/v1/messages?status=read&limit=100')
    return body.hasMore
  })
  const more = await follow({}, `/v1/stream?after=${cursor}`)
  await until('a beginning', async () => more.frames.some(({ event }) => event === 'reset' || event === 'ready'))
  await more.close()
})

test('a cursor of another account or none at all is rejected, and so is a stranger', async () => {
  assert.equal((await gateway.call('GET', '/v1/stream?after=abc')).status, 400)
  assert.equal((await fetch(`${gateway.url}/v1/stream`)).status, 401)
  const other = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const theirs = await follow({ authorization: `Bearer ${other.body.data.apiKey}` })
  await until('their beginning', async () => theirs.frames.length > 0)
  const id = await send('not theirs')
  await until('it is read', async () => (await gateway.call('GET', `/v1/messages/${id}`)).body.status === 'read')
  const mine = await follow({}, `/v1/stream?after=${theirs.frames[0]?.id}`)
  assert.equal(mine.reply.status, 400)
  assert.equal(about(theirs.frames, id).length, 0)
  await theirs.close()
  await mine.close()
})

test('open streams do not keep a gateway from stopping', async () => {
  const own = await startGateway(null)
  const reply = await fetch(`${own.url}/v1/stream`, { headers: { authorization: `Bearer ${own.apiKey}` } })
  assert.equal(reply.status, 200)
  const startedAt = Date.now()
  await own.close()
  assert.ok(Date.now() - startedAt < 10_000)
  await reply.body?.cancel().catch(() => undefined)
})
