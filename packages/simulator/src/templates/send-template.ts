import type { SimulatorContext } from '../context.ts'
import { sendError } from '../graph-error.ts'
import { asArray, asObject, asText, type Json } from '../json.ts'
import type { Button, Component, Template } from './template.ts'

/** What the recipient sees of a template message, or of one card of it. */
interface RenderedPart {
  header?: Json
  body?: string
  footer?: string
  buttons?: { type: string; text: string; url?: string; payload?: string }[]
}

export interface RenderedTemplate extends RenderedPart {
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
  refuseSurplus(template.components, components)
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

/** A component that the template has not, or a button past its last. */
function refuseSurplus(parts: readonly Component[], sent: readonly Json[]): void {
  const types = new Set(parts.map(({ type }) => type))
  const buttons = parts.find(({ type }) => type === 'BUTTONS')?.buttons ?? []
  for (const component of sent) {
    const type = lower(component['type']).toUpperCase()
    const count = asArray(component['parameters']).length
    if (type === 'BUTTON') {
      const index = Number(component['index'])
      const button = buttons[index]
      if (!button)
        throw sendError(132018, `buttons: There is no button at index ${asText(component['index']) ?? 'null'}`)
      const wanted = button.type === 'URL' ? 'url' : button.type.toLowerCase()
      if (lower(component['sub_type']) !== wanted)
        throw sendError(
          132012,
          `buttons: Button at index ${index} of type ${wanted} does not match sub_type ${lower(component['sub_type'])}`,
        )
    } else if (type !== 'TAP_TARGET_CONFIGURATION' && !types.has(type) && (count > 0 || type === 'CAROUSEL'))
      throw sendError(
        132000,
        `${type.toLowerCase()}: number of localizable_params (${count}) does not match the expected number of params (0)`,
      )
  }
}

function renderPart(parts: readonly Component[], sent: readonly Json[], named: boolean): RenderedPart {
  const parameters = (type: string) =>
    asArray(sent.find((component) => lower(component['type']) === type)?.['parameters']).map(asObject)
  const part = (type: string) => parts.find((component) => component.type === type)
  const header = part('HEADER')
  const body = part('BODY')
  const footer = part('FOOTER')?.text
  const buttons = part('BUTTONS')?.buttons
  return {
    ...(header ? { header: renderHeader(header, parameters('header'), named) } : {}),
    ...(body ? { body: fillText('body', body.text ?? '', parameters('body'), named) } : {}),
    ...(footer ? { footer } : {}),
    ...(buttons ? { buttons: buttons.map((button, index) => renderButton(button, index, sent)) } : {}),
  }
}

function renderHeader(header: Component, parameters: Json[], named: boolean): Json {
  const format = header.format ?? 'TEXT'
  if (format === 'TEXT') return { type: 'text', text: fillText('header', header.text ?? '', parameters, named) }
  const received = asText(parameters[0]?.['type'])?.toUpperCase() ?? 'UNKNOWN'
  if (received !== format || parameters.length !== 1) throw formatMismatch(format, received)
  const kind = format.toLowerCase()
  const given = asObject(parameters[0]?.[kind])
  if (!isWholeHeader(kind, given)) throw formatMismatch(format, 'UNKNOWN')
  return { type: kind, [kind]: given }
}

const formatMismatch = (expected: string, received: string) =>
  sendError(132012, `header: Format mismatch, expected ${expected}, received ${received}`)

function isWholeHeader(kind: string, given: Json): boolean {
  if (kind === 'location') return given['latitude'] !== undefined && given['longitude'] !== undefined
  if (kind === 'product') return typeof given['product_retailer_id'] === 'string'
  return given['id'] !== undefined || given['link'] !== undefined
}

function renderButton(button: Button, index: number, sent: readonly Json[]) {
  const component = sent.find(
    (candidate) => lower(candidate['type']) === 'button' && Number(candidate['index']) === index,
  )
  const parameters = asArray(component?.['parameters']).map(asObject)
  const shown = { type: lower(button.type), text: button.text }
  if (button.type === 'URL')
    return { ...shown, url: fillText(`button at index ${index} of type Url`, button.url ?? '', parameters, false) }
  if (button.type === 'COPY_CODE') return { ...shown, payload: readCoupon(parameters, index) }
  const payload = asText(parameters[0]?.['payload'])
  if (payload !== undefined && payload.length > 256)
    throw sendError(132018, `button at index ${index}: payload is too long`)
  return { ...shown, ...(payload === undefined ? {} : { payload }) }
}

function readCoupon(parameters: readonly Json[], index: number): string {
  const [parameter] = parameters
  if (!parameter) throw sendError(131008, `buttons: Button at index ${index} of type copy_code requires a parameter`)
  const code = parameter['coupon_code']
  if (parameter['type'] !== 'coupon_code' || typeof code !== 'string')
    throw sendError(132012, `buttons: Format mismatch at index ${index}, expected COUPON_CODE`)
  if (!/^[A-Za-z0-9]{1,20}$/.test(code))
    throw sendError(132018, `buttons: Coupon code at index ${index} must be 1 to 20 letters and digits`)
  return code
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
      refuseSurplus(parts, components)
      return renderPart(parts, components, named)
    }),
  }
}

function fillText(where: string, text: string, parameters: readonly Json[], named: boolean): string {
  const names = [...new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1] ?? ''))]
  if (names.length !== parameters.length)
    throw sendError(
      132000,
      `${where}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`,
    )
  if (names.length === 0) return text
  const values = new Map(
    parameters.map((parameter, index) => [
      parameterName(where, parameter, index, named),
      parameterText(where, parameter),
    ]),
  )
  const absent = names.find((name) => !values.has(name))
  if (absent !== undefined) throw sendError(132000, `${where}: parameter name ${absent} is missing`)
  const filled = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values.get(name) ?? '')
  if (where === 'body' && filled.length > 1024) throw sendError(132005)
  if (where === 'header' && filled.length > 60) throw sendError(132005)
  return filled
}

function parameterName(where: string, parameter: Json, index: number, named: boolean): string {
  const name = parameter['parameter_name']
  if (!named) {
    if (name === undefined) return String(index + 1)
    throw sendError(132012, `${where}: Unexpected parameter name ${String(name)}`)
  }
  if (typeof name !== 'string') throw sendError(132012, `${where}: Parameter name is missing or empty`)
  return name
}

function parameterText(where: string, parameter: Json): string {
  const isBody = where === 'body'
  switch (parameter['type']) {
    case 'text':
      return cleanText(where, parameter['text'])
    case 'currency':
      if (isBody) return cleanText(where, asObject(parameter['currency'])['fallback_value'])
      break
    case 'date_time':
      if (isBody) return cleanText(where, asObject(parameter['date_time'])['fallback_value'])
      break
  }
  throw sendError(
    132012,
    `${where}: Format mismatch, expected TEXT, received ${String(parameter['type']).toUpperCase()}`,
  )
}

function cleanText(where: string, value: unknown): string {
  if (typeof value !== 'string' || value === '')
    throw sendError(131008, `${where}: Parameter of type text is missing text value`)
  if (/[\n\r\t]| {5,}/.test(value)) throw sendError(132018)
  return value
}

const lower = (value: unknown) => String(value).toLowerCase()
