import { invalid, missing } from '../graph-error.ts'
import { asArray, asObject, type Json } from '../json.ts'
import { optionalText, requireArray, requireObject, requireText, requireUnique } from './limits.ts'
import { checkLink, checkMedia } from './media.ts'

interface InteractiveRule {
  headers: readonly string[]
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
  catalog_message: { headers: [], bodyMax: 1024, action: named('catalog_message') },
  carousel: { headers: [], bodyMax: 1024, action: checkCarousel },
  call_permission_request: { headers: [], bodyMax: 1024, action: named('call_permission_request') },
  voice_call: { headers: media, bodyMax: 1024, action: named('voice_call') },
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

function checkButtons(action: Json): void {
  const buttons = requireArray(action['buttons'], 'interactive.action.buttons', 'buttons', 1, 3).map((value) => {
    const button = requireObject(value, 'interactive.action.buttons')
    if (button['type'] !== 'reply') throw invalid('Param interactive.action.buttons.type must be "reply".')
    const reply = requireObject(button['reply'], 'interactive.action.buttons.reply')
    return {
      id: requireText(reply['id'], 'interactive.action.buttons.reply.id', 256),
      title: requireText(reply['title'], 'interactive.action.buttons.reply.title', 20),
    }
  })
  requireUnique(
    buttons.map(({ id }) => id),
    'button id',
  )
  requireUnique(
    buttons.map(({ title }) => title),
    'button title',
  )
}

function checkList(action: Json): void {
  requireText(action['button'], 'interactive.action.button', 20)
  const sections = requireArray(action['sections'], 'interactive.action.sections', 'sections', 1, 10)
  const rows = sections.flatMap((value) => {
    const section = requireObject(value, 'interactive.action.sections')
    checkSectionTitle(section, sections.length)
    return requireArray(section['rows'], 'interactive.action.sections.rows', 'rows', 1, 10)
  })
  if (rows.length > 10) throw invalid('Total row count exceed max allowed count: 10')
  requireUnique(rows.map(checkRow), 'row id')
}

function checkSectionTitle(section: Json, sections: number): void {
  if (sections > 1) requireText(section['title'], 'interactive.action.sections.title', 24)
  else optionalText(section['title'], 'interactive.action.sections.title', 24)
}

function checkRow(value: unknown): string {
  const row = requireObject(value, 'interactive.action.sections.rows')
  requireText(row['title'], 'interactive.action.sections.rows.title', 24)
  optionalText(row['description'], 'interactive.action.sections.rows.description', 72)
  return requireText(row['id'], 'interactive.action.sections.rows.id', 200)
}

function checkName(action: Json, name: string): void {
  const given = requireText(action['name'], 'interactive.action.name', 64)
  if (given !== name) throw invalid(`Param interactive.action.name must be "${name}".`)
}

function named(name: string) {
  return (action: Json): void => checkName(action, name)
}

function parametersOf(action: Json, name: string): Json {
  checkName(action, name)
  return requireObject(action['parameters'], 'interactive.action.parameters')
}

function checkCtaUrl(action: Json): void {
  const parameters = parametersOf(action, 'cta_url')
  requireText(parameters['display_text'], 'interactive.action.parameters.display_text', 20)
  checkLink(
    requireText(parameters['url'], 'interactive.action.parameters.url', 2000),
    'interactive.action.parameters.url',
  )
}

function checkAddress(action: Json): void {
  requireText(parametersOf(action, 'address_message')['country'], 'interactive.action.parameters.country', 2)
}

function checkFlow(action: Json): void {
  const parameters = parametersOf(action, 'flow')
  const { flow_id: id, flow_name: name, mode, flow_action: flowAction } = parameters
  if (id === undefined && name === undefined) throw missing('interactive.action.parameters.flow_id')
  if (id !== undefined && name !== undefined) throw invalid('Only one of flow_id and flow_name can be given.')
  requireText(parameters['flow_message_version'], 'interactive.action.parameters.flow_message_version', 8)
  requireText(parameters['flow_cta'], 'interactive.action.parameters.flow_cta', 30)
  if (mode !== undefined && mode !== 'draft' && mode !== 'published')
    throw invalid('Param mode must be draft or published.')
  if (flowAction !== undefined && flowAction !== 'navigate' && flowAction !== 'data_exchange')
    throw invalid('Param flow_action must be navigate or data_exchange.')
  const data = asObject(parameters['flow_action_payload'])['data']
  if (data !== undefined && Object.keys(asObject(data)).length === 0)
    throw invalid('Param flow_action_payload.data must be a non-empty object.')
}

function checkProduct(action: Json): void {
  requireText(action['catalog_id'], 'interactive.action.catalog_id', 256)
  requireText(action['product_retailer_id'], 'interactive.action.product_retailer_id', 256)
}

function checkProductList(action: Json): void {
  requireText(action['catalog_id'], 'interactive.action.catalog_id', 256)
  const sections = requireArray(action['sections'], 'interactive.action.sections', 'sections', 1, 10).map(asObject)
  for (const section of sections) checkSectionTitle(section, sections.length)
  const products = sections.flatMap((section) => asArray(section['product_items']))
  if (products.length < 1 || products.length > 30)
    throw invalid('Invalid products count. Min allowed products: 1, Max allowed products: 30')
}

function checkCarousel(action: Json): void {
  const cards = requireArray(action['cards'], 'interactive.action.cards', 'cards', 2, 10).map((card) =>
    requireObject(card, 'interactive.action.cards'),
  )
  requireUnique(
    cards.map((card) => String(card['card_index'])),
    'card_index',
  )
  requireSame(cards.map((card) => String(asObject(card['header'])['type'])))
  for (const card of cards) {
    optionalText(asObject(card['body'])['text'], 'interactive.action.cards.body.text', 160)
    requireObject(card['action'], 'interactive.action.cards.action')
  }
}

function requireSame(kinds: string[]): void {
  if (new Set(kinds).size > 1) throw invalid('All cards must have the same header type.')
}
