import { Liquid, type Template } from 'liquidjs'
import { createCache } from '#platform/cache.ts'

/** Everything that a text may name: plain JSON, as `contact.name` or `session.city`. */
export type Values = Readonly<Record<string, unknown>>

const maxTemplate = 10_000
const maxOutput = 20_000
const renderMs = 25
const cachedTemplates = 2000

/** Tags that neither read files nor register anything. */
const allowedTags = new Set(['assign', 'if', 'unless', 'case', 'for', 'comment', 'raw', 'echo', 'break', 'continue'])

/** Filters of liquidjs that are not left to tenants: they call other filters by name, or are slow on long lists. */
const refusedFilters = ['where_exp', 'reject_exp', 'find_exp', 'group_by_exp', 'has_exp', 'find_index_exp', 'raw']

/** There is no file: `include`, `render` and `layout` are not known either. */
const noFiles = {
  readFileSync: () => '',
  readFile: () => Promise.resolve(''),
  existsSync: () => false,
  exists: () => Promise.resolve(false),
  contains: () => Promise.resolve(false),
  containsSync: () => false,
  resolve: () => '',
  sep: '/',
}

function createLiquid(renderLimit: number): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    cache: false,
    fs: noFiles,
    relativeReference: false,
    parseLimit: maxTemplate,
    renderLimit,
    memoryLimit: 200_000,
  })
  for (const tag of Object.keys(liquid.tags)) if (!allowedTags.has(tag)) Reflect.deleteProperty(liquid.tags, tag)
  for (const filter of refusedFilters) Reflect.deleteProperty(liquid.filters, filter)
  return liquid
}

/** Without loops the bounds of text and memory bound the time: a clock would only punish a machine that is busy. */
const plain = createLiquid(Number.POSITIVE_INFINITY)
const looping = createLiquid(renderMs)
const engineOf = (text: string): Liquid => (/\{%-?\s*(for|tablerow)/.test(text) ? looping : plain)

const parsed = createCache<Template[]>({ max: cachedTemplates })

function parse(text: string): Template[] {
  const cached = parsed.get(text)
  if (cached) return cached
  const made = engineOf(text).parse(text)
  parsed.set(text, made)
  return made
}

const hasMarks = (text: string): boolean => text.includes('{{') || text.includes('{%')

/** What is wrong with the text of a template; null: nothing. */
export function problemOfTemplate(text: string): string | null {
  if (text.length > maxTemplate) return `must have at most ${maxTemplate} characters, has ${text.length}`
  if (!hasMarks(text)) return null
  try {
    parse(text)
    return null
  } catch (error) {
    return `is no template that can be read: ${firstLine(error)}`
  }
}

/**
 * The text with the values in it; what is not there is empty. Nothing of JavaScript can be reached from it, and its loops are stopped
 * after 25 ms, twice. @throws Error when it takes too long or grows too large
 */
export function renderTemplate(text: string, values: Values): string {
  if (!hasMarks(text)) return text
  const rendered = render(text, values)
  if (rendered.length > maxOutput) throw new Error(`A template gave more than ${maxOutput} characters`)
  return rendered
}

/** A loop that was stopped gets a second chance: the machine may have been busy. */
function render(text: string, values: Values): string {
  const engine = engineOf(text)
  const once = () => String(engine.renderSync(parse(text), { ...values }))
  try {
    return once()
  } catch (error) {
    if (engine === plain || !String(error).includes('render limit')) throw error
    return once()
  }
}

/** The same for every text in an object; what is no text stays as it is. */
export function renderWithin<Value>(value: Value, values: Values): Value {
  if (typeof value === 'string') return renderTemplate(value, values) as Value
  if (Array.isArray(value)) return value.map((item) => renderWithin(item, values)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, renderWithin(item, values)])) as Value
}

/** Names of values that a text uses, as `session.city`; what it makes itself is left out. */
export function variablesOf(text: string): string[] {
  if (!hasMarks(text)) return []
  return plain.globalVariableSegmentsSync(parse(text)).map((segments) => segments.map(String).join('.'))
}

const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
