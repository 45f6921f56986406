import { isObject } from '@dawk/cloud-api/json.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { fillTarget, type LinkRequest, problemOfTarget, sourcesOf } from '../../links/link.ts'

const transforms = ['trim', 'lower_case', 'upper_case', 'title_case', 'first_word'] as const
type Transform = (typeof transforms)[number]

/** Where one value of the template comes from. */
export interface Binding {
  /** `contact.name`, `contact.attributes.city`, `list.code`, … */
  source: string
  fallback?: string
  transform?: readonly Transform[]
  /** Characters; what is longer is cut. */
  max?: number
  /** Absent: `fallback` where there is one, else `skip`. */
  onMissing?: 'fallback' | 'skip' | 'fail'
}

/** A short link of each person's own, by which clicks are counted: in a button its code alone, elsewhere the whole address. */
export interface LinkBinding {
  /** Where it leads, with placeholders such as `{{list.code}}` after its host. */
  link: string
  /** Under which it is counted; absent: `link`. */
  name?: string
}

/** Makes the text that stands for a link. */
export type LinkMaker = (request: LinkRequest, place: { path: string; isSuffix: boolean }) => string

/** Values of a template in the shape of its contract, with a binding or a fixed text in each place. */
export type Bindings = Readonly<Record<string, unknown>>

/** What is known of a person when their values are frozen. */
export interface BindingFacts {
  contact: Readonly<Record<string, unknown>> & { attributes: Readonly<Record<string, unknown>> }
  list: Readonly<Record<string, string>>
}

export interface RenderedParams {
  params: Readonly<Record<string, unknown>>
  /** Places without a value. */
  missing: readonly string[]
  /** Whether a missing value fails the person rather than skipping them. */
  isFailure: boolean
}

const contactFields = ['name', 'firstName', 'username', 'phone', 'language', 'country'] as const

/** A binding has a source; every other object is a part of the template's values. */
export const isBinding = (value: unknown): value is Binding => isObject(value) && typeof value['source'] === 'string'

/** A header of media has a `link` too: that of its file. */
export const isLinkBinding = (value: unknown, path: string): value is LinkBinding =>
  isObject(value) &&
  typeof value['link'] === 'string' &&
  Object.keys(value).every((key) => key === 'link' || key === 'name') &&
  !/(?:^|bindings|cards\.\d+)\.header$/.test(path)

/** Whether any place of them makes a link. */
export function hasLinks(bindings: unknown, path = ''): boolean {
  if (isLinkBinding(bindings, path)) return true
  if (Array.isArray(bindings)) return bindings.some((one, at) => hasLinks(one, `${path}.${at}`))
  return isObject(bindings) && Object.entries(bindings).some(([name, one]) => hasLinks(one, `${path}.${name}`))
}

/** As long as a real one, and leads nowhere. */
const sampleLink: LinkMaker = (_, { isSuffix }) =>
  isSuffix ? 'example000000000' : 'https://example.com/l/example000000000'

/** The values of one person. */
export function renderBindings(
  bindings: Bindings,
  facts: BindingFacts,
  toLink: LinkMaker = sampleLink,
): RenderedParams {
  const missing: string[] = []
  let isFailure = false
  const render = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((one, place) => render(one, `${path}.${place}`))
    if (isLinkBinding(value, path)) {
      const { link, name = 'link' } = value
      const target = fillTarget(link, (source) => textOf(sourceOf(source, facts)), {})
      return toLink({ name, target }, { path, isSuffix: /\.buttons\./.test(path) })
    }
    if (isBinding(value)) {
      const text = textFor(value, facts)
      if (text !== null) return text
      missing.push(path)
      if (value.onMissing === 'fail') isFailure = true
      return ''
    }
    if (isObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, render(one, `${path}.${name}`)]))
    return typeof value === 'string' ? tidy(value) : value
  }
  const params = render(bindings, 'bindings') as RenderedParams['params']
  return { params, missing, isFailure }
}

function textFor(binding: Binding, facts: BindingFacts): string | null {
  const { fallback, onMissing, transform = [], max } = binding
  const given = textOf(sourceOf(binding.source, facts))
  const usesFallback = given === '' && fallback !== undefined && (onMissing ?? 'fallback') === 'fallback'
  const text = usesFallback ? fallback : transform.reduce((value, name) => transformed[name](value), given)
  const cut = tidy(max === undefined ? text : [...text].slice(0, max).join(''))
  return cut.trim() === '' ? null : cut
}

