import type { TemplateProblem } from '@dawk/cloud-api/template-rules/problem.ts'
import { findTemplateProblems } from '@dawk/cloud-api/template-rules/template-rules.ts'
import type { SimulatorContext } from '../context.ts'
import { badRequest, GraphError } from '../graph-error.ts'
import { asArray, asObject, type Json } from '../json.ts'
import type { Random } from '../random.ts'
import { withLibraryContent } from './library.ts'
import { toStoredComponents } from './stored-components.ts'
import type { Category, Template } from './template.ts'
import { templateError, titleOf } from './template-error.ts'

const maxPerHour = 100
const maxTemplates = 250
const day = 24 * 3_600_000
/** What of a body Meta reads on an edit; name and language stay. */
const editable = [
  'category',
  'components',
  'message_send_ttl_seconds',
  'parameter_format',
  'cta_url_link_tracking_opted_out',
]

type WriteContext = Pick<SimulatorContext, 'templates' | 'clock' | 'random' | 'reviews' | 'uploads'>

/** Creates a template under review. @throws GraphError the first thing that Meta would object to */
export function createTemplate(ctx: WriteContext, wabaId: string, request: Json): Json {
  const body = request['library_template_name'] === undefined ? request : withLibraryContent(request)
  if (ctx.templates.createdWithinHour(wabaId) >= maxPerHour) throw tooMany(wabaId)
  for (const name of ['name', 'language', 'category'])
    if (body[name] === undefined) throw badRequest(`The parameter ${name} is required.`)
  refuseFirst(findTemplateProblems(body))
  const name = String(body['name'])
  const language = String(body['language'])
  const category = String(body['category']).toUpperCase() as Category
  refuseTaken(ctx, wabaId, { name, language, category })
  refuseBadHandles(ctx, body['components'])
  const components = toStoredComponents(ctx.random, body['components'], category)
  const template = ctx.templates.add({
    wabaId,
    name,
    language,
    category: categorize(category, components),
    status: 'PENDING',
    parameter_format: String(body['parameter_format']).toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL',
    components,
    ...(typeof body['message_send_ttl_seconds'] === 'number'
      ? { message_send_ttl_seconds: body['message_send_ttl_seconds'] }
      : {}),
  })
  // What Meta wrote itself needs no review.
  if (body === request) ctx.reviews.schedule(template)
  else ctx.reviews.approve(template)
  return { id: template.id, status: template.status, category: template.category }
}

/** Replaces the components as a whole; the template is under review again. @throws GraphError */
export function editTemplate(ctx: WriteContext, template: Template, body: Json): Json {
  const change = Object.fromEntries(
    editable.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
  )
  if (Object.keys(change).length === 0) throw badRequest('The parameter components is required.')
  if (template.status === 'PENDING' || template.status === 'DISABLED')
    throw templateError(
      2388039,
      "Message template status can't be changed",
      `A template that is ${template.status} can't be edited.`,
    )
  if (template.status === 'APPROVED') refuseTooOften(ctx, template, change)
  const { name, language, category, parameter_format } = template
  const components = change['components'] ?? null
  if (components !== null) refuseFirst(findTemplateProblems({ name, language, category, parameter_format, ...change }))
  refuseBadHandles(ctx, components)
  if (template.status === 'APPROVED') template.editedAt.push(ctx.clock.now())
  apply(ctx.random, template, change)
  template.last_updated_time = new Date(ctx.clock.now()).toISOString()
  ctx.reviews.schedule(template)
  return { success: true, id: template.id, name, category: template.category }
}

function apply(random: Random, template: Template, change: Json): void {
  if (change['category'] !== undefined) template.category = String(change['category']).toUpperCase() as Category
  if (change['parameter_format'] !== undefined)
    template.parameter_format = String(change['parameter_format']).toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL'
  if (change['components'] !== undefined)
    template.components = toStoredComponents(random, change['components'], template.category)
  if (typeof change['message_send_ttl_seconds'] === 'number')
    template.message_send_ttl_seconds = change['message_send_ttl_seconds']
  template.status = 'PENDING'
  template.rejected_reason = 'NONE'
  template.pausedUntil = null
}

