import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badToken, unknownObject } from '../graph-error.ts'
import type { Json } from '../json.ts'
import { appIdOf, type BusinessNumber } from '../numbers/numbers.ts'
import { readToken, requireNumber, requireWaba } from './access.ts'
import { collection, select } from './collection.ts'
import { mediaNode } from './media.ts'
import { templateNode } from './templates.ts'

interface NodeRequest {
  Params: { id: string }
  Querystring: Record<string, string>
}

export function nodeRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<NodeRequest>('/:id', (request) => {
    const { id } = request.params
    const { fields } = request.query
    if (ctx.numbers.get(id)) return select(numberNode(ctx, requireNumber(ctx, request, id)), fields)
    if (ctx.numbers.ofWaba(id).length > 0) return select(wabaNode(ctx, requireWaba(ctx, request, id)), fields)
    return templateNode(ctx, request) ?? mediaNode(ctx, request, id)
  })
  app.get<NodeRequest>('/:id/phone_numbers', (request) =>
    collection(
      requireWaba(ctx, request, request.params.id).map((number) => numberNode(ctx, number)),
      request.query,
      `http://${request.host}${request.url}`,
    ),
  )
  app.get<NodeRequest>('/:id/subscriptions', (request) => {
    const app = ctx.numbers.list().filter((number) => appIdOf(number) === request.params.id)
    const [first] = app
    if (!first || readToken(request) !== `${appIdOf(first)}|${first.appSecret}`) throw badToken()
    const callback = app.find((number) => number.callbackUrl)?.callbackUrl
    const fields = [{ name: 'messages', version: 'v23.0' }]
    const subscription = { object: 'whatsapp_business_account', callback_url: callback, active: true, fields }
    return { data: callback === undefined ? [] : [subscription] }
  })
  app.all<{ Params: { id: string } }>('/:id/*', (request) => {
    throw unknownObject(request.method, request.params.id)
  })
}

const numberNode = ({ settings, numbers }: SimulatorContext, number: BusinessNumber): Json => ({
  verified_name: number.verifiedName,
  code_verification_status: 'VERIFIED',
  display_phone_number: number.displayPhoneNumber,
  quality_rating: 'GREEN',
  platform_type: settings.of(number.phoneNumberId).registered ? 'CLOUD_API' : 'NOT_APPLICABLE',
  throughput: { level: perSecondOf(number) > 80 ? 'HIGH' : 'STANDARD' },
  status: settings.of(number.phoneNumberId).registered ? 'CONNECTED' : 'DISCONNECTED',
  is_pin_enabled: settings.of(number.phoneNumberId).pin !== undefined,
  name_status: 'APPROVED',
  account_mode: 'SANDBOX',
  whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED',
  is_on_biz_app: number.inPhoneApp === true,
  webhook_configuration: webhookConfiguration(numbers, number),
  health_status: { can_send_message: 'AVAILABLE', entities: [] },
  ...without(settings.of(number.phoneNumberId).health, 'account_review_status'),
  id: number.phoneNumberId,
})

function webhookConfiguration(numbers: SimulatorContext['numbers'], number: BusinessNumber): Json {
  const subscription = numbers.subscription(number.wabaId)
  const application = numbers.appCallback(number)
  return {
    ...(subscription?.overridden ? { whatsapp_business_account: subscription.callbackUrl } : {}),
    ...(application === undefined ? {} : { application }),
  }
}

const perSecondOf = ({ throughputPerSecond = 80 }: BusinessNumber) => throughputPerSecond ?? Number.POSITIVE_INFINITY

const without = ({ ...object }: Json, name: string): Json => {
  delete object[name]
  return object
}

const wabaNode = ({ settings }: SimulatorContext, [first]: BusinessNumber[]): Json => ({
  id: first?.wabaId,
  name: first?.verifiedName,
  timezone_id: '1',
  currency: 'USD',
  message_template_namespace: `simulator_${first?.wabaId}`,
  account_review_status: (first && settings.of(first.phoneNumberId).health['account_review_status']) ?? 'APPROVED',
})
