import { isObject } from '@dawk/cloud-api/json.ts'
import { lengthOf } from '@dawk/cloud-api/text-length.ts'
import type { ButtonSlot } from '../contract/template-slots.ts'
import { add, type Json, kindOf, notPlain, type Problems, parametersOf, type Sent, shown } from './sent.ts'

export function checkButtons(
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
    if (required && !filled.has(index)) addMissing(problems, path, { index, kind })
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
  if (slot.required) addMissing(problems, `${path}.parameters`, slot)
}

/** Meta speaks of parameters that are missing, and of values that are not valid where the value is an object. */
const missingAnswers: Readonly<Record<ButtonSlot['kind'], { code: number; name: string }>> = {
  url: { code: 131008, name: 'Url' },
  copy_code: { code: 131008, name: 'copy_code' },
  quick_reply: { code: 131008, name: 'quick_reply' },
  voice_call: { code: 131008, name: 'voice_call' },
  catalog: { code: 131009, name: 'Catalog' },
  flow: { code: 131009, name: 'Flow' },
  mpm: { code: 131009, name: 'Mpm' },
  order_details: { code: 131009, name: 'order_details' },
}

function addMissing(problems: Problems, path: string, { index, kind }: Pick<ButtonSlot, 'index' | 'kind'>): undefined {
  const { code, name } = missingAnswers[kind]
  const words = `buttons: Button at index ${index} of type ${name} requires a parameter`
  add(problems, path, `lacks the parameter of button ${index} (${kind})`, { code, words })
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

  if (kindOf(parameter) !== name)
    return add(problems, `${path}.type`, `must be ${name} (given: ${shown(parameter['type'])})`)
  const value = parameter[name]
  if (typeof value !== 'string' || value === '')
    return add(problems, `${path}.${name}`, `must be a text that is not empty (given: ${shown(value)})`)
  if (value.length > maxLength)
    add(problems, `${path}.${name}`, `must have at most ${maxLength} characters (given: ${value.length})`)
  if (kind === 'copy_code' && !/^[A-Za-z0-9]+$/.test(value))
    add(problems, `${path}.${name}`, `must be letters and digits (given: ${shown(value)})`)
  if (kind === 'url' && /[\n\r\t]| {5,}/.test(value))
    add(
      problems,
      `${path}.${name}`,
      `may not have newlines, tabs, or more than four spaces in a row (given: ${shown(value)})`,
      notPlain,
    )
}

function checkAction(kind: ButtonSlot['kind'], parameter: Json, path: string, problems: Problems): undefined {
  if (kindOf(parameter) !== 'action' && kind !== 'order_details')
    return add(problems, `${path}.type`, `must be action (given: ${shown(parameter['type'])})`)
  const { action } = parameter
  if (!isObject(action)) return add(problems, `${path}.action`, `is required (given: ${shown(action)})`)
  if (kind === 'mpm') checkSections(action['sections'], `${path}.action.sections`, problems)
}

const sectionsMax = 10
const productsMax = 30
const titleMax = 24

/** The products that a multi-product button shows. */
function checkSections(sections: unknown, path: string, problems: Problems): undefined {
  if (!Array.isArray(sections) || sections.length < 1 || sections.length > sectionsMax)
    return add(problems, path, `must list 1 to ${sectionsMax} sections (given: ${shown(sections)})`)
  let products = 0
  for (const [index, section] of sections.entries()) {
    const { title, product_items: items } = isObject(section) ? section : {}
    if (sections.length > 1 || title !== undefined) checkTitle(title, `${path}.${index}.title`, problems)
    if (Array.isArray(items) && items.length > 0 && items.every(isProduct)) products += items.length
    else
      add(
        problems,
        `${path}.${index}.product_items`,
        `must list products by product_retailer_id (given: ${shown(items)})`,
      )
  }
  if (products > productsMax)
    add(problems, path, `must list at most ${productsMax} products in all (given: ${products})`)
}

function checkTitle(title: unknown, path: string, problems: Problems): undefined {
  const length = typeof title === 'string' ? lengthOf(title) : 0
  if (length < 1 || length > titleMax)
    add(problems, path, `must have 1 to ${titleMax} characters (given: ${length > 0 ? length : shown(title)})`)
}

const isProduct = (item: unknown) =>
  isObject(item) && typeof item['product_retailer_id'] === 'string' && item['product_retailer_id'] !== ''
