import { invalid, missing } from '../graph-error.ts'
import type { Json } from '../json.ts'
import {
  checkAddress,
  checkButtons,
  checkCarousel,
  checkCatalog,
  checkCtaUrl,
  checkFlow,
  checkList,
  checkProduct,
  checkProductList,
  checkVoiceCall,
  named,
} from './interactive-actions.ts'
import { requireObject, requireText } from './limits.ts'
import { checkMedia } from './media.ts'

interface InteractiveRule {
  headers: readonly string[]
  noFooter?: true
  headerRequired?: true
  bodyMax: number
  bodyOptional?: true
  action(action: Json): void
}

const media = ['text', 'image', 'video', 'document']

const rules: Record<string, InteractiveRule> = {
  button: { headers: media, bodyMax: 1024, action: checkButtons },
  list: { headers: ['text'], bodyMax: 4096, action: checkList },
  cta_url: { headers: media, bodyMax: 1024, action: checkCtaUrl },
  location_request_message: { headers: [], bodyMax: 1024, action: named('send_location') },
  address_message: { headers: media, bodyMax: 1024, action: checkAddress },
  flow: { headers: media, bodyMax: 1024, action: checkFlow },
  product: { headers: [], bodyMax: 1024, bodyOptional: true, action: checkProduct },
  product_list: { headers: ['text'], headerRequired: true, bodyMax: 1024, action: checkProductList },
  catalog_message: { headers: [], bodyMax: 1024, action: checkCatalog },
  carousel: { headers: [], noFooter: true, bodyMax: 1024, action: checkCarousel },
  call_permission_request: { headers: [], bodyMax: 1024, action: named('call_permission_request') },
  voice_call: { headers: media, bodyMax: 1024, action: checkVoiceCall },
  request_contact_info: { headers: [], bodyMax: 1024, action: () => undefined },
  order_details: { headers: media, bodyMax: 1024, action: () => undefined },
  order_status: { headers: [], bodyMax: 1024, action: () => undefined },
}

export function checkInteractive(value: unknown): void {
  const interactive = requireObject(value, 'interactive')
  const type = requireText(interactive['type'], 'interactive.type', 64)
  const rule = rules[type]
  if (!rule) throw invalid(`Param interactive.type must be one of {${Object.keys(rules).join(', ')}} - got "${type}".`)
  checkHeader(interactive['header'], rule, type)
  checkBody(interactive['body'], rule)
  if (interactive['footer'] !== undefined && rule.noFooter)
    throw invalid(`Unexpected key "footer" on param "interactive" of type ${type}.`)
  if (interactive['footer'] !== undefined)
    requireText(requireObject(interactive['footer'], 'interactive.footer')['text'], 'interactive.footer.text', 60)
  if (type === 'request_contact_info') return
  rule.action(requireObject(interactive['action'], 'interactive.action'))
}

function checkHeader(value: unknown, rule: InteractiveRule, type: string): void {
  if (value === undefined) {
    if (rule.headerRequired) throw missing('interactive.header')
    return
  }
  const header = requireObject(value, 'interactive.header')
  const kind = requireText(header['type'], 'interactive.header.type', 32)
  if (!rule.headers.includes(kind)) throw invalid(`Header type ${kind} is not allowed for interactive type ${type}.`)
  if (kind === 'text') requireText(header['text'], 'interactive.header.text', 60)
  else checkMedia(kind, header[kind], `interactive.header.${kind}`)
}

function checkBody(value: unknown, rule: InteractiveRule): void {
  if (value === undefined && rule.bodyOptional) return
  requireText(requireObject(value, 'interactive.body')['text'], 'interactive.body.text', rule.bodyMax)
}
