import { type Check, type Findings, isAbsent, type Json, shown } from './findings.ts'
import { catalogTextMax, checkCtaUrl } from './interactive-actions.ts'
import { checkMediaHeader, type MediaKind } from './media.ts'

const bodyMax = 160
const lineBreaksMax = 2

/** 2 to 10 cards of one kind: links under an image or a video, or products of one catalog. */
export const checkCarousel: Check = (value, field, find) => {
  const action = find.object(value, field)
  if (!action) return
  const cards = find
    .list(action['cards'], `${field}.cards`, 'cards', 2, 10)
    .map((card, index) => ({ at: `${field}.cards.${index}`, card: find.object(card, `${field}.cards.${index}`) }))
  for (const { at, card } of cards) if (card) checkCard(card, at, find)
  find.unique(cards.map(({ at, card }) => ({ field: `${at}.card_index`, value: card?.['card_index'] })))
  const same = (member: string, read: (card: Json) => unknown) =>
    checkSame(
      cards.map(({ at, card }) => ({ field: `${at}.${member}`, value: card && read(card) })),
      find,
    )
  same('type', (card) => card['type'])
  same('header.type', (card) => memberOf(card['header'], 'type'))
  same('action.catalog_id', (card) => memberOf(card['action'], 'catalog_id'))
}

const memberOf = (value: unknown, member: string) => (value as Json | null | undefined)?.[member]

function checkSame(values: readonly { field: string; value: unknown }[], find: Findings): void {
  const first = values.find(({ value }) => !isAbsent(value))
  for (const { field, value } of values)
    if (!isAbsent(value) && value !== first?.value)
      find.add(field, `must be the same on all cards: ${shown(value)} here, ${shown(first?.value)} at ${first?.field}`)
}

function checkCard(card: Json, field: string, find: Findings): void {
  checkIndex(card['card_index'], `${field}.card_index`, find)
  const type = find.oneOf(card['type'], `${field}.type`, ['cta_url', 'product'])
  if (type === 'cta_url') checkLinkCard(card, field, find)
  if (type === 'product') checkProductCard(card, field, find)
}

function checkIndex(value: unknown, field: string, find: Findings): void {
  if (isAbsent(value)) find.addMissing(field)
  else if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > 9)
    find.add(field, `must be a whole number from 0 to 9, got ${shown(value)}`)
}

function checkLinkCard(card: Json, field: string, find: Findings): void {
  const header = find.object(card['header'], `${field}.header`)
  const kind = header && find.oneOf(header['type'], `${field}.header.type`, ['image', 'video'])
  if (header && kind) checkMediaHeader(kind as MediaKind, header[kind], `${field}.header.${kind}`, find)
  checkCardBody(card['body'], `${field}.body`, find)
  checkCtaUrl(card['action'], `${field}.action`, find)
}

function checkCardBody(value: unknown, field: string, find: Findings): void {
  const body = find.optionalObject(value, field)
  const text = body && find.text(body['text'], `${field}.text`, bodyMax)
  const lineBreaks = text?.match(/\n/g)?.length ?? 0
  if (lineBreaks > lineBreaksMax)
    find.add(`${field}.text`, `must have at most ${lineBreaksMax} line breaks, has ${lineBreaks}`)
}

function checkProductCard(card: Json, field: string, find: Findings): void {
  const action = find.object(card['action'], `${field}.action`)
  if (!action) return
  find.text(action['catalog_id'], `${field}.action.catalog_id`, catalogTextMax)
  find.text(action['product_retailer_id'], `${field}.action.product_retailer_id`, catalogTextMax)
}
