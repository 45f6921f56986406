import { isObject } from '@dawk/cloud-api/json.ts'
import type { TemplateContract } from './template-contract.ts'
import type { ButtonSlot, HeaderSlot, TemplateSlots, TextSlot } from './template-slots.ts'

type Json = Readonly<Record<string, unknown>>

/** Values for a template, of the shape that its contract describes. */
export interface TemplateParameters {
  readonly header?: unknown
  readonly body?: unknown
  readonly buttons?: Readonly<Record<string, unknown>>
  readonly limited_time_offer?: unknown
  readonly cards?: readonly TemplateParameters[]
}

/**
 * The `components` of Meta's send from values that the contract describes. What is absent is left out, and what does not
 * fit is passed on: `checkTemplateSend` says what is wrong with it.
 */
export function toTemplateComponents(contract: TemplateContract, parameters: TemplateParameters): Json[] {
  return fill(contract['x-slots'], parameters)
}

function fill(
  slots: TemplateSlots,
  { header, body, buttons, limited_time_offer: offer, cards }: TemplateParameters,
): Json[] {
  return [
    ...(slots.header && header !== undefined ? [{ type: 'header', parameters: toHeader(slots.header, header) }] : []),
    ...(slots.body && body !== undefined ? [{ type: 'body', parameters: toTexts(slots.body, body) }] : []),
    ...(offer === undefined
      ? []
      : [{ type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer: offer }] }]),
    ...slots.buttons.flatMap((button) => toButton(button, buttons?.[String(button.index)])),
    ...(slots.carousel && cards
      ? [{ type: 'carousel', cards: cards.map((card, index) => toCard(slots, card, index)) }]
      : []),
  ]
}

function toCard({ carousel }: TemplateSlots, card: TemplateParameters, index: number): Json {
  const slots = carousel?.cards[carousel.isProduct ? 0 : index]
  return { card_index: index, components: slots ? fill(slots, card) : [] }
}

function toHeader(slot: HeaderSlot, value: unknown): Json[] {
  return slot.kind === 'text' ? toTexts(slot, value) : [{ type: slot.kind, [slot.kind]: value }]
}

function toTexts({ named, variables }: TextSlot, values: unknown): Json[] {
  if (Array.isArray(values)) return values.map(toText)
  if (!named || !isObject(values)) return [toText(values)]
  const known = variables.filter((name) => values[name] !== undefined)
  const surplus = Object.keys(values).filter((name) => !variables.includes(name))
  return [...known, ...surplus].map((name) => ({ ...toText(values[name]), parameter_name: name }))
}

function toText(value: unknown): Json {
  if (!isObject(value)) return { type: 'text', text: value }
  const [kind] = Object.keys(value)
  return kind === 'currency' || kind === 'date_time'
    ? { type: kind, [kind]: value[kind] }
    : { type: 'text', text: value }
}

function toButton({ kind, index }: ButtonSlot, value: unknown): Json[] {
  if (value === undefined) return []
  const parameter: Readonly<Record<ButtonSlot['kind'], Json>> = {
    url: { type: 'text', text: value },
    quick_reply: { type: 'payload', payload: value },
    voice_call: { type: 'payload', payload: value },
    copy_code: { type: 'coupon_code', coupon_code: value },
    flow: { type: 'action', action: value },
    catalog: { type: 'action', action: value },
    mpm: { type: 'action', action: value },
    order_details: { type: 'action', action: value },
  }
  return [{ type: 'button', sub_type: kind, index: String(index), parameters: [parameter[kind]] }]
}
