import { type Findings, isAbsent, type Json, shown } from './findings.ts'

const nameMax = 512
const languageMax = 16
const componentTypes = [
  'header',
  'body',
  'button',
  'carousel',
  'limited_time_offer',
  'tap_target_configuration',
  'order_status',
]
const buttonsMax = 10
const cardsMax = 10

/** The outer shape alone: whether names, counts and kinds of the parameters fit is the template's own contract. */
export function checkTemplate(value: unknown, field: string, find: Findings): void {
  const template = find.object(value, field)
  if (!template) return
  find.text(template['name'], `${field}.name`, nameMax)
  const language = find.object(template['language'], `${field}.language`)
  if (language) {
    find.text(language['code'], `${field}.language.code`, languageMax)
    find.optionalOneOf(language['policy'], `${field}.language.policy`, ['deterministic'])
  }
  checkComponents(template['components'], `${field}.components`, find)
}

function checkComponents(value: unknown, field: string, find: Findings): void {
  if (isAbsent(value)) return
  for (const [index, entry] of find.list(value, field, 'components', 0, buttonsMax + componentTypes.length).entries()) {
    const component = find.object(entry, `${field}.${index}`)
    if (component) checkComponent(component, `${field}.${index}`, find)
  }
}

function checkComponent(component: Json, field: string, find: Findings): void {
  const { type: given } = component
  const type = find.oneOf(typeof given === 'string' ? given.toLowerCase() : given, `${field}.type`, componentTypes)
  if (type === 'carousel') checkCards(component['cards'], `${field}.cards`, find)
  if (type === 'button') checkButton(component, field, find)
  checkParameters(component['parameters'], `${field}.parameters`, find)
}

function checkButton({ sub_type: subType, index }: Json, field: string, find: Findings): void {
  find.text(subType, `${field}.sub_type`, 32)
  if (isAbsent(index)) find.addMissing(`${field}.index`)
  else if (!/^\d$/.test(String(index)))
    find.add(`${field}.index`, `must be 0 to ${buttonsMax - 1}, got ${shown(index)}`)
}

function checkCards(value: unknown, field: string, find: Findings): void {
  for (const [index, entry] of find.list(value, field, 'cards', 1, cardsMax).entries()) {
    const card = find.object(entry, `${field}.${index}`)
    if (card) checkComponents(card['components'], `${field}.${index}.components`, find)
  }
}

function checkParameters(value: unknown, field: string, find: Findings): void {
  if (isAbsent(value)) return
  for (const [index, entry] of find.list(value, field, 'parameters', 0, 100).entries()) {
    const parameter = find.object(entry, `${field}.${index}`)
    if (parameter) find.text(parameter['type'], `${field}.${index}.type`, 32)
  }
}
