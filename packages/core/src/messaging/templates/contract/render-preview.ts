import { isObject, listOf } from '@dawk/cloud-api/json.ts'
import type { TemplateButton, TemplateComponent } from '@dawk/cloud-api/template-types.ts'

type Json = Readonly<Record<string, unknown>>

/** What a recipient would see. A variable without a value stays as it is written. */
export interface TemplatePreview {
  header?: { format: string; text?: string; value?: unknown }
  body?: string
  footer?: string
  offer?: { text: string | null; expiresAt: string | null }
  buttons?: { type: string; text: string; url?: string; code?: string }[]
  cards?: TemplatePreview[]
}

/** Fills the components of a template with the `components` of a send; neither has to be whole. */
export function renderTemplatePreview(
  components: readonly TemplateComponent[],
  sent: readonly unknown[],
): TemplatePreview {
  const given = sent.filter(isObject)
  const part = (type: string) => components.find((component) => component.type.toUpperCase() === type)
  const parametersOf = (type: string) =>
    listOf(given.find((component) => String(component['type']).toLowerCase() === type)?.['parameters'])
  const [header, body, footer, buttons, offer, carousel] = [
    'HEADER',
    'BODY',
    'FOOTER',
    'BUTTONS',
    'LIMITED_TIME_OFFER',
    'CAROUSEL',
  ].map(part)
  return {
    ...(header && { header: renderHeader(header, parametersOf('header')) }),
    ...(body?.text !== undefined && { body: fill(body.text, parametersOf('body')) }),
    ...(footer?.text !== undefined && { footer: footer.text }),
    ...(offer && { offer: renderOffer(offer, parametersOf('limited_time_offer')) }),
    ...(buttons?.buttons && { buttons: buttons.buttons.map((button, index) => renderButton(button, index, given)) }),
    ...(carousel?.cards && { cards: renderCards(carousel.cards, given) }),
  }
}

function renderHeader({ format = 'TEXT', text }: TemplateComponent, parameters: readonly Json[]) {
  const kind = format.toLowerCase()
  if (kind === 'text') return { format, text: fill(text ?? '', parameters) }
  return { format, ...(parameters[0]?.[kind] !== undefined && { value: parameters[0][kind] }) }
}

function renderOffer({ limited_time_offer: offer }: TemplateComponent, [parameter]: readonly Json[]) {
  const end = isObject(parameter?.['limited_time_offer']) ? parameter['limited_time_offer']['expiration_time_ms'] : null
  const isInstant = typeof end === 'number' && Math.abs(end) <= 8.64e15
  return { text: offer?.text ?? null, expiresAt: isInstant ? new Date(end).toISOString() : null }
}

function renderButton({ type, text = '', url }: TemplateButton, index: number, given: readonly Json[]) {
  const own = given.find(
    (component) => String(component['type']).toLowerCase() === 'button' && Number(component['index']) === index,
  )
  const parameters = listOf(own?.['parameters'])
  const code = parameters[0]?.['coupon_code']
  return {
    type,
    text,
    ...(url !== undefined && { url: fill(url, parameters) }),
    ...(typeof code === 'string' && { code }),
  }
}

function renderCards(cards: NonNullable<TemplateComponent['cards']>, given: readonly Json[]): TemplatePreview[] {
  const sent = listOf(given.find((component) => String(component['type']).toLowerCase() === 'carousel')?.['cards'])
  return cards.map((card, index) => {
    const own = sent.find((one) => one['card_index'] === index)
    return renderTemplatePreview(card.components, Array.isArray(own?.['components']) ? own['components'] : [])
  })
}

/** Named parameters by their name, the others by their place. */
function fill(text: string, parameters: readonly Json[]): string {
  const values = new Map(
    parameters.map((parameter, index) => [String(parameter['parameter_name'] ?? index + 1), textOf(parameter)]),
  )
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values.get(name) ?? whole)
}

function textOf(parameter: Json): string | undefined {
  const value = parameter['text'] ?? parameter['payload']
  if (typeof value === 'string') return value
  const other = parameter['currency'] ?? parameter['date_time']
  return isObject(other) && typeof other['fallback_value'] === 'string' ? other['fallback_value'] : undefined
}
