import { isObject } from '@dawk/cloud-api/json.ts'
import { lengthOf } from '@dawk/cloud-api/text-length.ts'
import type { TextSlot } from '../contract/template-slots.ts'
import {
  add,
  type Given,
  type Json,
  kindOf,
  notPlain,
  type Problems,
  parametersOf,
  type Sent,
  shown,
  single,
  tooLong,
} from './sent.ts'

/** A part of a template that is text, by its name in Meta's words. */
interface TextPart<Slot = TextSlot> {
  what: string
  slot: Slot
}

export function checkText(
  { what, slot }: TextPart<TextSlot | null>,
  sent: readonly Sent[],
  path: string,
  problems: Problems,
): undefined {
  const component = single(what, sent, problems)
  const given = component ? parametersOf(component, problems) : []
  const place = component ? `${component.path}.parameters` : path
  if (slot === null) {
    if (given.length > 0)
      add(problems, place, `the ${what} of the template takes no parameters (given: ${given.length})`, {
        words: wrongCount(what, given.length, 0),
      })
    return
  }
  const part = { what, slot }
  const values = slot.named ? readNamed(part, given, place, problems) : readNumbered(part, given, place, problems)
  const filled = slot.text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values.get(name) ?? '')
  const length = lengthOf(filled)
  if (length > slot.maxLength)
    add(
      problems,
      place,
      `the ${what} with its values has at most ${slot.maxLength} characters (given: ${length})`,
      tooLong,
    )
}

function readNumbered(
  { what, slot: { variables } }: TextPart,
  given: Given,
  place: string,
  problems: Problems,
): Map<string, string> {
  if (given.length < variables.length) {
    const missing = variables.slice(given.length).map((name) => `{{${name}}}`)
    add(
      problems,
      place,
      `the ${what} takes ${variables.length} parameters (given: ${given.length}): ${missing.join(', ')} missing`,
      { words: wrongCount(what, given.length, variables.length) },
    )
  }
  const values = new Map<string, string>()
  for (const [index, { parameter, path }] of given.entries()) {
    const name = variables[index]
    if (name === undefined)
      add(problems, path, `is surplus: the ${what} takes ${variables.length} parameters (given: ${given.length})`, {
        words: wrongCount(what, given.length, variables.length),
      })
    else values.set(name, readValue(what, parameter, path, problems))
    if (parameter['parameter_name'] !== undefined)
      add(
        problems,
        `${path}.parameter_name`,
        `the variables of this template are numbered, not named (given: ${shown(parameter['parameter_name'])})`,
      )
  }
  return values
}

const wrongCount = (what: string, given: number, expected: number) =>
  `${what}: number of localizable_params (${given}) does not match the expected number of params (${expected})`

function readNamed(
  { what, slot: { variables } }: TextPart,
  given: Given,
  place: string,
  problems: Problems,
): Map<string, string> {
  const values = new Map<string, string>()
  for (const { parameter, path } of given) {
    const name = parameter['parameter_name']
    if (typeof name !== 'string')
      add(problems, `${path}.parameter_name`, `is required: the variables of this template are ${variables.join(', ')}`)
    else if (!variables.includes(name))
      add(
        problems,
        `${path}.parameter_name`,
        `the ${what} has no variable ${shown(name)}: it has ${variables.join(', ')}`,
      )
    else if (values.has(name)) add(problems, `${path}.parameter_name`, `${shown(name)} is given twice`)
    else values.set(name, readValue(what, parameter, path, problems))
  }
  for (const name of variables) if (!values.has(name)) add(problems, place, `the ${what} lacks its parameter ${name}`)
  return values
}

/** Bodies take amounts and dates too; Meta shows their fallback text. */
function readValue(what: string, parameter: Json, path: string, problems: Problems): string {
  const type = kindOf(parameter)
  if (type === 'text') return readText(parameter['text'], `${path}.text`, problems)
  const kind = what === 'body' && (type === 'currency' || type === 'date_time') ? type : null
  if (kind === null) {
    add(
      problems,
      `${path}.type`,
      `must be text${what === 'body' ? ', currency or date_time' : ''} (given: ${shown(parameter['type'])})`,
    )
    return ''
  }
  const value = parameter[kind]
  if (!isObject(value)) {
    add(problems, `${path}.${kind}`, `is required (given: ${shown(value)})`)
    return ''
  }
  if (kind === 'currency') checkCurrency(value, `${path}.currency`, problems)
  return readText(value['fallback_value'], `${path}.${kind}.fallback_value`, problems)
}

function checkCurrency({ code, amount_1000: amount }: Json, path: string, problems: Problems): undefined {
  if (typeof code !== 'string' || !/^[A-Z]{3}$/.test(code))
    add(problems, `${path}.code`, `must be a currency of ISO 4217 (given: ${shown(code)})`)
  if (!Number.isInteger(Number(amount)) || amount === null || amount === '')
    add(problems, `${path}.amount_1000`, `must be the amount in thousandths (given: ${shown(amount)})`)
}

function readText(value: unknown, path: string, problems: Problems): string {
  if (typeof value !== 'string' || value === '') {
    add(problems, path, `must be a text that is not empty (given: ${shown(value)})`)
    return ''
  }
  if (/[\n\r\t]| {5,}/.test(value))
    add(
      problems,
      path,
      `may not have newlines, tabs, or more than four spaces in a row (given: ${shown(value)})`,
      notPlain,
    )
  return value
}
