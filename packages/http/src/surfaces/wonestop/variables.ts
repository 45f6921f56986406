import type { TemplateContract } from '@dawk/core/messaging/templates/contract/template-contract.ts'
import type { TemplateParameters } from '@dawk/core/messaging/templates/contract/template-parameters.ts'
import type { HeaderSlot, TemplateSlots, TextSlot } from '@dawk/core/messaging/templates/contract/template-slots.ts'
import type { FieldProblem } from '@dawk/core/platform/errors.ts'
import type { Origins } from './places.ts'
import type { TemplateView, Variable } from './schemas.ts'

type Filled = { header?: unknown; body?: unknown; buttons: Record<string, unknown> }
type MediaSlot = Exclude<HeaderSlot, { kind: 'text' }>

/**
 * The vendor's typed variables as values for the template's contract. What has no place in the template goes into
 * `problems`; whether the rest fits is for the core to say.
 */
export function toParameters(
  { 'x-slots': slots }: TemplateContract,
  variables: readonly Variable[],
  problems: FieldProblem[],
  origins: Origins = new Map(),
): TemplateParameters {
  const filled: Filled = { buttons: {} }
  for (const [at, variable] of variables.entries()) {
    const before = new Set(placesOf(filled))
    const problem = fill(filled, slots, variable)
    for (const [value, place] of placesOf(filled)
      .filter((one) => !before.has(one))
      .entries())
      origins.set(place, {
        variable: at,
        value: variable.type === 'button' || variable.type === 'media' ? value : null,
      })
    if (problem !== null) problems.push({ field: `variables.${at}`, message: problem })
  }
  return filled
}

/** `header`, `body`, `button.0`: what has been filled, in the order of its values. */
const placesOf = ({ header, body, buttons }: Filled): string[] => [
  ...(header === undefined ? [] : ['header']),
  ...(body === undefined ? [] : ['body']),
  ...Object.keys(buttons).map((index) => `button.${index}`),
]

/** Null, or why the variable has no place. */
function fill(filled: Filled, slots: TemplateSlots, variable: Variable): string | null {
  switch (variable.type) {
    case 'body':
      return fillOnce(
        filled,
        'body',
        slots.body && toTexts(slots.body, variable),
        'the body of the template takes no values',
      )
    case 'header':
    case 'media':
      return fillOnce(filled, 'header', toHeader(slots.header, variable), noHeader(slots.header, variable))
    case 'button':
      return fillButtons(filled, slots, variable)
  }
}

function fillOnce(filled: Filled, name: 'header' | 'body', value: unknown, otherwise: string): string | null {
  if (value === null) return otherwise
  if (filled[name] !== undefined) return `gives the ${name} a second time`
  filled[name] = value
  return null
}

/** In order, or by name where the template has names. */
function toTexts({ named, variables }: TextSlot, { values }: Variable): unknown {
  const list = listOf(values)
  if (list === null) return mapValues(values as Record<string, unknown>)
  if (!named) return list
  return Object.fromEntries(list.map((value, at) => [variables[at] ?? String(at + 1), value]))
}

function toHeader(slot: HeaderSlot | null, variable: Variable): unknown {
  if (slot === null) return null
  if (slot.kind === 'text') return variable.type === 'header' ? toTexts(slot, variable) : null
  return toMedium(slot, variable)
}

function toMedium({ kind }: MediaSlot, { values, filename }: Variable): unknown {
  const list = listOf(values)
  if (list === null) return mapValues(values as Record<string, unknown>)
  const [first = '', second, name, address] = list
  if (kind === 'location')
    return { latitude: first, longitude: second, ...(name && { name }), ...(address && { address }) }
  if (kind === 'product') return { product_retailer_id: first, catalog_id: second }
  const source = /^[a-z][a-z0-9+.-]*:/i.test(first) ? { link: first } : { id: first }
  return kind === 'document' && filename ? { ...source, filename } : source
}

function noHeader(slot: HeaderSlot | null, { type }: Variable): string {
  if (slot === null) return 'the header of the template takes no values'
  return `the header of the template is of type ${slot.kind}, not ${type}`
}

function fillButtons(filled: Filled, { buttons }: TemplateSlots, { values, index }: Variable): string | null {
  const list = listOf(values)
  if (list === null) return 'lists the values of buttons in order'
  const free = buttons.filter((button) => filled.buttons[String(button.index)] === undefined)
  const required = free.filter((button) => button.required)
  const inOrder = list.length <= required.length ? required : free
  const places = index === undefined ? inOrder : free.filter((button) => button.index === index)
  if (list.length > places.length) return `has ${list.length} values, and ${places.length} buttons take one`
  for (const [at, value] of list.entries()) filled.buttons[String(places[at]?.index)] = value
  return null
}

/** Numbers are taken as they are written; null: by name. */
const listOf = (values: Variable['values']): string[] | null => (Array.isArray(values) ? values.map(String) : null)
const mapValues = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))

/** What a send has to give, in the shape in which it is given: placeholders stand for the values. */
export function toPlaceholders({ 'x-slots': slots }: TemplateContract): TemplateView['variables'] {
  const { header, body, buttons } = slots
  const names = ({ variables }: TextSlot) => variables.map((name) => `{{${name}}}`)
  const ofHeader =
    header &&
    (header.kind === 'text'
      ? { type: 'header', values: names(header) }
      : { type: 'media', format: header.kind, values: [`{{${header.kind}}}`] })
  return [
    ...(ofHeader ? [ofHeader] : []),
    ...(body ? [{ type: 'body', values: names(body) }] : []),
    ...buttons
      .filter(({ required }) => required)
      .map(({ index, kind }) => ({ type: 'button', index, format: kind, values: ['{{1}}'] })),
  ]
}
