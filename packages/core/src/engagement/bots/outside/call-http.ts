import { setTimeout as pause } from 'node:timers/promises'
import { ExchangeTimeout, exchange } from '@dawk/cloud-api/exchange.ts'
import { type Egress, EgressRefused } from '#platform/egress.ts'
import type { EffectOutcome } from '../engine/turn.ts'
import type { NodeData } from '../flow/nodes/node-catalogue.ts'
import { renderTemplate, type Values } from '../values/template.ts'
import { readHttpAnswer } from './http-answer.ts'

const maxAnswerBytes = 256 * 1024
const usualTimeoutSeconds = 10
const usualRetries = 2
const firstPauseMs = 500
/** Headers that belong to the connection, or to us. */
const ownHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'idempotency-key',
  'x-dawk-flow',
])

export interface HttpCall {
  values: Values
  /** The same for every attempt, also after a crash. */
  key: string
  signal: AbortSignal
}

interface HttpDeps {
  egress: Pick<Egress, 'agent' | 'checkUrl'>
}

type Data = NodeData<'http'>

/** Makes the call of a node, with its retries; redirects are never followed, and addresses inside are refused. Never throws. */
export async function callHttp(deps: HttpDeps, data: Data, call: HttpCall): Promise<EffectOutcome> {
  let last: EffectOutcome = { exit: 'http_error', set: {}, output: {} }
  const retries = data.retries ?? usualRetries
  for (let attempt = 0; attempt <= retries && !call.signal.aborted; attempt += 1) {
    if (attempt > 0)
      await pause(firstPauseMs * 2 ** (attempt - 1), undefined, { signal: call.signal }).catch(() => undefined)
    const { outcome, again } = await attemptCall(deps, data, call)
    last = { ...outcome, output: { ...outcome.output, attempts: attempt + 1 } }
    if (!again) break
  }
  return last
}

interface Attempt {
  outcome: EffectOutcome
  again: boolean
}

const failed = (exit: string, problem: string, again: boolean): Attempt => ({
  outcome: { exit, set: {}, output: { problem } },
  again,
})

async function attemptCall({ egress }: HttpDeps, data: Data, { values, key }: HttpCall): Promise<Attempt> {
  try {
    const url = renderTemplate(data.url, values)
    const refusal = egress.checkUrl(url)
    if (refusal !== null) return failed('blocked', `the address ${refusal}`, false)
    const { origin, pathname, search } = new URL(url)
    const answer = await exchange(
      egress.agent,
      {
        origin,
        path: pathname + search,
        method: data.method,
        headers: headersOf(data, values, key),
        body: bodyOf(data, values),
      },
      { timeoutMs: (data.timeoutSeconds ?? usualTimeoutSeconds) * 1000, maxBytes: maxAnswerBytes },
    )
    const outcome = readHttpAnswer(data, { status: answer.status, body: answer.body.toString('utf8') })
    return { outcome, again: answer.status === 429 || answer.status >= 500 }
  } catch (error) {
    if (error instanceof EgressRefused) return failed('blocked', error.message, false)
    if (error instanceof ExchangeTimeout) return failed('timeout', 'no answer came in time', true)
    return failed('http_error', String(error instanceof Error ? error.message : error).slice(0, 300), true)
  }
}

const bodyTypes = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
} as const

function headersOf(
  { headers = [], body, bodyType = 'json' }: Data,
  values: Values,
  key: string,
): Record<string, string> {
  const own = Object.fromEntries(
    headers.flatMap(({ name, value }) => {
      const lower = name.toLowerCase()
      const rendered = renderTemplate(value, values).replaceAll(/[\r\n]/g, ' ')
      return /^[a-z0-9-]+$/.test(lower) && !ownHeaders.has(lower) ? [[lower, rendered]] : []
    }),
  )
  return {
    'user-agent': 'Dawk-Flows/1',
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': bodyTypes[bodyType] }),
    ...own,
    'idempotency-key': key,
    'x-dawk-flow': key,
  }
}

const bodyOf = ({ body, method }: Data, values: Values): string | null =>
  body === undefined || method === 'GET' ? null : renderTemplate(body, values)
