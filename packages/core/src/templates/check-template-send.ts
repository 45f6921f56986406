import type { FieldProblem } from '../errors.ts'
import type { TemplateContract } from './template-contract.ts'
import type { ButtonSlot, HeaderSlot, TemplateSlots, TextSlot } from './template-slots.ts'

type Json = Readonly<Record<string, unknown>>
type Problems = FieldProblem[]

/**
 * Compares the `template` object of a send (Meta's shape) with the template's contract: every missing, surplus and misformed
 * parameter, each with its path and what was given.
 */
export function checkTemplateSend(contract: TemplateContract, template: Json): FieldProblem[] {
  const problems: Problems = []
  const { components } = template
  if (components !== undefined && components !== null && !Array.isArray(components)) {
    add(problems, 'template.components', `must be a list (given: ${shown(components)})`)
    return problems
  }
  checkComponents(contract['x-slots'], components ?? [], 'template.components', problems)
  return problems
}

interface Sent {
  component: Json
  path: string
  type: string
}

function checkComponents(
  slots: TemplateSlots,
  components: readonly unknown[],
  path: string,
  problems: Problems,
): undefined {
  const sent = components.flatMap((component, index): Sent[] => {
    const here = `${path}.${index}`
    if (isObject(component)) return [{ component, path: here, type: String(component['type']).toLowerCase() }]
    add(problems, here, `must be an object (given: ${shown(component)})`)
    return []
  })
  const of = (type: string) => sent.filter((one) => one.type === type)
  checkHeader(slots.header, of('header'), path, problems)
  checkText('body', slots.body, of('body'), path, problems)
  checkButtons(slots.buttons, of('button'), path, problems)
  checkOffer(slots.expires, of('limited_time_offer'), path, problems)
  checkCarousel(slots.carousel, of('carousel'), path, problems)
  for (const one of sent)
    if (!knownTypes.has(one.type))
      add(
        problems,
        `${one.path}.type`,
        `must be one of ${[...knownTypes].join(', ')} (given: ${shown(one.component['type'])})`,
      )
}

const knownTypes = new Set([
  'header',
  'body',
  'button',
  'limited_time_offer',
  'carousel',
  'tap_target_configuration',
  'footer',
])

/** The only component of a kind; the others are surplus. An empty one is as good as none. */
function single(what: string, sent: readonly Sent[], problems: Problems): Sent | null {
  for (const { path } of sent.slice(1)) add(problems, path, `is a second ${what}: there may be one`)
  return sent[0] ?? null
}

function parametersOf({ component, path }: Sent, problems: Problems): { parameter: Json; path: string }[] {
  const { parameters } = component
  if (parameters === undefined || parameters === null) return []
  if (!Array.isArray(parameters)) {
    add(problems, `${path}.parameters`, `must be a list (given: ${shown(parameters)})`)
    return []
  }
  return parameters.flatMap((parameter, index) => {
    const here = `${path}.parameters.${index}`
    if (isObject(parameter)) return [{ parameter, path: here }]
    add(problems, here, `must be an object (given: ${shown(parameter)})`)
    return []
  })
}

function checkText(
  what: string,
  slot: TextSlot | null,
  sent: readonly Sent[],
  path: string,
  problems: Problems,
): undefined {
  const component = single(what, sent, problems)
  const given = component ? parametersOf(component, problems) : []
  const place = component ? `${component.path}.parameters` : path
  if (slot === null) {
    if (given.length > 0)
      add(problems, place, `the ${what} of the template takes no parameters (given: ${given.length})`)
    return
  }
  const values = slot.named
    ? readNamed(what, slot, given, place, problems)
    : readNumbered(what, slot, given, place, problems)
  const filled = slot.text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values.get(name) ?? '')
  const length = [...filled].length
  if (length > slot.maxLength)
    add(problems, place, `the ${what} with its values has at most ${slot.maxLength} characters (given: ${length})`)
}

type Given = readonly { parameter: Json; path: string }[]

