import { isObject } from '../json.ts'
import { lengthOf } from '../text-length.ts'
import { checkButtons, isWithin, kindOf } from './button-rules.ts'
import { checkOffer } from './offer-rules.ts'
import { type Findings, type Json, shown, typeOf } from './problem.ts'
import {
  checkBodyText,
  checkPlain,
  checkSamples,
  checkVariables,
  readText,
  subcodes,
  variablesIn,
} from './text-rules.ts'

/** What the rules of one component depend on. */
export interface DraftFacts {
  category: string
  named: boolean
  /** Types of the components beside it, upper-case. */
  types: ReadonlySet<string>
}

type Check = (component: Json, facts: DraftFacts, at: Findings) => undefined

const manyVariables = 100
const mediaFormats = new Set(['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF'])

export const componentRules: Readonly<Record<string, Check>> = {
  HEADER: checkHeader,
  BODY: (component, facts, at) => checkBody(component, facts, at, facts.types.has('LIMITED_TIME_OFFER') ? 600 : 1024),
  FOOTER: checkFooter,
  BUTTONS: ({ buttons }, _facts, at) => checkButtons(buttons, at.at('buttons')),
  CAROUSEL: checkCarousel,
  LIMITED_TIME_OFFER: checkOffer,
  CALL_PERMISSION_REQUEST: () => undefined,
}

function checkHeader({ format, text, example }: Json, { category, named }: DraftFacts, at: Findings): undefined {
  const kind = String(format).toUpperCase()
  if (kind === 'TEXT') return checkHeaderText(text, example, named, at)
  if (mediaFormats.has(kind)) return checkHandle(example, kind, at)
  if (kind === 'LOCATION' && category === 'AUTHENTICATION')
    at.at('format').add('may not be LOCATION in an authentication template')
  if (kind !== 'LOCATION' && kind !== 'PRODUCT')
    at.at('format').add(
      `must be TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION or PRODUCT (given: ${shown(format)})`,
      subcodes.headerFormat,
    )
}

function checkHeaderText(value: unknown, example: unknown, named: boolean, at: Findings): undefined {
  const text = readText(value, at.at('text'), 60)
  if (text === null) return
  checkPlain(text, at.at('text'), subcodes.headerFormat, true)
  const names = checkVariables(text, at.at('text'), { named, max: 1 })
  checkSamples(example, { place: 'header_text', names, named }, at)
}

function checkHandle(example: unknown, kind: string, at: Findings): undefined {
  const handles = isObject(example) ? example['header_handle'] : undefined
  if (!Array.isArray(handles) || typeof handles[0] !== 'string' || handles[0] === '')
    at.at('example', 'header_handle').add(
      `is required: the handle of an uploaded sample (${kind.toLowerCase()})`,
      subcodes.missingField,
    )
}

function checkBody(component: Json, { category, named }: DraftFacts, at: Findings, max: number): undefined {
  if (category === 'AUTHENTICATION') {
    if (component['text'] !== undefined)
      at.at('text').add("is Meta's own in an authentication template: leave it out", subcodes.bodyFormat)
    return
  }
  const text = readText(component['text'], at.at('text'), max)
  if (text === null) return
  const names = checkVariables(text, at.at('text'), { named, max: manyVariables })
  checkBodyText(text, names, at.at('text'))
  checkSamples(component['example'], { place: 'body_text', names, named }, at)
}

function checkFooter(
  { text, code_expiration_minutes: minutes }: Json,
  { category }: DraftFacts,
  at: Findings,
): undefined {
  if (category === 'AUTHENTICATION') {
    if (!isWithin(minutes, 1, 90)) at.at('code_expiration_minutes').add(`must be 1 to 90 (given: ${shown(minutes)})`)
    return
  }
  const given = readText(text, at.at('text'), 60)
  if (given === null) return
  if (variablesIn(given).length > 0) at.at('text').add('may not have variables', subcodes.footerFormat)
  checkPlain(given, at.at('text'), subcodes.footerFormat, false)
}

