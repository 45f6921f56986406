import type { SimulatorContext } from '../context.ts'
import { badRequest, GraphError } from '../graph-error.ts'
import { asArray, type Json } from '../json.ts'
import type { SendRecord } from '../messages/messages.ts'
import type { Field } from './fields.ts'

/* Fields of an account that are computed from what was sent. https://developers.facebook.com/docs/whatsapp/business-management-api/analytics */

interface Range {
  start: number
  end: number
  /** Where the bucket of an instant begins, and where the next one does. Epoch seconds. */
  bucketOf(at: number): { start: number; end: number }
}

type Analytics = (ctx: SimulatorContext, wabaId: string, args: Readonly<Record<string, string>>) => Json

export const analyticsFields: Readonly<Record<string, Analytics>> = {
  analytics: messageAnalytics,
  conversation_analytics: () => ({ data: [{ data_points: [] }] }), // conversations ended in July 2025
  pricing_analytics: pricingAnalytics,
  template_analytics: templateAnalytics,
}

/** The analytics among the fields that were asked for. */
export function readAnalytics(ctx: SimulatorContext, wabaId: string, fields: readonly Field[]): Json {
  return Object.fromEntries(
    fields.flatMap(({ name, args }) => {
      const compute = Object.hasOwn(analyticsFields, name) ? analyticsFields[name] : undefined
      return compute ? [[name, compute(ctx, wabaId, args)]] : []
    }),
  )
}

function messageAnalytics(ctx: SimulatorContext, wabaId: string, args: Readonly<Record<string, string>>): Json {
  const range = readRange(args, ['HALF_HOUR', 'DAY', 'MONTH'])
  const numbers = readList(args['phone_numbers'])
  const owned = ctx.numbers.ofWaba(wabaId).filter(({ digits }) => numbers.length === 0 || numbers.includes(digits))
  const sends = sendsIn(
    ctx,
    owned.map(({ phoneNumberId }) => phoneNumberId),
    range,
  )
  return {
    phone_numbers: owned.map(({ digits }) => digits),
    granularity: args['granularity'],
    data_points: byBucket(range, sends).map(([bucket, list]) => ({
      ...bucket,
      sent: list.filter(wasSent).length,
      delivered: list.filter(wasDelivered).length,
    })),
  }
}

function pricingAnalytics(ctx: SimulatorContext, wabaId: string, args: Readonly<Record<string, string>>): Json {
  const range = readRange(args, ['HALF_HOUR', 'DAILY', 'MONTHLY'])
  const sends = sendsIn(
    ctx,
    ctx.numbers.ofWaba(wabaId).map(({ phoneNumberId }) => phoneNumberId),
    range,
  )
  const points = byBucket(range, sends.filter(wasDelivered)).flatMap(([bucket, list]) =>
    [...Map.groupBy(list, ({ category }) => category ?? 'service')].map(([category, ofCategory]) => ({
      ...bucket,
      pricing_category: category.toUpperCase(),
      pricing_type: 'REGULAR',
      volume: ofCategory.length,
      cost: 0,
    })),
  )
  return { data: [{ data_points: points }] }
}

const maxTemplates = 10

/** Also an edge: `GET {waba}/template_analytics`. Insights have to be switched on first. */
export function templateAnalytics(ctx: SimulatorContext, wabaId: string, args: Readonly<Record<string, string>>): Json {
  if (!ctx.settings.insights.has(wabaId))
    throw new GraphError(400, {
      message: '(#200007) Template insights are not enabled for this WhatsApp Business Account',
      type: 'OAuthException',
      code: 200007,
    })
  const range = readRange(args, ['DAILY'])
  const ids = readList(args['template_ids'])
  if (ids.length < 1 || ids.length > maxTemplates)
    throw badRequest(`Param template_ids must be 1 to ${maxTemplates} ids.`)
  const sends = sendsIn(
    ctx,
    ctx.numbers.ofWaba(wabaId).map(({ phoneNumberId }) => phoneNumberId),
    range,
  )
  const points = byBucket(range, sends).flatMap(([bucket, list]) =>
    ids.flatMap((id) => {
      const ofTemplate = list.filter(({ templateId }) => templateId === id)
      if (ofTemplate.length === 0) return []
      return [
        {
          template_id: id,
          ...bucket,
          sent: ofTemplate.filter(wasSent).length,
          delivered: ofTemplate.filter(wasDelivered).length,
          read: ofTemplate.filter(({ status }) => status === 'read').length,
        },
      ]
    }),
  )
  return { data: [{ granularity: 'DAILY', product_type: 'cloud_api', data_points: points }] }
}

const wasDelivered = ({ status }: SendRecord) => status === 'delivered' || status === 'read'
const wasSent = (send: SendRecord) => send.status === 'sent' || wasDelivered(send)

const sendsIn = (
  { messages }: Pick<SimulatorContext, 'messages'>,
  numberIds: readonly string[],
  { start, end }: Range,
) =>
  messages
    .sends()
    .filter(({ phoneNumberId, at }) => numberIds.includes(phoneNumberId) && at / 1000 >= start && at / 1000 < end)

function byBucket({ bucketOf }: Range, sends: readonly SendRecord[]) {
  const groups = Map.groupBy(sends, ({ at }) => bucketOf(at / 1000).start)
  return [...groups].sort(([a], [b]) => a - b).map(([start, list]) => [bucketOf(start), list] as const)
}

function readRange(args: Readonly<Record<string, string>>, granularities: readonly string[]): Range {
  const [start, end] = ['start', 'end'].map((name) => {
    if (args[name] === undefined) throw badRequest(`The parameter ${name} is required.`)
    const at = Number(args[name])
    if (!Number.isInteger(at) || at < 0) throw badRequest(`Param ${name} must be a UNIX timestamp.`)
    return at
  }) as [number, number]
  if (end <= start) throw badRequest('Param end must be after start.')
  const granularity = (args['granularity'] ?? '').toUpperCase()
  if (!granularities.includes(granularity))
    throw badRequest(`Param granularity must be one of {${granularities.join(', ')}}.`)
  return {
    start,
    end,
    bucketOf: granularity.startsWith('MONTH') ? monthOf : bucketsOf(granularity === 'HALF_HOUR' ? 1800 : 86_400),
  }
}

const bucketsOf = (seconds: number) => (at: number) => {
  const start = Math.floor(at / seconds) * seconds
  return { start, end: start + seconds }
}

function monthOf(at: number) {
  const date = new Date(at * 1000)
  const month = (offset: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset) / 1000
  return { start: month(0), end: month(1) }
}

/** `["a","b"]`, `[]` or `a,b`. */
function readList(text: string | undefined): string[] {
  if (!text) return []
  try {
    return asArray(JSON.parse(text)).map(String)
  } catch {
    return text
      .replace(/^\[|\]$/g, '')
      .split(',')
      .map((part) => part.trim().replace(/^"|"$/g, ''))
      .filter((part) => part !== '')
  }
}
