import { isObject } from '../json.ts'
import { kindOf } from './button-rules.ts'
import { type Findings, type Json, shown, typeOf } from './problem.ts'
import { readText, subcodes } from './text-rules.ts'

/**
 * The component itself: a text of 16 characters, in marketing alone, without a footer beside it.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/marketing-templates/limited-time-offer-templates/
 */
export function checkOffer(
  { limited_time_offer: offer }: Json,
  { category, types }: { category: string; types: ReadonlySet<string> },
  at: Findings,
): undefined {
  const here = at.at('limited_time_offer')
  if (category !== 'MARKETING') at.add('is only for marketing templates')
  if (types.has('FOOTER')) at.add('goes without a footer', subcodes.footerFormat)
  if (!isObject(offer)) return here.add('is required', subcodes.missingField)
  const { text, has_expiration: expires } = offer
  readText(text, here.at('text'), 16)
  if (expires !== undefined && typeof expires !== 'boolean')
    here.at('has_expiration').add(`must be true or false (given: ${shown(expires)})`)
}

/** What stands beside an offer. `components`: all of the template, at `at`. */
export function checkBesideOffer(components: readonly unknown[], at: Findings): undefined {
  const find = (type: string) => components.findIndex((component) => isObject(component) && typeOf(component) === type)
  const offerAt = find('LIMITED_TIME_OFFER')
  if (offerAt === -1) return
  checkHeader(components[find('HEADER')], at.at(find('HEADER')))
  const offer = (components[offerAt] as Json)['limited_time_offer']
  const expires = isObject(offer) && offer['has_expiration'] === true
  const buttonsAt = find('BUTTONS')
  const place = buttonsAt === -1 ? at : at.at(buttonsAt, 'buttons')
  checkOfferButtons(components[buttonsAt], expires, place)
}

function checkHeader(header: unknown, at: Findings): undefined {
  if (!isObject(header)) return
  const format = String(header['format']).toUpperCase()
  if (format !== 'IMAGE' && format !== 'VIDEO')
    at.at('format').add(
      `must be IMAGE or VIDEO beside a limited-time offer (given: ${shown(header['format'])})`,
      subcodes.headerFormat,
    )
}

/** The code comes first and the link right behind it; an offer without an end may do without the code. */
function checkOfferButtons(component: unknown, expires: boolean, at: Findings): undefined {
  const list = isObject(component) && Array.isArray(component['buttons']) ? component['buttons'] : []
  const kinds = list.map((button) => (isObject(button) ? kindOf(button) : ''))
  const [code, link] = [kinds.indexOf('COPY_CODE'), kinds.indexOf('URL')]
  if (link === -1) at.add('a limited-time offer needs a URL button', subcodes.buttonLayout)
  if (code === -1 && expires)
    at.add('a limited-time offer that expires needs a COPY_CODE button', subcodes.buttonLayout)
  if (code > 0) at.at(code).add('COPY_CODE must be the first button of a limited-time offer', subcodes.buttonLayout)
  else if (link > code + 1)
    at.at(link).add(
      `URL must be the ${code === 0 ? 'second' : 'first'} button of a limited-time offer`,
      subcodes.buttonLayout,
    )
}
