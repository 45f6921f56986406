import { isObject } from '../json.ts'
import { isWithin } from './button-rules.ts'
import { checkWhole, componentRules, type DraftFacts } from './component-rules.ts'
import { templateLanguages } from './languages.ts'
import { checkBesideOffer } from './offer-rules.ts'
import { type Findings, findingsAt, type Json, shown, type TemplateProblem, typeOf } from './problem.ts'
import { subcodes } from './text-rules.ts'

const templateCategories: ReadonlySet<string> = new Set(['AUTHENTICATION', 'MARKETING', 'UTILITY'])

/**
 * Everything in a draft that Meta would object to, at creation or in review; whatever its shape. For an edit, which has
 * neither name nor language, those of the template are put in first.
 * https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components
 */
export function findTemplateProblems(draft: unknown): TemplateProblem[] {
  const problems: TemplateProblem[] = []
  const at = findingsAt('', problems)
  if (!isObject(draft)) {
    at.at('template').add(`must be an object (given: ${shown(draft)})`)
    return problems
  }
  checkHead(draft, at)
  checkComponents(draft, at.at('components'))
  return problems
}

function checkHead(draft: Json, at: Findings): undefined {
  const { name, language } = draft
  if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name))
    at.at('name').add(
      `must be 1 to 512 lower-case letters, digits and underscores (given: ${shown(name)})`,
      subcodes.nameFormat,
    )
  if (typeof language !== 'string' || !templateLanguages.has(language))
    at.at('language').add(`must be a language code of WhatsApp, e.g. en_US (given: ${shown(language)})`)
  if (!templateCategories.has(categoryOf(draft)))
    at.at('category').add(`must be AUTHENTICATION, MARKETING or UTILITY (given: ${shown(draft['category'])})`)
  const format = draft['parameter_format']
  if (format !== undefined && !['POSITIONAL', 'NAMED'].includes(String(format).toUpperCase()))
    at.at('parameter_format').add(`must be POSITIONAL or NAMED (given: ${shown(format)})`)
  checkTtl(draft, at.at('message_send_ttl_seconds'))
}

const ttlRanges: Readonly<Record<string, readonly [number, number]>> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
}

function checkTtl(draft: Json, at: Findings): undefined {
  const ttl = draft['message_send_ttl_seconds']
  const range = ttlRanges[categoryOf(draft)]
  if (ttl === undefined || !range || (ttl === -1 && categoryOf(draft) !== 'MARKETING')) return
  if (!isWithin(ttl, ...range)) at.add(`must be ${range[0]} to ${range[1]} seconds (given: ${shown(ttl)})`)
}

/** More than Meta has types of them, each of which may be there once. */
const componentsMax = 20

function checkComponents(draft: Json, at: Findings): undefined {
  const { components } = draft
  if (components === undefined && draft['library_template_name'] !== undefined) return
  if (!Array.isArray(components) || components.length === 0)
    return at.add('must be a list of components', subcodes.missingField)
  if (components.length > componentsMax)
    return at.add(`may have at most ${componentsMax} components (given: ${components.length})`)
  const list = components.filter(isObject)
  const facts: DraftFacts = {
    category: categoryOf(draft),
    named: String(draft['parameter_format']).toUpperCase() === 'NAMED',
    types: new Set(list.map(typeOf)),
  }
  for (const [index, component] of components.entries()) {
    const check = isObject(component) ? componentRules[typeOf(component)] : undefined
    if (check) check(component, facts, at.at(index))
    else
      at.at(index, 'type').add(
        `must be one of ${Object.keys(componentRules).join(', ')} (given: ${shown(isObject(component) ? component['type'] : component)})`,
      )
  }
  checkWhole(list, facts, at)
  checkBesideOffer(components, at)
}

const categoryOf = (draft: Json) => String(draft['category']).toUpperCase()
