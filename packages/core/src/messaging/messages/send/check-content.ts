import { contentTypes, isContentType, validateContent, validateEnvelope } from '@dawk/cloud-api/content/catalogue.ts'
import { didYouMean } from '@dawk/cloud-api/content/did-you-mean.ts'
import { maxProblems } from '@dawk/cloud-api/content/report.ts'
import { shown } from '@dawk/cloud-api/content/shown.ts'
import { isAbsent } from '@dawk/cloud-api/json.ts'
import { checkRecipient } from '#messaging/identities/recipient.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import type { SendRequest } from './send-request.ts'

/** Types of message that can be sent. */
export const outboundTypes: readonly string[] = contentTypes

/**
 * What Meta would refuse in a message, before it is queued: each problem with the path of its member in Meta's object,
 * as in `interactive.action.buttons.2.reply.title`; at most 20 of them.
 */
export function checkContent({ type, content }: Pick<SendRequest, 'type' | 'content'>): readonly FieldProblem[] {
  if (!isContentType(type)) return [unknownType(type)]
  const problems: readonly FieldProblem[] = validateContent(type, content[type])
  const { context, recipient_identity_key_hash: keyHash } = content
  if (isAbsent(context) && isAbsent(keyHash)) return problems
  return [...problems, ...checkEnvelope(type, content)].slice(0, maxProblems)
}

function unknownType(type: string): FieldProblem {
  if (type === '') return { field: 'type', message: 'is required', rule: 'required' }
  const hint = didYouMean(type, contentTypes)
  return { field: 'type', message: `must be one of ${contentTypes.join(', ')}, got ${shown(type)}${hint}` }
}

function checkEnvelope(type: string, { context, recipient_identity_key_hash: keyHash }: SendRequest['content']) {
  if (type === 'reaction' && !isAbsent(context))
    return [{ field: 'context', message: 'must be left out: a reaction names its message itself' }]
  return [...validateEnvelope('context', context), ...validateEnvelope('recipient_identity_key_hash', keyHash)]
}

/** @throws GatewayError `invalid_request` with the problems of recipient and content together */
export function assertSendable(request: Pick<SendRequest, 'to' | 'type' | 'content'>): undefined {
  const ofRecipient = checkRecipient(request.to)
  const ofContent = checkContent(request)
  if (ofRecipient.length + ofContent.length === 0) return
  throw new GatewayError('invalid_request', 'Validation failed.', { details: [...ofRecipient, ...ofContent] })
}
