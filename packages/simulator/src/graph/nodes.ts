import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { GraphError, unknownObject } from '../graph-error.ts'
import type { Json } from '../json.ts'
import { appIdOf, type BusinessNumber } from '../numbers.ts'
import { templates } from '../templates.ts'
import { readToken, requireNumber, requireWaba } from './access.ts'

interface NodeRequest {
  Params: { id: string }
  Querystring: Record<string, string>
}

export function nodeRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<NodeRequest>('/:id', (request) => {
    const { id } = request.params
    const { fields } = request.query
    if (ctx.numbers.get(id)) return select(numberNode(requireNumber(ctx, request, id)), fields)
    return select(wabaNode(requireWaba(ctx, request, id)), fields)
  })
  app.get<NodeRequest>('/:id/phone_numbers', (request) =>
    collection(requireWaba(ctx, request, request.params.id).map(numberNode), request.query),
  )
  app.get<NodeRequest>('/:id/message_templates', (request) => {
    requireWaba(ctx, request, request.params.id)
    return collection(filterTemplates(request.query), request.query)
  })
  app.get<{ Querystring: Record<string, string> }>('/debug_token', (request) => {
    const asked = request.query['input_token'] ?? readToken(request)
    const owned = ctx.numbers.list().filter((number) => number.accessToken === asked)
    return { data: debugToken(owned) }
  })
  app.all<{ Params: { id: string } }>('/:id/*', (request) => {
    throw unknownObject(request.method, request.params.id)
  })
}

const numberNode = (number: BusinessNumber): Json => ({
  verified_name: number.verifiedName,
  code_verification_status: 'VERIFIED',
  display_phone_number: number.displayPhoneNumber,
  quality_rating: 'GREEN',
  platform_type: 'CLOUD_API',
  throughput: { level: (number.throughputPerSecond ?? 1000) > 80 ? 'HIGH' : 'STANDARD' },
  status: 'CONNECTED',
  name_status: 'APPROVED',
  account_mode: 'SANDBOX',
  whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED',
  id: number.phoneNumberId,
})

const wabaNode = ([first]: BusinessNumber[]): Json => ({
  id: first?.wabaId,
  name: first?.verifiedName,
  timezone_id: '1',
  currency: 'USD',
  message_template_namespace: `simulator_${first?.wabaId}`,
  account_review_status: 'APPROVED',
})

function select(node: Json, fields: string | undefined): Json {
  if (!fields) return node
  const names = fields.split(',').map((name) => name.replace(/[.{].*$/, '').trim())
  return Object.fromEntries([...names, 'id'].filter((name) => name in node).map((name) => [name, node[name]]))
}

/** One page of a list; cursors are positions, wrapped so that nobody reads them. */
function collection(all: readonly object[], { limit, after, fields }: Record<string, string>): Json {
  const from = after === undefined ? 0 : readCursor(after)
  const size = Math.max(1, Number(limit ?? 25) || 25)
  const data = all.slice(from, from + size).map((node) => select({ ...node }, fields))
  if (data.length === 0) return { data }
  return { data, paging: { cursors: { before: cursor(from), after: cursor(from + data.length) } } }
}

const cursor = (position: number) => Buffer.from(`at:${position}`).toString('base64url')

function readCursor(text: string): number {
  const position = /^at:(\d+)$/.exec(Buffer.from(text, 'base64url').toString())?.[1]
  if (position === undefined)
    throw new GraphError(400, { message: '(#131059) Invalid cursor', type: 'OAuthException', code: 131059 })
  return Number(position)
}

function filterTemplates(query: Record<string, string>) {
  return templates.filter(
    (template) =>
      (!query['name'] || template.name.includes(query['name'])) &&
      (!query['status'] || template.status === query['status'].toUpperCase()) &&
      (!query['category'] || template.category === query['category'].toUpperCase()) &&
      (!query['language'] || template.language === query['language']),
  )
}

function debugToken(owned: readonly BusinessNumber[]): Json {
  const [first] = owned
  if (!first) return { is_valid: false, scopes: [], error: { code: 190, message: 'Invalid OAuth access token.' } }
  const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging']
  const targets = [...new Set(owned.map((number) => number.wabaId))]
  return {
    app_id: appIdOf(first),
    type: 'SYSTEM_USER',
    application: 'Simulator',
    expires_at: 0,
    is_valid: true,
    scopes,
    granular_scopes: scopes.map((scope) => ({ scope, target_ids: targets })),
    user_id: appIdOf(first),
  }
}