function checkCarousel({ cards }: Json, facts: DraftFacts, at: Findings): undefined {
  const here = at.at('cards')
  if (facts.types.has('HEADER') || facts.types.has('FOOTER')) at.add('goes without a header and a footer beside it')
  if (!Array.isArray(cards) || cards.length < 2 || cards.length > 10)
    return here.add(
      `must list 2 to 10 cards (given: ${Array.isArray(cards) ? cards.length : shown(cards)})`,
      subcodes.missingField,
    )
  const shapes = cards.map((card, index) => checkCard(card, facts, here.at(index)))
  if (new Set(shapes).size > 1) here.add('must all have the same components: header format, body, kinds of buttons')
}

/** Returns the card's shape, to be compared with its neighbours'. */
function checkCard(card: unknown, { category, named }: DraftFacts, at: Findings): string {
  const list = isObject(card) && Array.isArray(card['components']) ? card['components'].filter(isObject) : []
  if (list.length === 0) at.at('components').add('is required', subcodes.missingField)
  const types = new Set(list.map(typeOf))
  const facts = { category, named, types }
  for (const needed of ['HEADER', 'BUTTONS'])
    if (!types.has(needed)) at.at('components').add(`lacks a ${needed}`, subcodes.missingField)
  return list.map((component, index) => checkCardPart(component, facts, at.at('components', index))).join(' ')
}

function checkCardPart(component: Json, facts: DraftFacts, at: Findings): string {
  const type = typeOf(component)
  if (type === 'HEADER') {
    const format = String(component['format']).toUpperCase()
    if (format === 'IMAGE' || format === 'VIDEO') checkHandle(component['example'], format, at)
    else if (format !== 'PRODUCT')
      at.at('format').add(`must be IMAGE, VIDEO or PRODUCT in a card (given: ${shown(component['format'])})`)
    return `HEADER:${format}`
  }
  if (type === 'BODY') {
    checkBody(component, facts, at, 160)
    return type
  }
  if (type !== 'BUTTONS') {
    at.at('type').add(`must be HEADER, BODY or BUTTONS in a card (given: ${shown(component['type'])})`)
    return type
  }
  checkButtons(component['buttons'], at.at('buttons'), { max: 2 })
  const buttons = Array.isArray(component['buttons']) ? component['buttons'].slice(0, buttonsRead).filter(isObject) : []
  return `BUTTONS:${buttons.map(kindOf)}`
}

/** What a template has to be as a whole, beyond its parts. */
export function checkWhole(components: readonly Json[], { category, types }: DraftFacts, at: Findings): undefined {
  for (const type of types) {
    const count = components.filter((component) => typeOf(component) === type).length
    if (count > 1) at.add(`may have one ${type} (given: ${count})`)
  }
  if (!types.has('BODY')) at.add('lacks a BODY', subcodes.missingField)
  const buttons = components.flatMap(buttonsOf).map(kindOf)
  if (category === 'AUTHENTICATION') return checkAuthentication(types, buttons, at)
  if (buttons.includes('OTP')) at.add('may have an OTP button only in an authentication template')
  const [body] = components.filter((component) => typeOf(component) === 'BODY')
  if (buttons.includes('SPM') && typeof body?.['text'] === 'string' && lengthOf(body['text']) > 160)
    at.add('a body beside an SPM button has at most 160 characters', subcodes.tooLong)
}

function checkAuthentication(types: ReadonlySet<string>, buttons: readonly string[], at: Findings): undefined {
  const surplus = [...types].filter((type) => !['BODY', 'FOOTER', 'BUTTONS'].includes(type))
  if (surplus.length > 0) at.add(`an authentication template has no ${surplus.join(', ')}`)
  if (buttons.length !== 1 || buttons[0] !== 'OTP')
    at.add('an authentication template has one button, of type OTP', subcodes.buttonLayout)
}

/** Longer lists have been reported before. */
const buttonsRead = 20

const buttonsOf = (component: Json): Json[] =>
  typeOf(component) === 'BUTTONS' && Array.isArray(component['buttons'])
    ? component['buttons'].slice(0, buttonsRead).filter(isObject)
    : []
