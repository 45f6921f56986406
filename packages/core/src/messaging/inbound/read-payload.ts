import { classifyGraphError } from '@dawk/cloud-api/error-policy.ts'
import type { StatusEntry, WebhookError } from '@dawk/cloud-api/webhook-types.ts'
import type { MessageError } from '#events/catalogue.ts'
import { isId } from '#platform/ids.ts'
import type { MessageReport } from '../messages/reports/advance-message.ts'

/** Our id, when the status carries one. */
export function ownId({ status }: StatusEntry): string | null {
  const id = status.biz_opaque_callback_data
  return typeof id === 'string' && isId(id) ? id.toLowerCase() : null
}

/** `played` is what a voice note's `read` is called. */
export function toReport({ status }: StatusEntry): MessageReport {
  const at = toInstant(status.timestamp)
  const known = status.status === 'played' ? 'read' : status.status
  const base = { status: known, at, wamid: status.id, waId: status.recipient_id ?? null }
  const [error] = status.errors ?? []
  return known === 'failed' ? { ...base, error: toMessageError(error) } : base
}

/** Meta's epoch seconds as ISO 8601; now, when they make no sense. */
export function toInstant(seconds: string | number | undefined): string {
  const ms = Number(seconds) * 1000
  return new Date(Number.isFinite(ms) && ms > 0 && ms < 8.64e15 ? ms : Date.now()).toISOString()
}

function toMessageError(error: WebhookError | undefined): MessageError {
  const title = error?.title ?? error?.message ?? 'Failed without a reason'
  return {
    code: error?.code ?? null,
    subcode: null,
    title,
    details: error?.error_data?.details ?? null,
    cause: error ? classifyGraphError({ code: error.code, message: title }, 400).cause : title,
    fbtraceId: null,
  }
}
