import { listOf } from '@dawk/cloud-api/json.ts'
import type { TemplateButton, TemplateComponent } from '@dawk/cloud-api/template-types.ts'

/** Text with variables, in the order in which they are given when sending. */
export interface TextSlot {
  text: string
  /** `1` to `n`, or names. */
  variables: readonly string[]
  named: boolean
  /** Of the text with its values filled in. */
  maxLength: number
}

export type HeaderSlot =
  | ({ kind: 'text' } & TextSlot)
  | { kind: 'image' | 'video' | 'document' | 'gif' | 'location' | 'product' }

type ButtonKind = 'url' | 'copy_code' | 'quick_reply' | 'flow' | 'catalog' | 'mpm' | 'voice_call' | 'order_details'

export interface ButtonSlot {
  /** Place in the template's list of buttons, from 0. */
  index: number
  kind: ButtonKind
  required: boolean
  maxLength: number
}

/** The places that a send fills; a place that is not here takes nothing. */
export interface TemplateSlots {
  header: HeaderSlot | null
  body: TextSlot | null
  buttons: readonly ButtonSlot[]
  /** The offer's end has to be given. */
  expires: boolean
  carousel: CarouselSlots | null
}

interface CarouselSlots {
  /** Product cards are chosen when sending, all of the first card's shape; of others each has its place. */
  isProduct: boolean
  cards: readonly TemplateSlots[]
}

/** A body that is alone in its template may be a short book. */
const longest = { header: 60, body: 1024, bodyAlone: 32_768, payload: 256, otp: 15, coupon: 20, url: 2000 }

/** What a template wants to be given, read from its components as Meta shows them; a kind not known here takes nothing. */
export function readTemplateSlots(components: readonly TemplateComponent[], named: boolean): TemplateSlots {
  const part = (type: string) => components.find((component) => String(component.type).toUpperCase() === type)
  const body = part('BODY')
  const header = part('HEADER')
  return {
    header: header ? readHeader(header, named) : null,
    body: body ? withVariables(body.text, named, components.length === 1 ? longest.bodyAlone : longest.body) : null,
    buttons: listOf<TemplateButton>(part('BUTTONS')?.buttons).flatMap(readButton),
    expires: part('LIMITED_TIME_OFFER')?.limited_time_offer?.has_expiration === true,
    carousel: readCarousel(part('CAROUSEL'), named),
  }
}

function readHeader({ format, text }: TemplateComponent, named: boolean): HeaderSlot | null {
  const kind = String(format).toLowerCase()
  switch (kind) {
    case 'text': {
      const slot = withVariables(text, named, longest.header)
      return slot && { kind, ...slot }
    }
    case 'image':
    case 'video':
    case 'document':
    case 'gif':
    case 'location':
    case 'product':
      return { kind }
    default:
      return null
  }
}

/** Null: a text without variables takes nothing. */
function withVariables(text: unknown, named: boolean, maxLength: number): TextSlot | null {
  if (typeof text !== 'string') return null
  const names = [...new Set(Array.from(text.matchAll(/\{\{\s*(\w+)\s*\}\}/g), (match) => match[1] ?? ''))]
  if (names.length === 0) return null
  return { text, named, maxLength, variables: named ? names : names.toSorted((a, b) => Number(a) - Number(b)) }
}

/** Which buttons take a parameter, by their type in the template. */
const buttonKinds: Readonly<Record<string, Omit<ButtonSlot, 'index'>>> = {
  QUICK_REPLY: { kind: 'quick_reply', required: false, maxLength: longest.payload },
  COPY_CODE: { kind: 'copy_code', required: true, maxLength: longest.coupon },
  OTP: { kind: 'url', required: true, maxLength: longest.otp },
  FLOW: { kind: 'flow', required: true, maxLength: 0 },
  CATALOG: { kind: 'catalog', required: false, maxLength: 0 },
  MPM: { kind: 'mpm', required: true, maxLength: 0 },
  VOICE_CALL: { kind: 'voice_call', required: false, maxLength: longest.payload },
  ORDER_DETAILS: { kind: 'order_details', required: true, maxLength: 0 },
}

function readButton(button: TemplateButton, index: number): ButtonSlot[] {
  const type = String(button?.type).toUpperCase()
  if (type === 'URL') return readUrl(button.url, index)
  const slot = Object.hasOwn(buttonKinds, type) ? buttonKinds[type] : undefined
  return slot ? [{ index, ...slot }] : []
}

/** The OTP button is shown as the link that copies the code. */
function readUrl(url: unknown, index: number): ButtonSlot[] {
  if (typeof url !== 'string' || !url.includes('{{')) return []
  const isOtp = url.startsWith('https://www.whatsapp.com/otp/')
  return [{ index, kind: 'url', required: true, maxLength: isOtp ? longest.otp : longest.url }]
}

function readCarousel(carousel: TemplateComponent | undefined, named: boolean): CarouselSlots | null {
  if (!carousel) return null
  const cards = listOf<{ components?: unknown }>(carousel.cards).map((card) =>
    readTemplateSlots(listOf<TemplateComponent>(card?.components), named),
  )
  return { cards, isProduct: cards.some(({ header }) => header?.kind === 'product') }
}
