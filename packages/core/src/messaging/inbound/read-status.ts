import { classifyGraphError } from '@dawk/cloud-api/error-policy.ts'
import type { MessageStatus, WebhookError } from '@dawk/cloud-api/webhook-types.ts'
import type { MessageError } from '#events/catalogue.ts'
import { isId } from '#platform/ids.ts'
import type { MessagePricing } from '../messages/message.ts'
import type { MessageReport } from '../messages/reports/advance-message.ts'

/** Our id, when the status carries one. */
export function ownId({
  biz_opaque_callback_data: id,
}: Pick<MessageStatus, 'biz_opaque_callback_data'>): string | null {
  return typeof id === 'string' && isId(id) ? id.toLowerCase() : null
}

/** `played` is what a voice note's `read` is called. */
export function toReport(status: MessageStatus): MessageReport {
  const pricing = toPricing(status)
  const report = {
    status: status.status === 'played' ? ('read' as const) : status.status,
    at: toInstant(status.timestamp),
    wamid: status.id,
    waId: status.recipient_id ?? null,
    ...(pricing && { pricing }),
  }
  return status.status === 'failed' ? { ...report, error: toMessageError(status.errors?.[0]) } : report
}

/** The last instant that is believed, in seconds: the year 2100. */
const maxSeconds = 4_102_444_800

/** Meta's epoch seconds as ISO 8601; now, when they make no sense. */
export function toInstant(seconds: string | number | undefined): string {
  const number = Number(seconds)
  return new Date(number > 0 && number < maxSeconds ? number * 1000 : Date.now()).toISOString()
}

function toPricing({ pricing }: MessageStatus): MessagePricing | null {
  if (!pricing) return null
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  const { category, type, pricing_model: model, billable } = pricing
  return {
    category: text(category),
    type: text(type),
    model: text(model),
    billable: typeof billable === 'boolean' ? billable : null,
  }
}

function toMessageError(error: WebhookError | undefined): MessageError {
  const title = error?.title ?? error?.message ?? 'Failed without a reason'
  const code = error?.code ?? null
  return {
    code,
    subcode: null,
    title,
    details: error?.error_data?.details ?? null,
    cause: code === null ? title : classifyGraphError({ code, message: title }, 400).cause,
    traceId: null,
  }
}
