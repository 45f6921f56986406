import { isObject, listOf } from '@dawk/cloud-api/json.ts'
import type { TemplateButton, TemplateComponent } from '@dawk/cloud-api/template-types.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { type Bindings, isLinkBinding } from '../plan/bindings.ts'

/** Buttons whose address would not lead to the short link that stands in them, by their place in the bindings. */
export function findLostLinks(
  components: readonly TemplateComponent[],
  bindings: Bindings,
  prefix: string,
): FieldProblem[] {
  const cards = listOf<{ components?: TemplateComponent[] }>(partOf(components, 'CAROUSEL')?.['cards'])
  return [
    ...findInButtons(components, bindings['buttons'], { prefix, at: 'bindings.buttons' }),
    ...listOf<unknown>(bindings['cards']).flatMap((card, place) =>
      isObject(card)
        ? findInButtons(cards[place]?.components ?? [], card['buttons'], {
            prefix,
            at: `bindings.cards.${place}.buttons`,
          })
        : [],
    ),
  ]
}

function findInButtons(
  components: readonly TemplateComponent[],
  bound: unknown,
  { prefix, at }: { prefix: string; at: string },
): FieldProblem[] {
  if (!isObject(bound)) return []
  const buttons = listOf<TemplateButton & { url?: unknown }>(partOf(components, 'BUTTONS')?.['buttons'])
  return Object.entries(bound).flatMap(([index, binding]) => {
    const url = buttons[Number(index)]?.url
    if (!isLinkBinding(binding, `${at}.${index}`) || url === `${prefix}{{1}}`) return []
    return [
      {
        field: `${at}.${index}`,
        message: `is a short link, so the button of the template has to be created with the address ${prefix}{{1}} (it is ${String(url)})`,
      },
    ]
  })
}

const partOf = (components: readonly TemplateComponent[], type: string): Record<string, unknown> | undefined =>
  components.find((component) => component.type.toUpperCase() === type) as Record<string, unknown> | undefined
