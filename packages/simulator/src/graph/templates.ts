import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badRequest, unknownObject } from '../graph-error.ts'
import { asArray, asObject, asText, type Json } from '../json.ts'
import type { Template } from '../templates/template.ts'
import { templateError } from '../templates/template-error.ts'
import { createTemplate, editTemplate } from '../templates/write-template.ts'
import { requireWaba } from './access.ts'
import { collection } from './collection.ts'
import { rejectUnknownFields, select } from './fields.ts'

interface NodeRequest {
  Params: { id: string }
  Querystring: Record<string, string>
}

const defaultFields =
  'name,parameter_format,components,language,status,category,id,previous_category,message_send_ttl_seconds'
const knownFields = [
  ...defaultFields.split(','),
  'sub_category',
  'library_template_name',
  'rejected_reason',
  'quality_score',
  'cta_url_link_tracking_opted_out',
  'correct_category',
  'last_updated_time',
]
const nodeType = 'WhatsAppBusinessHSM'

export function templateRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<NodeRequest>('/:id/message_templates', (request) => {
    requireWaba(ctx, request, request.params.id)
    const fields = request.query['fields'] ?? defaultFields
    rejectUnknownFields(fields, knownFields, nodeType)
    const matching = filter(listTemplates(ctx, request.params.id), request.query)
    return collection(matching, { ...request.query, fields }, `http://${request.host}${request.url}`)
  })
  app.post<NodeRequest>('/:id/message_templates', (request) => {
    requireWaba(ctx, request, request.params.id)
    return createTemplate(ctx, request.params.id, { ...request.query, ...readBody(request) })
  })
  app.delete<NodeRequest>('/:id/message_templates', (request) => {
    requireWaba(ctx, request, request.params.id)
    return deleteTemplates(ctx, request.params.id, { ...request.query, ...readBody(request) })
  })
  app.post<NodeRequest>('/:id/unpause', (request) => {
    const template = findOwn(ctx, request, request.params.id)
    if (!template) throw unknownObject(request.method, request.params.id)
    if (template.status !== 'PAUSED') return { success: false, reason: 'The template is not paused.' }
    ctx.reviews.approve(template)
    return { success: true }
  })
}

/** An edit of the template that the id names. @throws GraphError when it names none */
export function changeTemplate(ctx: SimulatorContext, request: FastifyRequest<NodeRequest>): Json {
  const template = findOwn(ctx, request, request.params.id)
  if (!template) throw unknownObject(request.method, request.params.id)
  return editTemplate(ctx, template, { ...request.query, ...readBody(request) })
}

/** The template as a node, when the id is that of one; the token has to fit its account. */
export function templateNode(ctx: SimulatorContext, request: FastifyRequest<NodeRequest>): Json | null {
  const template = findOwn(ctx, request, request.params.id)
  if (!template) return null
  const fields = request.query['fields'] ?? defaultFields
  rejectUnknownFields(fields, knownFields, nodeType)
  return select({ ...template }, fields)
}

function findOwn(ctx: SimulatorContext, request: FastifyRequest, id: string): Template | null {
  const template = ctx.templates.byId(id)
  if (!template) return null
  requireWaba(ctx, request, template.wabaId)
  ctx.reviews.endPause(template)
  return template
}

function listTemplates(
  { templates, reviews }: Pick<SimulatorContext, 'reviews' | 'templates'>,
  wabaId: string,
): Template[] {
  const all = templates.list(wabaId)
  for (const template of all) reviews.endPause(template)
  return all
}

type Filters = Readonly<Record<string, string | readonly string[]>>

function filter(all: readonly Template[], query: Filters): Template[] {
  const name = asText(query['name'])
  const text = asText(query['name_or_content']) ?? asText(query['content'])
  const [status, category, language, score] = ['status', 'category', 'language', 'quality_score'].map((member) =>
    readList(query[member] ?? query[`${member}[]`]),
  )
  const isAmong = (list: readonly string[] | undefined, value: string) =>
    !list || list.length === 0 || list.some((one) => one.toUpperCase() === value.toUpperCase())
  return all.filter(
    (template) =>
      (!name || template.name.includes(name)) &&
      (!text || template.name.includes(text) || JSON.stringify(template.components).includes(text)) &&
      isAmong(status, template.status) &&
      isAmong(category, template.category) &&
      isAmong(language, template.language) &&
      isAmong(score, template.quality_score.score),
  )
}

/** One value, a list in JSON, values between commas, or a parameter that is given more than once. */
function readList(value: string | readonly string[] | undefined): string[] {
  return [value ?? []].flat().flatMap((one) => {
    const parsed = one.startsWith('[') ? parse(one) : undefined
    return Array.isArray(parsed) ? parsed.map(String) : one.split(',').map((part) => part.trim())
  })
}

/** All languages of a name, one version by `hsm_id` and name, or many by `hsm_ids`. */
function deleteTemplates(ctx: Pick<SimulatorContext, 'announce' | 'templates'>, wabaId: string, given: Json): Json {
  const deletable = findDeletable(ctx.templates.list(wabaId), given)
  if (deletable.length === 0)
    throw templateError(2593002, 'Message Template Not Found', 'The message template was not found in this account.')
  if (deletable.some(({ status }) => status === 'DISABLED'))
    throw templateError(2388039, "Message template status can't be changed", "A disabled template can't be deleted.")
  for (const template of deletable) {
    ctx.templates.remove(template)
    ctx.announce.status(template, 'PENDING_DELETION')
  }
  return { success: true }
}

function findDeletable(all: readonly Template[], given: Json): Template[] {
  const name = asText(given['name'])
  const id = asText(given['hsm_id'])
  if (given['hsm_ids'] !== undefined) {
    const ids = new Set(readIds(given['hsm_ids']))
    if (name !== undefined || id !== undefined || ids.size > 100)
      throw badRequest('Param hsm_ids must be at most 100 ids, alone.')
    return all.filter((template) => ids.has(template.id))
  }
  if (name === undefined) throw badRequest('The parameter name is required.')
  return all.filter((template) => template.name === name && (id === undefined || template.id === id))
}

function readIds(value: unknown): string[] {
  const list: unknown = typeof value === 'string' ? parse(value) : value
  return asArray(list).flatMap((id) => asText(id) ?? [])
}

/** A form carries objects as JSON in its fields. */
function readBody(request: FastifyRequest): Json {
  return Object.fromEntries(
    Object.entries(asObject(request.body)).map(([name, value]) => [
      name,
      typeof value === 'string' && /^[[{]/.test(value) ? (parse(value) ?? value) : value,
    ]),
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
