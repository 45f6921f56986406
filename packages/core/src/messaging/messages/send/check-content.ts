import { checkRecipient } from '#messaging/identities/recipient.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { checkContacts } from './content/contacts.ts'
import { type Check, Findings } from './content/findings.ts'
import { checkInteractive } from './content/interactive.ts'
import { checkLocation } from './content/location.ts'
import { mediaCheck } from './content/media.ts'
import { checkReaction } from './content/reaction.ts'
import { checkStorable } from './content/storable.ts'
import { checkTemplate } from './content/template.ts'
import { checkText } from './content/text.ts'
import type { SendRequest } from './send-request.ts'

const referenceMax = 512
/** So many are told; what is wrong beyond shows once these are mended. */
const problemsMax = 20

const checks: Record<string, Check> = {
  text: checkText,
  image: mediaCheck('image'),
  video: mediaCheck('video'),
  audio: mediaCheck('audio'),
  document: mediaCheck('document'),
  sticker: mediaCheck('sticker'),
  location: checkLocation,
  contacts: checkContacts,
  reaction: checkReaction,
  interactive: checkInteractive,
  template: checkTemplate,
}

/** Types of message that can be sent. */
export const outboundTypes: readonly string[] = Object.keys(checks)

/**
 * What Meta would refuse in a message, before it is queued: every problem at once, each with the path of its member in
 * Meta's object, e.g. `interactive.action.buttons[2].reply.title`. Source: Meta's pages on the types of messages.
 */
export function checkContent({ type, content }: Pick<SendRequest, 'type' | 'content'>): readonly FieldProblem[] {
  const find = new Findings()
  checks[find.oneOf(type, 'type', outboundTypes) ?? '']?.(content[type], type, find)
  checkContext(content['context'], type, find)
  find.optionalText(content['recipient_identity_key_hash'], 'recipient_identity_key_hash', referenceMax)
  checkStorable(content, find)
  return find.problems.length > problemsMax ? find.problems.slice(0, problemsMax) : find.problems
}

function checkContext(value: unknown, type: string, find: Findings): void {
  const context = find.optionalObject(value, 'context')
  if (!context) return
  if (type === 'reaction') find.add('context', 'must be left out: a reaction names its message itself')
  else find.text(context['message_id'], 'context.message_id', referenceMax)
}

/** @throws GatewayError `invalid_request` with every problem of recipient and content at once */
export function assertSendable(request: Pick<SendRequest, 'to' | 'type' | 'content'>): undefined {
  const ofRecipient = checkRecipient(request.to)
  const ofContent = checkContent(request)
  if (ofRecipient.length + ofContent.length === 0) return
  throw new GatewayError('invalid_request', 'Validation failed.', { details: [...ofRecipient, ...ofContent] })
}
