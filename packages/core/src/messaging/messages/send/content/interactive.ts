import { type Check, type Findings, isAbsent, type Json } from './findings.ts'
import { actions } from './interactive-actions.ts'
import { checkCarousel } from './interactive-carousel.ts'
import { checkMediaHeader, type MediaKind } from './media.ts'

const footerMax = 60
const headerMax = 60
const bodyMax = 1024
const listBodyMax = 4096

interface Layout {
  /** Kinds of header that may stand above; none: there is no header. */
  headers: readonly string[]
  headerRequired?: true
  bodyMax?: number
  bodyOptional?: true
  noFooter?: true
  /** Null: there is no action, or its shape is not published. */
  action: Check | null
}

const media = ['text', 'image', 'video', 'document']

const layouts: Record<string, Layout> = {
  button: { headers: media, action: actions.button },
  list: { headers: ['text'], bodyMax: listBodyMax, action: actions.list },
  cta_url: { headers: media, action: actions.ctaUrl },
  location_request_message: { headers: [], action: actions.locationRequest },
  address_message: { headers: media, action: actions.address },
  flow: { headers: media, action: actions.flow },
  product: { headers: [], bodyOptional: true, action: actions.product },
  product_list: { headers: ['text'], headerRequired: true, action: actions.productList },
  catalog_message: { headers: [], action: actions.catalog },
  carousel: { headers: [], noFooter: true, action: checkCarousel },
  call_permission_request: { headers: [], action: actions.callPermission },
  voice_call: { headers: media, action: actions.voiceCall },
  request_contact_info: { headers: [], action: null },
  order_details: { headers: media, action: null },
  order_status: { headers: [], action: null },
}
const kinds = Object.keys(layouts)

export function checkInteractive(value: unknown, field: string, find: Findings): void {
  const interactive = find.object(value, field)
  if (!interactive) return
  const kind = find.oneOf(interactive['type'], `${field}.type`, kinds)
  const layout = kind === null ? undefined : layouts[kind]
  if (!kind || !layout) return
  checkHeader(interactive['header'], `${field}.header`, kind, layout, find)
  checkBody(interactive['body'], `${field}.body`, layout, find)
  checkFooter(interactive['footer'], `${field}.footer`, layout, find)
  layout.action?.(interactive['action'], `${field}.action`, find)
}

function checkHeader(value: unknown, field: string, kind: string, layout: Layout, find: Findings): void {
  if (isAbsent(value)) {
    if (layout.headerRequired) find.addMissing(field)
    return
  }
  if (layout.headers.length === 0) {
    find.add(field, `must be left out: a message of type ${kind} has no header`)
    return
  }
  const header = find.object(value, field)
  const headerKind = header && find.oneOf(header['type'], `${field}.type`, layout.headers)
  if (!header || headerKind === null) return
  if (headerKind === 'text') find.text(header['text'], `${field}.text`, headerMax)
  else checkMediaHeader(headerKind as MediaKind, header[headerKind], `${field}.${headerKind}`, find)
}

function checkBody(value: unknown, field: string, layout: Layout, find: Findings): void {
  if (isAbsent(value) && layout.bodyOptional) return
  checkTextPart(value, field, layout.bodyMax ?? bodyMax, find)
}

function checkFooter(value: unknown, field: string, { noFooter }: Layout, find: Findings): void {
  if (isAbsent(value)) return
  if (noFooter) find.add(field, 'must be left out: a carousel has no footer')
  else checkTextPart(value, field, footerMax, find)
}

function checkTextPart(value: unknown, field: string, max: number, find: Findings): void {
  const part: Json | null = find.object(value, field)
  if (part) find.text(part['text'], `${field}.text`, max)
}