function refuseTooOften({ clock }: WriteContext, template: Template, change: Json): void {
  if (change['category'] !== undefined && String(change['category']).toUpperCase() !== template.category)
    throw templateError(null, "Category can't be changed", "You can't edit the category of an approved template.")
  const month = template.editedAt.filter((at) => at > clock.now() - 30 * day)
  const recent = month.filter((at) => at > clock.now() - day)
  if (recent.length >= 1 || month.length >= 10)
    throw templateError(
      null,
      'Message template edit limit reached',
      'An approved template can be edited once in 24 hours and 10 times in 30 days.',
    )
}

/** Meta names one problem at a time. What only the review finds is not refused here. */
function refuseFirst(problems: readonly TemplateProblem[]): void {
  const problem = problems.find(({ rejectedAs }) => rejectedAs === null)
  if (!problem) return
  const { field, message, subcode } = problem
  const data = field === 'name' ? { blame_field_specs: [['name']] } : undefined
  throw templateError(subcode, titleOf(subcode), `${field} ${message}`, data)
}

const fileTypes: Readonly<Record<string, RegExp>> = { IMAGE: /^image\//, VIDEO: /^video\//, DOCUMENT: /^application\// }

/** A sample is what a resumable upload gave, of the header's kind. */
function refuseBadHandles(ctx: WriteContext, components: unknown): void {
  for (const component of asArray(components).map(asObject)) {
    for (const card of asArray(component['cards'])) refuseBadHandles(ctx, asObject(card)['components'])
    const [handle] = asArray(asObject(component['example'])['header_handle'])
    if (handle === undefined) continue
    const sample = ctx.uploads.sample(String(handle))
    if (!sample || fileTypes[String(component['format']).toUpperCase()]?.test(sample.fileType) === false)
      throw templateError(2494102, 'Invalid media handle', 'The uploaded media handle is invalid.')
  }
}

function refuseTaken(
  { templates }: WriteContext,
  wabaId: string,
  { name, language, category }: { name: string; language: string; category: Category },
): void {
  const all = templates.list(wabaId)
  if (templates.isHeld(wabaId, name, language))
    throw templateError(
      2388023,
      'Message Template Language Is Being Deleted',
      `New ${language} content can't be added while the existing ${language} content is being deleted. Try again in 4 weeks or consider creating a new message template.`,
    )
  if (templates.find(wabaId, name, language))
    throw templateError(
      2388024,
      'Content in This Language Already Exists',
      `There is already ${language} content for this template. You can create a new template and try again.`,
    )
  const sibling = all.find((template) => template.name === name)
  if (sibling && sibling.category !== category)
    throw templateError(
      null,
      "Category doesn't match",
      `The category ${category} doesn't match the one that's already associated with this template, ${sibling.category}.`,
    )
  if (all.length >= maxTemplates)
    throw templateError(2388019, 'Message Template Limit Exceeded', `An account can have ${maxTemplates} templates.`)
}

const promotional = /\b(?:sale|discount|special offer|promo(?:tion)?|\d+ ?% off|coupon)\b/i

/** Utility content that reads as promotion is stored, and charged, as marketing. */
function categorize(category: Category, components: Template['components']): Category {
  const reads = components.some(({ text }) => text !== undefined && promotional.test(text))
  return category === 'UTILITY' && reads ? 'MARKETING' : category
}

const tooMany = (wabaId: string) =>
  new GraphError(400, {
    message: '(#80007) Rate limit issues',
    type: 'OAuthException',
    code: 80007,
    error_data: {
      details: `The WhatsApp Business Account ${wabaId} has created ${maxPerHour} templates within an hour.`,
    },
  })
