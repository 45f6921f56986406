import assert from 'node:assert/strict'
import { type Attempt, Dawk, DawkError, verifyWebhook } from '@dawk/sdk/index.ts'
import { until } from '../support/processes.ts'
import type { Fault, Webhook } from './faulty-proxy.ts'

/** One step of `sdks/scenario.json`. */
export interface Step {
  name: string
  faults?: Fault[]
  call?: string
  path?: string[]
  body?: Record<string, unknown>
  query?: Record<string, unknown>
  options?: Record<string, unknown>
  file?: { member: string; filename: string; type: string; text: string }
  repeat?: number
  save?: Record<string, string>
  expect?: Record<string, unknown>
  items?: { count?: number; atLeast?: number; first?: Record<string, unknown> }
  text?: string
  error?: { status?: number; code: string; path?: string }
  /** How many requests the call made. */
  attempts?: number
  webhook?: { type: string; messageId: string; count: number }
}

type Values = Record<string, string>
type Method = (...given: unknown[]) => Promise<unknown>

/** Walks the scenario with the TypeScript SDK; `run_scenario.py` does the same with the Python SDK. */
export async function runScenario(steps: readonly Step[], proxyUrl: string, apiKey: string): Promise<void> {
  const attempts: Attempt[] = []
  const client = new Dawk({ apiKey, baseUrl: proxyUrl, onAttempt: (attempt) => attempts.push(attempt) })
  const run = crypto.randomUUID()
  const values: Values = { hook: `${proxyUrl}/_hook/${run}`, peer: '+1415555011', run }
  for (const step of steps) {
    try {
      if (step.webhook) await checkWebhooks(fill(step.webhook, values), values)
      else for (let times = 0; times < (step.repeat ?? 1); times++) await runStep(step)
    } catch (error) {
      throw new Error(`"${step.name}": ${error}`, { cause: error })
    }
  }

  async function runStep(step: Step): Promise<void> {
    await fetch(`${proxyUrl}/_faults`, { method: 'PUT', body: JSON.stringify(step.faults ?? []) })
    attempts.length = 0
    const outcome = await perform(step).then(
      (reply) => ({ reply }),
      (error: unknown) => ({ error }),
    )
    if (step.attempts !== undefined) assert.equal(attempts.length, step.attempts, 'attempts')
    if (step.error) checkError('error' in outcome ? outcome.error : undefined, step.error)
    else if ('error' in outcome) throw outcome.error
    else await checkReply(step, outcome.reply)
  }

  async function perform({ call = '', path = [], body, query, options, file, items }: Step): Promise<unknown> {
    const [resource = '', name = ''] = call.split('.')
    const method = (client as unknown as Record<string, Record<string, Method>>)[resource]?.[name]
    assert.ok(method, `the SDK has ${call}`)
    const upload = file && {
      [file.member]: { content: file.text, filename: file.filename, type: file.type },
    }
    const given = [...path, ...((upload ?? body) ? [upload ?? body] : []), ...(query ? [query] : []), options]
    const result = method(...(fill(given, values) as unknown[]))
    if (!items) return result
    const found: unknown[] = []
    for await (const item of result as unknown as AsyncIterable<unknown>) found.push(item)
    return found
  }

  async function checkReply({ expect, items, text, save = {} }: Step, reply: unknown): Promise<void> {
    const found = reply as Record<string, unknown>
    if (items) checkItems(fill(items, values), reply as Record<string, unknown>[])
    if (text !== undefined) assert.equal(await (reply as Response).text(), text)
    for (const [name, value] of Object.entries(fill(expect ?? {}, values)))
      if (value === '$any') assert.ok(found[name])
      else assert.equal(found[name], value)
    for (const [name, member] of Object.entries(save)) values[name] = String(found[member])
  }
}

function checkItems(
  { count, atLeast, first = {} }: NonNullable<Step['items']>,
  items: Record<string, unknown>[],
): void {
  if (count !== undefined) assert.equal(items.length, count, 'items')
  if (atLeast !== undefined) assert.ok(items.length >= atLeast, 'items')
  assert.equal(new Set(items.map(({ id }) => id)).size, items.length, 'no item comes twice')
  for (const [name, value] of Object.entries(first)) assert.equal(items[0]?.[name], value)
}

function checkError(error: unknown, { status, code, path }: NonNullable<Step['error']>): void {
  assert.ok(error instanceof DawkError, `it fails, but: ${error}`)
  assert.deepEqual([error.code, error.status], [code, status ?? null])
  if (path !== undefined) assert.ok(error.errors.some((one) => one.path === path))
}

async function checkWebhooks({ type, messageId, count }: NonNullable<Step['webhook']>, values: Values): Promise<void> {
  const ids = new Set<string>()
  await until(`${count} webhooks`, async () => {
    const all = (await (await fetch(values['hook'] ?? '')).json()) as Webhook[]
    const mine = all.filter(({ raw }) => raw.includes(messageId))
    if (mine.length < count) return false
    for (const { headers, raw } of mine) {
      const event = await verifyWebhook({ headers, rawBody: raw }, values['secret'] ?? '')
      assert.ok(event.type === type && 'id' in event)
      values['eventId'] = event.id
      ids.add(headers['webhook-id'] ?? '')
    }
    return true
  })
  assert.equal(ids.size, 1, 'a repetition has the same webhook-id')
}

/** `${name}` in texts of any depth is a value that an earlier step saved. */
function fill<T>(value: T, values: Values): T {
  if (typeof value === 'string') return value.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? '') as T
  if (Array.isArray(value)) return value.map((item) => fill(item, values)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, values)])) as T
}
