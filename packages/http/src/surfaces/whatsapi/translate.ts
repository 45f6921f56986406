import { isStorable, storableRule } from '@dawk/cloud-api/json.ts'
import { isUserId } from '@dawk/core/messaging/identities/recipient.ts'
import type { Message, TimelineEntry } from '@dawk/core/messaging/messages/message.ts'
import { groupPlaceOf } from '@dawk/core/messaging/messages/message-group.ts'
import type { AcceptedMessage } from '@dawk/core/messaging/messages/send/send-command.ts'
import type { SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import { type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import { defaultNumberOf } from '@dawk/core/tenancy/access/default-number.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import { fingerprintOf, readIdempotencyKey } from '#requests/idempotency-key.ts'
import { readSendAt } from '#requests/send-at.ts'
import { validateJson } from '#requests/storable-json.ts'
import { describeFailure } from './errors.ts'
import type { MessageView, SendMessageBody } from './schemas.ts'

const metadataBytes = 4096
const componentsBytes = 32_768
const phone = /^[1-9]\d{6,14}$/

/** How a number is connected through this surface. */
export const connects = 'PUT /auth/me/credentials'

/** What the client sent beside its body. */
export interface SendInput {
  body: SendMessageBody
  idempotencyKey: string | undefined
  rawBody: Buffer | null
}

/** @throws GatewayError `invalid_request` with every problem at once; `number_not_connected` */
export function toSendRequest(principal: Principal, request: SendInput, now = Date.now()): SendRequest {
  const { body } = request
  const problems: FieldProblem[] = []
  checkBody(body, problems)
  const sendAt = body.sendAt === undefined ? null : readSendAt(body.sendAt, now, problems)
  const key = readIdempotencyKey(request.idempotencyKey, problems)
  if (problems.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details: problems })
  return {
    accountId: principal.account.id,
    number: defaultNumberOf(principal, connects),
    to: isUserId(body.to) ? { phone: null, userId: body.to } : { phone: body.to, userId: null },
    ...toContent(body),
    metadata: body.metadata ?? null,
    sendAt,
    dryRun: body.dry_run ?? false,
    policy: 'resend',
    batchId: null,
    idempotency: key === null ? null : { key, fingerprint: fingerprintOf('POST\n/send-message', request.rawBody) },
  }
}

function checkBody({ to, message, template, metadata }: SendMessageBody, problems: FieldProblem[]): void {
  if (!phone.test(to) && !isUserId(to)) problems.push({ field: 'to', message: recipientProblem(to) })
  if ((message === undefined) === (template === undefined))
    problems.push({ field: 'message', message: 'send exactly one of message and template' })
  const refuse = (field: string, text: string | null) => text !== null && problems.push({ field, message: text })
  if (message !== undefined) refuse('message', validateText(message))
  if (metadata !== undefined) refuse('metadata', validateJson(metadata, metadataBytes))
  if (template?.components) refuse('template.components', validateComponents(template.components))
}

function validateText(message: string): string | null {
  if (!/\S/.test(message)) return 'must not be blank'
  return isStorable(message) ? null : storableRule
}

function validateComponents(components: readonly unknown[]): string | null {
  const areObjects = components.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each))
  return areObjects ? validateJson(components, componentsBytes) : 'must be a list of objects'
}

function recipientProblem(to: string): string {
  if (to.startsWith('+')) return 'must be E.164 without the +: country code and number, digits only'
  if (/\s/.test(to)) return 'must not contain spaces: country code and number, digits only'
  if (/[^\d]/.test(to)) return 'must contain digits only: country code and number'
  if (to.startsWith('0')) return 'must start with the country code, not with 0'
  return 'must have 7 to 15 digits: country code and number'
}

function toContent({ message, template }: SendMessageBody): Pick<SendRequest, 'type' | 'content'> {
  if (!template) return { type: 'text', content: { type: 'text', text: { body: message } } }
  const { name, language, components } = template
  const code = typeof language === 'string' ? language : language.code
  const content = { name, language: { code }, ...(components && { components }) }
  return { type: 'template', content: { type: 'template', template: content } }
}

export function toSendMessageReply({ id, state, scheduledFor }: AcceptedMessage) {
  return { success: true as const, data: { id, status: state, scheduledFor } }
}

export function toMessageView(message: Message): MessageView {
  const group = groupPlaceOf(message)
  const sender = group?.phone ?? group?.userId
  return {
    id: message.id,
    ...(sender && { from: sender }),
    to: message.peer ?? message.peerUserId,
    type: message.type,
    body: bodyOf(message),
    status: message.state,
    wamid: message.wamid,
    sentAt: message.sentAt,
    deliveredAt: message.deliveredAt,
    readAt: message.readAt,
    failedAt: message.failedAt,
    errorMessage: message.error && describeFailure(message.error),
    metadata: message.metadata,
    timeline: firstOfEach(message.timeline, message.state),
  }
}

/** Read counts as delivered; the shares have two decimals, as on the page. */
export function toSummary(counts: readonly { state: string; total: number }[]) {
  const byStatus = Object.fromEntries(counts.map(({ state, total }) => [state, total]))
  const total = counts.reduce((sum, count) => sum + count.total, 0)
  const share = (...states: string[]) => {
    const part = states.reduce((sum, state) => sum + (byStatus[state] ?? 0), 0)
    return total === 0 ? 0 : Math.round((part / total) * 100) / 100
  }
  return { total, byStatus, deliveryRate: share('delivered', 'read'), failureRate: share('failed') }
}

/** The text, the name of the template, or the caption of a medium. */
function bodyOf({ type, content }: Message): string | null {
  const part = content[type] as { body?: unknown; name?: unknown; caption?: unknown } | undefined
  const text = type === 'template' ? part?.name : (part?.body ?? part?.caption)
  return typeof text === 'string' ? text : null
}

/** Each status once, with its first instant; a retry begins anew. An attempt is a status of its own only while it is out. */
function firstOfEach(timeline: readonly TimelineEntry[], state: string): TimelineEntry[] {
  const seen = new Set<string>()
  return timeline.filter(({ status, retryOf }) => {
    if (retryOf !== undefined) seen.clear()
    if (seen.has(status) || (status === 'processing' && state !== 'processing')) return false
    seen.add(status)
    return true
  })
}