function readNumbered(
  what: string,
  { variables }: TextSlot,
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
    )
  }
  const values = new Map<string, string>()
  for (const [index, { parameter, path }] of given.entries()) {
    const name = variables[index]
    if (name === undefined)
      add(problems, path, `is surplus: the ${what} takes ${variables.length} parameters (given: ${given.length})`)
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

function readNamed(
  what: string,
  { variables }: TextSlot,
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
  const { type } = parameter
  if (type === 'text') return readText(parameter['text'], `${path}.text`, problems)
  const kind = what === 'body' && (type === 'currency' || type === 'date_time') ? type : null
  if (kind === null) {
    add(
      problems,
      `${path}.type`,
      `must be text${what === 'body' ? ', currency or date_time' : ''} (given: ${shown(type)})`,
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
    add(problems, path, `may not have newlines, tabs, or more than four spaces in a row (given: ${shown(value)})`)
  return value
}

function checkHeader(slot: HeaderSlot | null, sent: readonly Sent[], path: string, problems: Problems): undefined {
  if (slot === null || slot.kind === 'text') return checkText('header', slot, sent, path, problems)
  const component = single('header', sent, problems)
  const [first, ...surplus] = component ? parametersOf(component, problems) : []
  for (const { path: at } of surplus)
    add(problems, at, `is surplus: the header takes one parameter, of type ${slot.kind}`)
  if (!first)
    return add(
      problems,
      component ? `${component.path}.parameters` : path,
      `the header lacks its parameter of type ${slot.kind}`,
    )
  const { parameter, path: here } = first
  if (parameter['type'] !== slot.kind)
    return add(problems, `${here}.type`, `must be ${slot.kind} (given: ${shown(parameter['type'])})`)
  const value = parameter[slot.kind]
  if (!isObject(value)) return add(problems, `${here}.${slot.kind}`, `is required (given: ${shown(value)})`)
  checkHeaderValue(slot.kind, value, `${here}.${slot.kind}`, problems)
}

function checkHeaderValue(
  kind: Exclude<HeaderSlot['kind'], 'text'>,
  value: Json,
  path: string,
  problems: Problems,
): undefined {
  if (kind === 'location') {
    checkDegrees(value['latitude'], `${path}.latitude`, 90, problems)
    checkDegrees(value['longitude'], `${path}.longitude`, 180, problems)
  } else if (kind === 'product') {
    if (typeof value['product_retailer_id'] !== 'string') add(problems, `${path}.product_retailer_id`, 'is required')
  } else checkMedia(value, path, problems)
}

function checkMedia({ id, link }: Json, path: string, problems: Problems): undefined {
  if ((id === undefined) === (link === undefined)) return add(problems, path, 'must have either id or link')
  if (link !== undefined && !(typeof link === 'string' && /^https?:\/\/[^\s/]+/i.test(link)))
    add(problems, `${path}.link`, `must be an http or https address (given: ${shown(link)})`)
  if (id !== undefined && ((typeof id !== 'string' && typeof id !== 'number') || id === ''))
    add(problems, `${path}.id`, `must be the id of an uploaded file (given: ${shown(id)})`)
}

function checkDegrees(value: unknown, path: string, max: number, problems: Problems): undefined {
  const degrees = typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : Number.NaN
  if (!(Math.abs(degrees) <= max)) add(problems, path, `must be -${max} to ${max} (given: ${shown(value)})`)
}

function checkButtons(
  slots: readonly ButtonSlot[],
  sent: readonly Sent[],
  path: string,
  problems: Problems,
): undefined {
  const filled = new Set<number>()
  for (const one of sent) {
    const index = readIndex(one.component['index'])
    const slot = slots.find((candidate) => candidate.index === index)
    if (!slot) add(problems, `${one.path}.index`, noSuchButton(slots, one.component['index']))
    else if (filled.has(slot.index)) add(problems, one.path, `is a second entry for button ${slot.index}`)
    else {
      filled.add(slot.index)
      checkButton(slot, one, problems)
    }
  }
  for (const { index, kind, required } of slots)
    if (required && !filled.has(index)) add(problems, path, `lacks the parameter of button ${index} (${kind})`)
}

function noSuchButton(slots: readonly ButtonSlot[], given: unknown): string {
  const places = slots.map(({ index, kind }) => `${index} (${kind})`)
  if (places.length === 0) return 'the buttons of this template take no parameters'
  return `must be that of a button which takes a parameter: ${places.join(', ')} (given: ${shown(given)})`
}

const readIndex = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)) ? Number(value) : -1

function checkButton(slot: ButtonSlot, sent: Sent, problems: Problems): undefined {
  const { component, path } = sent
  if (String(component['sub_type']).toLowerCase() !== slot.kind)
    return add(
      problems,
      `${path}.sub_type`,
      `button ${slot.index} is of type ${slot.kind} (given: ${shown(component['sub_type'])})`,
    )
  const [first, ...surplus] = parametersOf(sent, problems)
  if (slot.kind !== 'voice_call')
    for (const { path: at } of surplus) add(problems, at, `is surplus: button ${slot.index} takes one parameter`)
  if (first) return checkButtonValue(slot, first.parameter, first.path, problems)
  if (slot.required) add(problems, `${path}.parameters`, `lacks the parameter of button ${slot.index} (${slot.kind})`)
}

/** The member of a button's parameter that holds its value; `null`: an object named `action`. */
const valueMember: Readonly<Record<ButtonSlot['kind'], string | null>> = {
  url: 'text',
  quick_reply: 'payload',
  copy_code: 'coupon_code',
  voice_call: null,
  flow: null,
  catalog: null,
  mpm: null,
  order_details: null,
}

function checkButtonValue(
  { kind, maxLength }: ButtonSlot,
  parameter: Json,
  path: string,
  problems: Problems,
): undefined {
  if (kind === 'voice_call') return
  const name = valueMember[kind]
  if (name === null) return checkAction(kind, parameter, path, problems)

  if (parameter['type'] !== name)
    return add(problems, `${path}.type`, `must be ${name} (given: ${shown(parameter['type'])})`)
  const value = parameter[name]
  if (typeof value !== 'string' || value === '')
    return add(problems, `${path}.${name}`, `must be a text that is not empty (given: ${shown(value)})`)
  if (value.length > maxLength)
    add(problems, `${path}.${name}`, `must have at most ${maxLength} characters (given: ${value.length})`)
  if (kind === 'copy_code' && !/^[A-Za-z0-9]+$/.test(value))
    add(problems, `${path}.${name}`, `must be letters and digits (given: ${shown(value)})`)
  if (kind === 'url' && /[\n\r\t]| {5,}/.test(value))
    add(problems, `${path}.${name}`, 'may not have newlines, tabs, or more than four spaces in a row')
}

function checkAction(kind: ButtonSlot['kind'], parameter: Json, path: string, problems: Problems): undefined {
  if (parameter['type'] !== 'action' && kind !== 'order_details')
    return add(problems, `${path}.type`, `must be action (given: ${shown(parameter['type'])})`)
  const { action } = parameter
  if (!isObject(action)) return add(problems, `${path}.action`, `is required (given: ${shown(action)})`)
  if (
    kind === 'mpm' &&
    !(Array.isArray(action['sections']) && action['sections'].length >= 1 && action['sections'].length <= 10)
  )
    add(problems, `${path}.action.sections`, 'must list 1 to 10 sections')
}

function checkOffer(expires: boolean, sent: readonly Sent[], path: string, problems: Problems): undefined {
  const component = single('limited_time_offer', sent, problems)
  const [first] = component ? parametersOf(component, problems) : []
  if (!expires) {
    if (first) add(problems, first.path, 'the template has no offer that expires')
    return
  }
  const offer = first?.parameter['limited_time_offer']
  const time = isObject(offer) ? offer['expiration_time_ms'] : undefined
  if (typeof time !== 'number' || !Number.isInteger(time) || time < 0)
    add(
      problems,
      first ? `${first.path}.limited_time_offer.expiration_time_ms` : path,
      `the end of the offer is required, in milliseconds since 1970 (given: ${shown(time)})`,
    )
}

function checkCarousel(
  slots: TemplateSlots['carousel'],
  sent: readonly Sent[],
  path: string,
  problems: Problems,
): undefined {
  const component = single('carousel', sent, problems)
  if (!slots) {
    if (component) add(problems, component.path, 'the template has no carousel')
    return
  }
  const cards = component?.component['cards']
  const place = component ? `${component.path}.cards` : path
  if (!Array.isArray(cards)) return add(problems, place, `must list the cards of the carousel (given: ${shown(cards)})`)
  const { length } = slots.cards
  if (slots.isProduct ? cards.length < 2 || cards.length > 10 : cards.length !== length)
    add(problems, place, `must list ${slots.isProduct ? '2 to 10' : length} cards (given: ${cards.length})`)
  const seen = new Set<unknown>()
  for (const [position, card] of cards.entries()) checkCard(slots, card, `${place}.${position}`, seen, problems)
}

function checkCard(
  slots: NonNullable<TemplateSlots['carousel']>,
  card: unknown,
  path: string,
  seen: Set<unknown>,
  problems: Problems,
): undefined {
  if (!isObject(card)) return add(problems, path, `must be an object (given: ${shown(card)})`)
  const index = card['card_index']
  const own = typeof index === 'number' && !seen.has(index) ? slots.cards[slots.isProduct ? 0 : index] : undefined
  seen.add(index)
  if (!own)
    return add(
      problems,
      `${path}.card_index`,
      `must be the number of a card, from 0, each once (given: ${shown(index)})`,
    )
  const { components } = card
  if (components !== undefined && !Array.isArray(components))
    return add(problems, `${path}.components`, `must be a list (given: ${shown(components)})`)
  checkComponents(own, components ?? [], `${path}.components`, problems)
}

function add(problems: Problems, field: string, message: string): undefined {
  problems.push({ field, message })
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'object')
    return value === null ? 'null' : Array.isArray(value) ? `a list of ${value.length}` : 'an object'
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value)
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
