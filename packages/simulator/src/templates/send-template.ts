import type { SimulatorContext } from '../context.ts'
import { sendError } from '../graph-error.ts'
import { asArray, asObject, type Json } from '../json.ts'
import { type RenderedPart, rejectSurplus, renderPart } from './render-part.ts'
import type { Template } from './template.ts'

interface RenderedTemplate extends RenderedPart {
  offer?: { text?: string | undefined; expiresAt?: number | undefined }
  cards?: RenderedPart[]
}

export interface TemplateSend {
  template: Template
  rendered: RenderedTemplate
}

/** Compares a template send with the template itself, in Meta's order of complaints, and fills its text in. */
export function checkTemplateSend(
  ctx: Pick<SimulatorContext, 'templates' | 'reviews'>,
  wabaId: string,
  content: Json,
): TemplateSend {
  const template = requireSendable(ctx, wabaId, String(content['name']), String(asObject(content['language'])['code']))
  const named = template.parameter_format === 'NAMED'
  const components = asArray(content['components']).map(asObject)
  rejectSurplus(template.components, components)
  const part = renderPart(template.components, components, named)
  return { template, rendered: { ...part, ...renderOffer(template, components), ...renderCards(template, components) } }
}

function requireSendable(
  { templates, reviews }: Pick<SimulatorContext, 'templates' | 'reviews'>,
  wabaId: string,
  name: string,
  language: string,
): Template {
  const template = templates.find(wabaId, name, language)
  if (template) reviews.endPause(template)
  if (template?.status === 'PAUSED') throw sendError(132015)
  if (template?.status === 'DISABLED') throw sendError(132016)
  if (template?.status !== 'APPROVED') throw sendError(132001, `template name (${name}) does not exist in ${language}`)
  return template
}

function renderOffer(template: Template, sent: readonly Json[]): Pick<RenderedTemplate, 'offer'> {
  const offer = template.components.find(({ type }) => type === 'LIMITED_TIME_OFFER')?.limited_time_offer
  if (!offer) return {}
  if (offer.has_expiration !== true) return { offer: { text: offer.text } }
  const given = sent.find((component) => lower(component['type']) === 'limited_time_offer')
  const [parameter] = asArray(given?.['parameters']).map(asObject)
  const expiresAt = asObject(parameter?.['limited_time_offer'])['expiration_time_ms']
  if (typeof expiresAt !== 'number') throw sendError(131008, 'limited_time_offer: expiration_time_ms is required')
  return { offer: { text: offer.text, expiresAt } }
}

function renderCards(template: Template, sent: readonly Json[]): Pick<RenderedTemplate, 'cards'> {
  const cards = template.components.find(({ type }) => type === 'CAROUSEL')?.cards
  if (!cards) return {}
  const given = asArray(sent.find((component) => lower(component['type']) === 'carousel')?.['cards']).map(asObject)
  const isProduct = cards.some(({ components }) => components.some(({ format }) => format === 'PRODUCT'))
  const fits = isProduct ? given.length >= 2 && given.length <= 10 : given.length === cards.length
  if (!fits)
    throw sendError(
      132000,
      `carousel: number of cards (${given.length}) does not match the expected number of cards (${cards.length})`,
    )
  const named = template.parameter_format === 'NAMED'
  return {
    cards: given.map((card, place) => {
      const index = card['card_index']
      if (typeof index !== 'number' || given.filter((other) => other['card_index'] === index).length > 1)
        throw sendError(132012, `carousel: card_index of card ${place} is missing or not unique`)
      const parts = cards[isProduct ? 0 : index]?.components
      if (!parts) throw sendError(132012, `carousel: There is no card ${index}`)
      const components = asArray(card['components']).map(asObject)
      rejectSurplus(parts, components)
      return renderPart(parts, components, named)
    }),
  }
}

const lower = (value: unknown) => String(value).toLowerCase()
