import { invalid, missing } from '../graph-error.ts'
import { asArray, asObject, type Json } from '../json.ts'
import { optionalText, requireArray, requireObject, requireText, requireUnique } from './limits.ts'
import { checkLink, checkMedia } from './media.ts'

/* What may stand in the `action` of an interactive message, by its type. */

export function checkButtons(action: Json): void {
  const buttons = requireArray(action['buttons'], 'interactive.action.buttons', 'buttons', [1, 3]).map((value) => {
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

export function checkList(action: Json): void {
  requireText(action['button'], 'interactive.action.button', 20)
  const sections = requireArray(action['sections'], 'interactive.action.sections', 'sections', [1, 10])
  const rows = sections.flatMap((value) => {
    const section = requireObject(value, 'interactive.action.sections')
    checkSectionTitle(section, sections.length)
    return requireArray(section['rows'], 'interactive.action.sections.rows', 'rows', [1, 10])
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

export function named(name: string) {
  return (action: Json): void => checkName(action, name)
}

function parametersOf(action: Json, name: string): Json {
  checkName(action, name)
  return requireObject(action['parameters'], 'interactive.action.parameters')
}

export function checkCtaUrl(action: Json): void {
  const parameters = parametersOf(action, 'cta_url')
  requireText(parameters['display_text'], 'interactive.action.parameters.display_text', 20)
  checkLink(
    requireText(parameters['url'], 'interactive.action.parameters.url', 2000),
    'interactive.action.parameters.url',
  )
}

export function checkAddress(action: Json): void {
  const parameters = parametersOf(action, 'address_message')
  if (!/^[A-Z]{2}$/.test(requireText(parameters['country'], 'interactive.action.parameters.country', 2)))
    throw invalid('Param interactive.action.parameters.country must be a code of two letters.')
  const values = requireObject(parameters['values'] ?? {}, 'interactive.action.parameters.values')
  optionalText(values['in_pin_code'], 'interactive.action.parameters.values.in_pin_code', 6)
  requireObject(parameters['validation_errors'] ?? {}, 'interactive.action.parameters.validation_errors')
  const place = 'interactive.action.parameters.saved_addresses'
  for (const saved of requireArray(parameters['saved_addresses'] ?? [], place, 'addresses', [0, 100])) {
    requireText(requireObject(saved, place)['id'], `${place}.id`)
    requireObject(asObject(saved)['value'], `${place}.value`)
  }
}

export function checkFlow(action: Json): void {
  const parameters = parametersOf(action, 'flow')
  const { flow_id: id, flow_name: name, mode, flow_action: flowAction } = parameters
  if (id === undefined && name === undefined) throw missing('interactive.action.parameters.flow_id')
  if (id !== undefined && name !== undefined) throw invalid('Only one of flow_id and flow_name can be given.')
  optionalText(id, 'interactive.action.parameters.flow_id', 64)
  optionalText(name, 'interactive.action.parameters.flow_name')
  requireText(parameters['flow_message_version'], 'interactive.action.parameters.flow_message_version', 8)
  requireText(parameters['flow_cta'], 'interactive.action.parameters.flow_cta', 30)
  if (mode !== undefined && mode !== 'draft' && mode !== 'published')
    throw invalid('Param mode must be draft or published.')
  if (flowAction !== undefined && flowAction !== 'navigate' && flowAction !== 'data_exchange')
    throw invalid('Param flow_action must be navigate or data_exchange.')
  optionalText(parameters['flow_token'], 'interactive.action.parameters.flow_token')
  const payload = parameters['flow_action_payload']
  if (payload !== undefined)
    optionalText(
      requireObject(payload, 'interactive.action.parameters.flow_action_payload')['screen'],
      'interactive.action.parameters.flow_action_payload.screen',
    )
  const data = asObject(parameters['flow_action_payload'])['data']
  if (data !== undefined && Object.keys(requireObject(data, 'flow_action_payload.data')).length === 0)
    throw invalid('Param flow_action_payload.data must be a non-empty object.')
}

export function checkProduct(action: Json): void {
  requireText(action['catalog_id'], 'interactive.action.catalog_id', 256)
  requireText(action['product_retailer_id'], 'interactive.action.product_retailer_id', 256)
}

export function checkProductList(action: Json): void {
  requireText(action['catalog_id'], 'interactive.action.catalog_id', 256)
  const sections = requireArray(action['sections'], 'interactive.action.sections', 'sections', [1, 10]).map(asObject)
  for (const section of sections) checkSectionTitle(section, sections.length)
  const products = sections.flatMap((section) =>
    requireArray(section['product_items'], 'interactive.action.sections.product_items', 'products', [1, 30]),
  )
  for (const product of products)
    requireText(
      requireObject(product, 'interactive.action.sections.product_items')['product_retailer_id'],
      'interactive.action.sections.product_items.product_retailer_id',
      256,
    )
  if (products.length < 1 || products.length > 30)
    throw invalid('Invalid products count. Min allowed products: 1, Max allowed products: 30')
}

export function checkCarousel(action: Json): void {
  const cards = requireArray(action['cards'], 'interactive.action.cards', 'cards', [2, 10]).map((card) =>
    requireObject(card, 'interactive.action.cards'),
  )
  requireUnique(
    cards.map((card) => String(card['card_index'])),
    'card_index',
  )
  requireSame(cards.map((card) => String(asObject(card['header'])['type'])))
  requireSame(cards.map((card) => String(card['type'])))
  requireSame(cards.map((card) => String(asObject(card['action'])['catalog_id'])))
  requireSame(cards.map((card) => asArray(asObject(card['action'])['buttons']).length))
  for (const card of cards) checkCard(card)
}

function checkCard(card: Json): void {
  const index = card['card_index']
  if (index === undefined) throw missing('interactive.action.cards.card_index')
  if (!Number.isInteger(index) || Number(index) < 0 || Number(index) > 9)
    throw invalid('Param interactive.action.cards.card_index must be between 0 and 9.')
  const action = requireObject(card['action'], 'interactive.action.cards.action')
  if (card['type'] === 'product') checkProduct(action)
  else if (card['type'] === 'cta_url') checkLinkCard(card, action)
  else throw invalid('Param interactive.action.cards.type must be cta_url or product.')
}

function checkLinkCard(card: Json, action: Json): void {
  const header = requireObject(card['header'], 'interactive.action.cards.header')
  const kind = String(header['type'])
  if (kind !== 'image' && kind !== 'video') throw invalid(`Header type ${kind} is not allowed for cards.`)
  checkMedia(kind, header[kind], `interactive.action.cards.header.${kind}`)
  checkCardBody(card['body'])
  if (action['buttons'] === undefined) checkCtaUrl(action)
  else checkQuickReplies(action)
}

/** Meta's own example gives such a card the type `cta_url` too. */
function checkQuickReplies(action: Json): void {
  const path = 'interactive.action.cards.action'
  if (action['name'] !== undefined) throw invalid(`Only one of ${path}.name and ${path}.buttons can be given.`)
  const buttons = requireArray(action['buttons'], `${path}.buttons`, 'buttons', [1, 10]).map((value) => {
    const button = requireObject(value, `${path}.buttons`)
    if (button['type'] !== 'quick_reply') throw invalid(`Param ${path}.buttons.type must be "quick_reply".`)
    const reply = requireObject(button['quick_reply'], `${path}.buttons.quick_reply`)
    const id = requireText(reply['id'], `${path}.buttons.quick_reply.id`, 256)
    return { id, title: requireText(reply['title'], `${path}.buttons.quick_reply.title`, 20) }
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

function checkCardBody(body: unknown): void {
  if (body === undefined) return
  const text = requireText(
    requireObject(body, 'interactive.action.cards.body')['text'],
    'interactive.action.cards.body.text',
    160,
  )
  if (text.split('\n').length > 3)
    throw invalid('Param interactive.action.cards.body.text has more than 2 line breaks.')
}

export function checkCatalog(action: Json): void {
  checkName(action, 'catalog_message')
  const parameters = requireObject(action['parameters'] ?? {}, 'interactive.action.parameters')
  const id = parameters['thumbnail_product_retailer_id']
  optionalText(id, 'interactive.action.parameters.thumbnail_product_retailer_id', 256)
}

export function checkVoiceCall(action: Json): void {
  checkName(action, 'voice_call')
  const {
    display_text: text,
    payload,
    ttl_minutes: minutes,
  } = requireObject(action['parameters'] ?? {}, 'interactive.action.parameters')
  optionalText(text, 'interactive.action.parameters.display_text', 20)
  optionalText(payload, 'interactive.action.parameters.payload', 512)
  if (minutes !== undefined && (!Number.isInteger(minutes) || Number(minutes) < 1 || Number(minutes) > 43_200))
    throw invalid('Param interactive.action.parameters.ttl_minutes must be between 1 and 43200.')
}

function requireSame(kinds: readonly unknown[]): void {
  if (new Set(kinds).size > 1)
    throw invalid('All cards must have the same type, header type, number of buttons and catalog.')
}