function sourceOf(source: string, { contact, list }: BindingFacts): unknown {
  const [, attribute] = /^contact\.attributes\.(.+)$/.exec(source) ?? []
  if (attribute !== undefined) return own(contact.attributes, attribute)
  const [, column] = /^list\.(.+)$/.exec(source) ?? []
  if (column !== undefined) return own(list, column)
  return own(contact, source.slice('contact.'.length))
}

const own = (record: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return isObject(value) ? JSON.stringify(value) : String(value)
}

const transformed: Record<Transform, (text: string) => string> = {
  trim: (text) => text.trim(),
  lower_case: (text) => text.toLowerCase(),
  upper_case: (text) => text.toUpperCase(),
  title_case: (text) =>
    text.toLowerCase().replaceAll(/(^|[\s-])(\p{L})/gu, (_, gap, letter) => gap + letter.toUpperCase()),
  first_word: (text) => text.trim().split(/\s+/)[0] ?? '',
}

/** Meta takes no line breaks, tabs or more than four spaces in a row (132018). */
const tidy = (text: string): string => text.replaceAll(/[\n\r\t]+| {5,}/g, ' ')

/** What bindings may name. */
export interface BindingRules {
  /** Keys of the account's attributes. */
  attributes: ReadonlySet<string>
  /** Where links may lead; none: anywhere. */
  allowedDomains: readonly string[]
}

/** What is wrong with bindings, by its place. */
export function validateBindings(bindings: unknown, rules: BindingRules, at = 'bindings'): FieldProblem[] {
  if (Array.isArray(bindings)) return bindings.flatMap((one, place) => validateBindings(one, rules, `${at}.${place}`))
  if (isLinkBinding(bindings, at)) return validateLink(bindings, rules, at)
  if (isBinding(bindings)) return validateBinding(bindings, rules.attributes, at)
  if (isObject(bindings))
    return Object.entries(bindings).flatMap(([name, one]) => validateBindings(one, rules, `${at}.${name}`))
  return []
}

function validateLink({ link, name = 'link' }: LinkBinding, rules: BindingRules, at: string): FieldProblem[] {
  const problem = problemOfTarget(link, rules.allowedDomains)
  const unknown = sourcesOf(link).filter((source) => !isKnownSource(source, rules.attributes))
  return [
    ...(problem === null ? [] : [{ field: `${at}.link`, message: problem }]),
    ...unknown.map((source) => ({ field: `${at}.link`, message: `names a source that is not known: ${source}` })),
    ...(/^[a-z0-9_]{1,40}$/.test(name)
      ? []
      : [{ field: `${at}.name`, message: 'must be 1 to 40 lower-case letters, digits and underscores' }]),
  ]
}

function validateBinding(binding: Binding, attributes: ReadonlySet<string>, at: string): FieldProblem[] {
  const { source, fallback, transform = [], max, onMissing } = binding
  const problems: FieldProblem[] = []
  const add = (name: string, message: string) => problems.push({ field: `${at}.${name}`, message })
  if (!isKnownSource(source, attributes))
    add(
      'source',
      `must be contact.attributes.<key>, list.<column> or one of ${contactFields.map((name) => `contact.${name}`).join(', ')} (given: ${source})`,
    )
  if (fallback !== undefined && (typeof fallback !== 'string' || fallback.trim() === ''))
    add('fallback', 'must be a text that is not empty')
  if (onMissing !== undefined && !['fallback', 'skip', 'fail'].includes(onMissing))
    add('onMissing', 'must be fallback, skip or fail')
  if (onMissing === 'fallback' && fallback === undefined) add('fallback', 'is required, since onMissing is fallback')
  if (max !== undefined && !(Number.isInteger(max) && max >= 1 && max <= 1024))
    add('max', 'must be a whole number from 1 to 1024')
  const isList = Array.isArray(transform) && transform.every((name) => transforms.includes(name))
  if (!isList) add('transform', `must be a list of ${transforms.join(', ')}`)
  for (const name of Object.keys(binding))
    if (!['source', 'fallback', 'transform', 'max', 'onMissing'].includes(name))
      add(name, 'is not a member of a binding')
  return problems
}

function isKnownSource(source: string, attributes: ReadonlySet<string>): boolean {
  const [, attribute] = /^contact\.attributes\.(.+)$/.exec(source) ?? []
  if (attribute !== undefined) return attributes.has(attribute)
  return /^list\.[\w -]{1,64}$/.test(source) || contactFields.some((name) => source === `contact.${name}`)
}
