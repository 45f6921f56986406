import { isObject } from '@dawk/cloud-api/json.ts'
import type { FieldProblem } from '#platform/errors.ts'
import type { TemplateContract } from '../contract/template-contract.ts'
import type { TemplateSlots } from '../contract/template-slots.ts'
import { checkButtons } from './buttons.ts'
import { checkHeader } from './header.ts'
import { add, type Json, kindOf, type Problems, parametersOf, type Sent, shown, single } from './sent.ts'
import { checkText } from './text.ts'

/**
 * Compares the `template` object of a send (Meta's shape) with the template's contract: every missing, surplus and misformed
 * parameter, each with its path and what was given.
 */
export function checkTemplateSend(contract: TemplateContract, template: Json): FieldProblem[] {
  const problems: Problems = []
  const { components } = template
  if (components !== undefined && components !== null && !Array.isArray(components)) {
    add(problems, 'template.components', `must be a list (given: ${shown(components)})`)
    return problems
  }
  checkComponents(contract['x-slots'], components ?? [], 'template.components', problems)
  return problems
}

function checkComponents(
  slots: TemplateSlots,
  components: readonly unknown[],
  path: string,
  problems: Problems,
): undefined {
  const sent = components.flatMap((component, index): Sent[] => {
    const here = `${path}.${index}`
    if (isObject(component)) return [{ component, path: here, type: kindOf(component) }]
    add(problems, here, `must be an object (given: ${shown(component)})`)
    return []
  })
  const of = (type: string) => sent.filter((one) => one.type === type)
  checkHeader(slots.header, of('header'), path, problems)
  checkText({ what: 'body', slot: slots.body }, of('body'), path, problems)
  checkButtons(slots.buttons, of('button'), path, problems)
  checkOffer(slots.expires, of('limited_time_offer'), path, problems)
  checkCarousel(slots.carousel, of('carousel'), path, problems)
  for (const one of sent)
    if (!knownTypes.has(one.type))
      add(
        problems,
        `${one.path}.type`,
        `must be one of ${[...knownTypes].join(', ')} (given: ${shown(one.component['type'])})`,
      )
}

const knownTypes = new Set([
  'header',
  'body',
  'button',
  'limited_time_offer',
  'carousel',
  'tap_target_configuration',
  'order_status', // of payments; what Meta shows of a template does not tell whether it takes one
  'footer',
])

function checkOffer(expires: boolean, sent: readonly Sent[], path: string, problems: Problems): undefined {
  const component = single('limited_time_offer', sent, problems)
  const [first] = component ? parametersOf(component, problems) : []
  if (!expires) {
    if (first) add(problems, first.path, 'the template has no offer that expires')
    return
  }
  const offer = first?.parameter['limited_time_offer']
  const time = isObject(offer) ? offer['expiration_time_ms'] : undefined
  if (typeof time !== 'number' || !Number.isInteger(time) || time < 0)
    add(
      problems,
      first ? `${first.path}.limited_time_offer.expiration_time_ms` : path,
      `the end of the offer is required, in milliseconds since 1970 (given: ${shown(time)})`,
    )
}

const cardsMax = 10

function checkCarousel(
  slots: TemplateSlots['carousel'],
  sent: readonly Sent[],
  path: string,
  problems: Problems,
): undefined {
  const component = single('carousel', sent, problems)
  if (!slots) {
    if (component) add(problems, component.path, 'the template has no carousel')
    return
  }
  const cards = component?.component['cards']
  const place = component ? `${component.path}.cards` : path
  if (!Array.isArray(cards)) return add(problems, place, `must list the cards of the carousel (given: ${shown(cards)})`)
  const { length } = slots.cards
  if (slots.isProduct ? cards.length < 2 || cards.length > 10 : cards.length !== length)
    add(problems, place, `must list ${slots.isProduct ? '2 to 10' : length} cards (given: ${cards.length})`)
  const seen = new Set<unknown>()
  for (const [position, card] of cards.slice(0, cardsMax).entries())
    checkCard({ slots, seen }, card, `${place}.${position}`, problems)
}

interface Carousel {
  slots: NonNullable<TemplateSlots['carousel']>
  /** The numbers of the cards before this one. */
  seen: Set<unknown>
}

function checkCard({ slots, seen }: Carousel, card: unknown, path: string, problems: Problems): undefined {
  if (!isObject(card)) return add(problems, path, `must be an object (given: ${shown(card)})`)
  const index = card['card_index']
  const own = typeof index === 'number' && !seen.has(index) ? slots.cards[slots.isProduct ? 0 : index] : undefined
  seen.add(index)
  if (!own)
    return add(
      problems,
      `${path}.card_index`,
      `must be the number of a card, from 0, each once (given: ${shown(index)})`,
    )
  const { components } = card
  if (components !== undefined && !Array.isArray(components))
    return add(problems, `${path}.components`, `must be a list (given: ${shown(components)})`)
  checkComponents(own, components ?? [], `${path}.components`, problems)
}
