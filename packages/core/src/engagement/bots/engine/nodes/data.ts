import type { NodeData } from '../../flow/nodes/node-catalogue.ts'
import { readNumber } from '../../values/operators.ts'
import { renderTemplate } from '../../values/template.ts'
import { normalizeText } from '../../values/words.ts'
import { exit, type Outcome, type SessionRun, setValue, shownValue, valuesOf } from '../run.ts'

type ValueType = NonNullable<NodeData<'set'>['values'][number]['type']>

/** A text as a value of a type; what does not fit is null. */
export function toTyped(text: string, type: ValueType): unknown {
  switch (type) {
    case 'text':
      return text
    case 'number':
      return readNumber(text)
    case 'boolean':
      return ['true', '1', 'yes'].includes(normalizeText(text))
    case 'json':
      try {
        return JSON.parse(text) as unknown
      } catch {
        return null
      }
  }
}

export function setValues(run: SessionRun, { values }: NodeData<'set'>): Outcome {
  const output: Record<string, unknown> = {}
  for (const { name, to, type = 'text' } of values) {
    const value = toTyped(renderTemplate(to, valuesOf(run)), type)
    setValue(run, name, value)
    output[name] = shownValue(run, name, value)
  }
  return exit('ok', output)
}

const dayMs = 86_400_000

export function calculate(run: SessionRun, { into, left, op, right = '' }: NodeData<'calculate'>): Outcome {
  const [one, other] = [left, right].map((text) => renderTemplate(text, valuesOf(run)).trim())
  const value = result(op, one ?? '', other ?? '')
  if (value === null) return { kind: 'exit', exit: 'error', error: `${op} cannot be done with ${one} and ${other}` }
  setValue(run, into, value)
  return exit('ok', { [into]: shownValue(run, into, value) })
}

function result(op: NodeData<'calculate'>['op'], left: string, right: string): number | string | null {
  if (op === 'add_days' || op === 'days_between') return ofDays(op, left, right)
  const [a, b] = [readNumber(left), readNumber(right === '' && op === 'round' ? '0' : right)]
  if (a === null || b === null) return null
  const value = numeric[op](a, b)
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : null
}

const numeric = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
  divide: (a: number, b: number) => a / b,
  round: (a: number, digits: number) => Math.round(a * 10 ** digits) / 10 ** digits,
}

function ofDays(op: 'add_days' | 'days_between', left: string, right: string): number | string | null {
  const from = Date.parse(left)
  if (op === 'days_between') {
    const days = (Date.parse(right) - from) / dayMs
    return Number.isNaN(days) ? null : Math.floor(days)
  }
  const days = readNumber(right)
  const until = days === null ? Number.NaN : from + days * dayMs
  if (Number.isNaN(until) || Math.abs(until) > 8e15) return null
  const shown = new Date(until).toISOString()
  return left.length === 10 ? shown.slice(0, 10) : shown // a day stays a day
}

export function lookUp(run: SessionRun, { into, key, table }: NodeData<'lookup'>): Outcome {
  const searched = normalizeText(renderTemplate(key, valuesOf(run)))
  const match = table.find((row) => normalizeText(row.key) === searched)
  if (!match) return exit('missing')
  setValue(run, into, match.value)
  return exit('ok', { [into]: shownValue(run, into, match.value) })
}

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ' // none that are mistaken for one another

/** By chance that belongs to the turn: a turn that runs again makes the same code. */
export function makeCode(run: SessionRun, { into, length, digits = 'only' }: NodeData<'code'>): Outcome {
  const alphabet = digits === 'only' ? '0123456789' : letters
  const { session, ports } = run
  const seed = `${session.id}:${session.rev}:${session.node}:${into}`
  const picks = Array.from(
    { length },
    (_, place) => alphabet[Math.floor(ports.chance(`${seed}:${place}`) * alphabet.length)],
  )
  setValue(run, into, picks.join(''))
  return exit('ok')
}
