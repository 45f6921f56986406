import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badRequest, badToken, unknownObject } from '../graph-error.ts'
import { asObject, asText, type Json } from '../json.ts'
import { appIdOf } from '../numbers/numbers.ts'
import { readToken, requireNumber, requireWaba } from './access.ts'
import { analyticsFields, readAnalytics, templateAnalytics } from './analytics.ts'
import { collection } from './collection.ts'
import { parseFields, rejectUnknownFields, select } from './fields.ts'
import { mediaNode } from './media.ts'
import { defaultNumberFields, numberFields, numberNode, wabaFields, wabaNode } from './node-fields.ts'
import { setCallback } from './subscribed-apps.ts'
import { changeTemplate, templateNode } from './templates.ts'

interface NodeRequest {
  Params: { id: string }
  Querystring: Record<string, string>
}

export function nodeRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<NodeRequest>('/:id', (request) => {
    const { id } = request.params
    const { fields } = request.query
    if (ctx.numbers.get(id)) return readNumber(ctx, request, fields)
    if (ctx.numbers.ofWaba(id).length > 0) return readWaba(ctx, request, fields)
    return templateNode(ctx, request) ?? mediaNode(ctx, request, id)
  })
  app.post<NodeRequest>('/:id', (request) => {
    const { id } = request.params
    if (ctx.numbers.get(id)) return changeNumber(ctx, request)
    if (ctx.numbers.ofWaba(id).length > 0) return changeWaba(ctx, request)
    return changeTemplate(ctx, request)
  })
  app.get<NodeRequest>('/:id/phone_numbers', (request) => {
    rejectUnknownFields(request.query['fields'], numberFields, numberType)
    return collection(
      requireWaba(ctx, request, request.params.id).map((number) => numberNode(ctx, number)),
      { ...request.query, fields: request.query['fields'] ?? defaultNumberFields },
      `http://${request.host}${request.url}`,
    )
  })
  app.get<NodeRequest>('/:id/template_analytics', (request) => {
    requireWaba(ctx, request, request.params.id)
    return templateAnalytics(ctx, request.params.id, request.query)
  })
  appRoutes(app, ctx)
  app.all<{ Params: { id: string } }>('/:id/*', (request) => {
    throw unknownObject(request.method, request.params.id)
  })
}

const numberType = 'WhatsAppBusinessPhoneNumber'

function readNumber(ctx: SimulatorContext, request: FastifyRequest<NodeRequest>, fields = defaultNumberFields): Json {
  rejectUnknownFields(fields, numberFields, numberType)
  return select(numberNode(ctx, requireNumber(ctx, request, request.params.id)), fields)
}

const defaultWabaFields = 'id,name,timezone_id,currency,message_template_namespace'

function readWaba(ctx: SimulatorContext, request: FastifyRequest<NodeRequest>, fields = defaultWabaFields): Json {
  const { id } = request.params
  const owned = requireWaba(ctx, request, id)
  rejectUnknownFields(fields, [...wabaFields, ...Object.keys(analyticsFields)], 'WhatsAppBusinessAccount')
  return select({ ...wabaNode(ctx, owned), ...readAnalytics(ctx, id, parseFields(fields)) }, fields)
}

/** Its PIN, its own callback, or the name that it wants to be shown by. */
async function changeNumber(ctx: SimulatorContext, request: FastifyRequest<NodeRequest>): Promise<Json> {
  const number = requireNumber(ctx, request, request.params.id)
  const given = { ...request.query, ...asObject(request.body) }
  const { pin, new_display_name: name, webhook_configuration: webhook } = given as Json
  if (pin === undefined && name === undefined && webhook === undefined)
    throw badRequest('One of the parameters pin, new_display_name and webhook_configuration is required.')
  if (pin !== undefined) {
    if (!/^\d{6}$/.test(asText(pin) ?? '')) throw badRequest('Param pin must be 6 digits.')
    ctx.settings.of(number.phoneNumberId).pin = asText(pin)
  }
  if (webhook !== undefined) await setCallback(ctx, number, asObject(webhook))
  return { success: true }
}

/** Insights of templates are switched on once, and never off. */
function changeWaba(ctx: SimulatorContext, request: FastifyRequest<NodeRequest>): Json {
  requireWaba(ctx, request, request.params.id)
  const given = { ...request.query, ...asObject(request.body) } as Json
  if (String(given['is_enabled_for_insights']) !== 'true')
    throw badRequest('Param is_enabled_for_insights must be true.')
  ctx.settings.insights.add(request.params.id)
  return { success: true }
}

/** Where the webhooks of an app go; asked for with the app's own token. */
function appRoutes(app: FastifyInstance, ctx: Pick<SimulatorContext, 'numbers'>): void {
  app.get<NodeRequest>('/:id/subscriptions', (request) => {
    const owned = ctx.numbers.list().filter((number) => appIdOf(number) === request.params.id)
    const [first] = owned
    if (!first || readToken(request) !== `${appIdOf(first)}|${first.appSecret}`) throw badToken()
    const callback = owned.find((number) => number.callbackUrl)?.callbackUrl
    const fields = [{ name: 'messages', version: 'v23.0' }]
    const subscription = { object: 'whatsapp_business_account', callback_url: callback, active: true, fields }
    return { data: callback === undefined ? [] : [subscription] }
  })
}
