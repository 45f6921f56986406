import { type Message, priorities, type VisibleState } from '@dawk/core/messaging/messages/message.ts'
import { groupPlaceOf } from '@dawk/core/messaging/messages/message-group.ts'
import type { MessageListFilter } from '@dawk/core/messaging/messages/message-list-store.ts'
import type { AcceptedMessage } from '@dawk/core/messaging/messages/send/send-command.ts'
import type { SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import { type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal, SendingNumber } from '@dawk/core/tenancy/access/principal.ts'
import type { Static, TObject } from 'typebox'
import { readSendAt } from '#requests/send-at.ts'
import { validateJson } from '#requests/storable-json.ts'
import { toInstant } from '#resources/instants.ts'
import { fromMetaNames, toMetaNames } from '#resources/wire-names.ts'
import { sendTypes, validateNativeContent } from './message-contents.ts'
import type { MessageFilters, MessageView, SendBody } from './schemas/message-schemas.ts'

const metadataBytes = 4096

/** What a body says by itself; the number and the messages it names are looked up by the caller. */
export type ReadSend = Omit<SendRequest, 'number' | 'content' | 'idempotency'> & {
  from: string | null
  content: Record<string, unknown>
  replyTo: string | null
}

/** @throws GatewayError `invalid_request` with every problem at once */
export function readSend({ account }: Pick<Principal, 'account'>, body: SendBody, now = Date.now()): ReadSend {
  const problems: FieldProblem[] = []
  const read = {
    accountId: account.id,
    from: body.from ?? null,
    to: { phone: readPhone(body, problems), userId: body.toUserId ?? null },
    type: body.type,
    content: readContent(body, problems),
    replyTo: body.replyTo ?? null,
    metadata: body.metadata ?? null,
    sendAt: body.sendAt === undefined ? null : readSendAt(body.sendAt, now, problems),
    dryRun: body.dryRun ?? false,
    policy: body.onUnknownOutcome ?? 'resend',
    batchId: null,
    ...(body.priority !== undefined && { priority: priorities[body.priority] }),
  }
  const wrong = body.metadata === undefined ? null : validateJson(body.metadata, metadataBytes)
  if (wrong !== null) problems.push({ field: 'metadata', message: wrong })
  if (problems.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details: problems })
  return read
}

function readPhone({ to, toUserId }: SendBody, problems: FieldProblem[]): string | null {
  if (to === undefined) {
    if (toUserId === undefined) problems.push({ field: 'to', message: 'is required, or toUserId in its place' })
    return null
  }
  const digits = to.replace(/^\+/, '').replace(/[\s().-]/g, '')
  if (!/^[1-9]\d{6,14}$/.test(digits))
    problems.push({ field: 'to', message: 'must be a phone number with its country code: 7 to 15 digits' })
  return digits
}

function readContent(body: SendBody, problems: FieldProblem[]): Record<string, unknown> {
  const { type } = body
  for (const other of sendTypes)
    if (other !== type && body[other] !== undefined)
      problems.push({ field: other, message: `does not belong to a message of the type ${type}` })
  const wrong = validateNativeContent(type, body[type])
  problems.push(...wrong)
  return { type, [type]: wrong.length === 0 ? toMetaNames(body[type]) : null }
}

/** What the request names besides, once it is found. */
export function toSendRequest(
  read: ReadSend,
  number: SendingNumber,
  wamids: { replyTo: string | null; reaction: string | null },
  idempotency: SendRequest['idempotency'],
): SendRequest {
  const { from: _from, replyTo: _replyTo, content, ...request } = read
  const reaction = content['reaction'] as Record<string, unknown> | undefined
  return {
    ...request,
    number,
    content: {
      ...(wamids.replyTo !== null && { context: { message_id: wamids.replyTo } }),
      ...content,
      ...(reaction && { reaction: { ...reaction, message_id: wamids.reaction } }),
    },
    idempotency,
  }
}

export const toAcceptedView = ({ id, state, scheduledFor }: AcceptedMessage) => ({
  id,
  status: state,
  scheduledAt: scheduledFor,
})

const directions = { inbound: 'in', outbound: 'out' } as const

/** @throws GatewayError `invalid_request` */
export function toFilter(query: Static<TObject<typeof MessageFilters>>): MessageListFilter {
  const { direction, status, type, numberId, batchId, peer, createdFrom, createdTo } = query
  return {
    ...(direction !== undefined && { direction: directions[direction] }),
    ...(status !== undefined && { states: [...new Set(status.split(','))] as VisibleState[] }),
    ...(type !== undefined && { types: type.split(',') }),
    ...(numberId !== undefined && { numberId }),
    ...(batchId !== undefined && { batchId }),
    ...(peer !== undefined && { peer: /^[+\d\s().-]+$/.test(peer) ? peer.replace(/\D/g, '') : peer }),
    ...(createdFrom !== undefined && { from: toInstant(createdFrom, 'createdFrom') }),
    ...(createdTo !== undefined && { to: toInstant(createdTo, 'createdTo') }),
  }
}

/** Told by members of their own. */
const shownElsewhere = new Set(['type', 'id', 'from', 'from_user_id', 'timestamp', 'group_id'])

export function toMessageView(message: Message): Static<typeof MessageView> {
  const group = groupPlaceOf(message)
  const content = Object.entries(message.content).filter(([name]) => !shownElsewhere.has(name))
  return {
    id: message.id,
    direction: message.direction === 'in' ? 'inbound' : 'outbound',
    numberId: message.numberId,
    peer: group ? { phone: group.phone, userId: group.userId } : { phone: message.peer, userId: message.peerUserId },
    groupId: group?.groupId ?? null,
    type: message.type,
    content: fromMetaNames(Object.fromEntries(content)) as Record<string, unknown>,
    status: message.state,
    wamid: message.wamid,
    batchId: message.batchId,
    metadata: message.metadata,
    dryRun: message.dryRun,
    pricing: message.pricing,
    error: message.error && toErrorView(message.error),
    timeline: message.timeline.map(({ status, at, detail }) => ({
      status,
      at,
      ...(detail !== undefined && { detail }),
    })),
    scheduledAt: message.scheduledAt,
    sentAt: message.sentAt,
    deliveredAt: message.deliveredAt,
    readAt: message.readAt,
    failedAt: message.failedAt,
    createdAt: message.createdAt,
  }
}

const toErrorView = ({ code, subcode, title, details, cause, traceId }: NonNullable<Message['error']>) => ({
  code,
  subcode,
  title,
  details,
  cause,
  traceId,
})
