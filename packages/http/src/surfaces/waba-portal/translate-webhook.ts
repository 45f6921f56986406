import { STATUS_CODES } from 'node:http'
import type { DeliveryAttempt } from '@dawk/core/webhooks/deliveries/delivery-store.ts'
import type { Endpoint } from '@dawk/core/webhooks/endpoints/endpoint-store.ts'
import { eventTypesOf } from './events.ts'
import type { TestResult, WebhookEvent, WebhookView } from './webhook-schemas.ts'

const allEvents = Object.keys(eventTypesOf) as WebhookEvent[]

/** Who names no events keeps those that were chosen before; at first all of them. */
export const toEventTypes = (
  events: readonly WebhookEvent[] | undefined,
  before: Pick<Endpoint, 'eventTypes'> | null,
): readonly string[] => {
  if (events === undefined && before) return before.eventTypes
  return (events ?? allEvents).flatMap((name) => [...eventTypesOf[name]])
}

/** What is shown of a secret after the answer that made it: as much as the page shows of its own. */
export const hintOf = (secret: string) => `${secret.slice(0, 12)}...`

/** `secret` as it is to be shown. */
export function toWebhookView(
  phoneNumber: string | null,
  endpoint: Endpoint | null,
  secret: string | null,
): WebhookView {
  return {
    phoneNumber: phoneNumber === null ? null : phoneNumber.replace(/\D/g, ''),
    webhookUrl: endpoint?.url ?? null,
    webhookSecret: secret,
    webhookEnabled: endpoint?.enabled ?? false,
    webhookEvents: allEvents.filter(
      (name) => !endpoint || eventTypesOf[name].some((type) => endpoint.eventTypes.includes(type)),
    ),
  }
}

export const isPassed = ({ status }: Pick<DeliveryAttempt, 'status'>) =>
  status !== null && status >= 200 && status < 300

export function toTestResult(
  webhookUrl: string,
  { status, ms, response }: DeliveryAttempt,
  payload: unknown,
): TestResult {
  const result = {
    webhookUrl,
    statusCode: status,
    statusText: status === null ? null : (STATUS_CODES[status] ?? ''),
    duration: `${ms}ms`,
  }
  return isPassed({ status }) ? { ...result, responseBody: response ?? '', testPayload: payload } : result
}

export const whyFailed = ({ status, error }: DeliveryAttempt) =>
  status === null ? `Webhook endpoint could not be reached: ${error}` : `Webhook endpoint returned status ${status}`
