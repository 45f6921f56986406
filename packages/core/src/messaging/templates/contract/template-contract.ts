import type { TemplateComponent } from '@dawk/cloud-api/template-types.ts'
import {
  type ButtonSlot,
  type HeaderSlot,
  readTemplateSlots,
  type TemplateSlots,
  type TextSlot,
} from './template-slots.ts'

type Schema = Readonly<Record<string, unknown>>

/**
 * What a template takes, as JSON Schema (2020-12) of its parameters:
 * `{header?, body?, buttons?: {"<index>": …}, limited_time_offer?, cards?: [{header?, body?, buttons?}]}`. Positional
 * variables are a list, named ones an object. `x-slots` says the same in the form that the checks read.
 */
export interface TemplateContract extends Schema {
  readonly 'x-slots': TemplateSlots
}

/** @param format `NAMED` or `POSITIONAL` */
export function templateContract(components: readonly TemplateComponent[], format: string): TemplateContract {
  const slots = readTemplateSlots(components, format.toUpperCase() === 'NAMED')
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...toSchema(slots), 'x-slots': slots }
}

function toSchema({ header, body, buttons, expires, carousel }: TemplateSlots): Schema {
  const properties: Record<string, Schema> = {
    ...(header && { header: toHeader(header) }),
    ...(body && { body: toValues(body) }),
    ...(buttons.length > 0 && { buttons: toButtons(buttons) }),
    ...(expires && { limited_time_offer: offer }),
    ...(carousel && { cards: toCards(carousel) }),
  }
  const optional = buttons.some(({ required }) => required) ? [] : ['buttons']
  return object(
    properties,
    Object.keys(properties).filter((name) => !optional.includes(name)),
  )
}

const object = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = Object.keys(properties),
): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

const text = (maxLength: number): Schema => ({
  type: 'string',
  minLength: 1,
  maxLength,
  description: 'a text without newlines, tabs, or more than four spaces in a row',
  pattern: '^(?!.*( {5,}))[^\\n\\r\\t]+$',
})

const fallback = { type: 'string', minLength: 1 }
/** Bodies take two more kinds of value than a text. */
const bodyValue = (maxLength: number): Schema => ({
  anyOf: [
    text(maxLength),
    object({
      currency: object({
        fallback_value: fallback,
        code: { type: 'string', pattern: '^[A-Z]{3}$' },
        amount_1000: { type: 'integer' },
      }),
    }),
    object({ date_time: object({ fallback_value: fallback }) }),
  ],
})

function toValues({ variables, named, maxLength }: TextSlot, value = bodyValue(maxLength)): Schema {
  if (named) return object(Object.fromEntries(variables.map((name) => [name, value])))
  const count = variables.length
  return { type: 'array', prefixItems: variables.map(() => value), items: false, minItems: count, maxItems: count }
}

const media = (...more: string[]): Schema => ({
  type: 'object',
  properties: Object.fromEntries(['id', 'link', ...more].map((name) => [name, { type: 'string', minLength: 1 }])),
  oneOf: [{ required: ['id'] }, { required: ['link'] }],
  additionalProperties: false,
})

const degrees = (max: number): Schema => ({
  anyOf: [
    { type: 'number', minimum: -max, maximum: max },
    { type: 'string', minLength: 1 },
  ],
})

const location = object(
  { latitude: degrees(90), longitude: degrees(180), name: { type: 'string' }, address: { type: 'string' } },
  ['latitude', 'longitude'],
)
const product = object({
  product_retailer_id: { type: 'string', minLength: 1 },
  catalog_id: { type: 'string', minLength: 1 },
})
const offer = object({ expiration_time_ms: { type: 'integer', minimum: 0 } })

function toHeader(slot: HeaderSlot): Schema {
  switch (slot.kind) {
    case 'text':
      return toValues(slot, text(slot.maxLength))
    case 'location':
      return location
    case 'product':
      return product
    case 'document':
      return media('filename')
    default:
      return media()
  }
}

function toButtons(buttons: readonly ButtonSlot[]): Schema {
  return object(
    Object.fromEntries(buttons.map((button) => [String(button.index), toButton(button)])),
    buttons.filter(({ required }) => required).map(({ index }) => String(index)),
  )
}

function toButton({ kind, maxLength }: ButtonSlot): Schema {
  switch (kind) {
    case 'url':
    case 'quick_reply':
    case 'voice_call':
      return { type: 'string', minLength: 1, maxLength }
    case 'copy_code':
      return {
        type: 'string',
        pattern: `^[A-Za-z0-9]{1,${maxLength}}$`,
        description: `1 to ${maxLength} letters and digits`,
      }
    case 'flow':
      return object({ flow_token: { type: 'string' }, flow_action_data: { type: 'object' } }, [])
    case 'catalog':
      return object({ thumbnail_product_retailer_id: { type: 'string' } }, [])
    case 'mpm':
      return object({
        thumbnail_product_retailer_id: { type: 'string', minLength: 1 },
        sections: { type: 'array', minItems: 1, maxItems: 10 },
      })
    case 'order_details':
      return { type: 'object' }
  }
}

function toCards({ cards, isProduct }: NonNullable<TemplateSlots['carousel']>): Schema {
  if (isProduct) return { type: 'array', items: cards[0] ? toSchema(cards[0]) : {}, minItems: 2, maxItems: 10 }
  return {
    type: 'array',
    prefixItems: cards.map(toSchema),
    items: false,
    minItems: cards.length,
    maxItems: cards.length,
  }
}
