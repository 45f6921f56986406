import { toTyped } from '../engine/nodes/data.ts'
import type { EffectOutcome } from '../engine/turn.ts'
import type { NodeData } from '../flow/nodes/node-catalogue.ts'
import { valueAt } from '../values/condition.ts'

const maxValue = 4096

/** What an answer over HTTP means for the node that asked. */
export function readHttpAnswer(
  data: NodeData<'http'>,
  { status, body }: { status: number; body: string },
): EffectOutcome {
  const isOk = data.success ? data.success.includes(status) : status >= 200 && status < 300
  if (!isOk) return { exit: 'http_error', set: { httpStatus: status }, output: { status } }
  const { map = [] } = data
  if (map.length === 0) return { exit: 'ok', set: { httpStatus: status }, output: { status } }
  const answer = parse(body)
  if (answer === undefined)
    return { exit: 'bad_body', set: { httpStatus: status }, output: { status, problem: 'the answer is no JSON' } }
  const set: Record<string, unknown> = { httpStatus: status }
  for (const { path, into, type } of map) set[into] = toValue(valueAt({ answer }, `answer.${path}`), type)
  return { exit: 'ok', set, output: { status, into: map.map(({ into }) => into) } }
}

function toValue(value: unknown, type: 'text' | 'number' | 'boolean' | 'json' | undefined): unknown {
  if (value === undefined) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text.length > maxValue) return type === 'json' ? null : text.slice(0, maxValue)
  return type === undefined || typeof value !== 'string' ? (type === 'text' ? text : value) : toTyped(value, type)
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}
