import type { SimulatorContext } from '../context.ts'
import { errorFacts } from '../error-codes.ts'
import { drawError, type Faults, happens } from '../faults/faults.ts'
import { checkMediaIds } from '../graph/media.ts'
import { badToken, sendError } from '../graph-error.ts'
import { asObject, type Json } from '../json.ts'
import type { BusinessNumber } from '../numbers/numbers.ts'
import { checkTemplateSend, type TemplateSend } from '../templates/send-template.ts'
import { type CheckedSend, checkSend, type Recipient, withParsedComponents } from '../validate/send.ts'
import { type MagicOutcome, magicOutcome } from './magic-numbers.ts'
import type { SendRecord } from './messages.ts'
import type { Life } from './statuses.ts'
import { outboundWamid } from './wamid.ts'

export interface AcceptedSend {
  reply: Json
  life: Life
  dropConnection: boolean
}

/**
 * Accepts one message as Meta does: whatever can be refused at once is, and everything else is a 200 whose fate the
 * statuses tell.
 * @throws GraphError
 */
export function acceptSend(ctx: SimulatorContext, number: BusinessNumber, body: Json): AcceptedSend {
  const injected = drawError(ctx.random, ctx.faults)
  if (injected !== undefined && !errorFacts(injected).async) throw injected === 190 ? badToken() : sendError(injected)
  if (!ctx.settings.of(number.phoneNumberId).registered) throw sendError(133010)
  const send = checkSend(body, number.digits)
  const content = asObject(withParsedComponents(body))
  const mediaFailure = checkMediaIds(ctx, number.wabaId, content)
  const template =
    send.type === 'template' ? checkTemplateSend(ctx, number.wabaId, asObject(content['template'])) : undefined
  if (template?.template.category === 'AUTHENTICATION' && send.recipient.isUserId) throw sendError(131062)
  const magic = magicOutcome(send.recipient.user)
  if (magic?.kind === 'refuse') throw magic.code === 190 ? badToken() : sendError(magic.code)
  takeAllowance(ctx, number, send.recipient.user)
  const reactionFailure = send.type === 'reaction' ? findReactionFailure(ctx, number, send, content) : undefined
  const record = store(ctx, number, { ...send, content, template })
  const open = isWindowOpen(ctx, number, send.recipient.user)
  const outcome = decideOutcome(ctx.faults, send, {
    template,
    open,
    magic,
    injected: injected ?? mediaFailure ?? reactionFailure,
  })
  return {
    reply: toReply(send.recipient, record.wamid, template !== undefined),
    life: { record, number, outcome, ...toPrice(template, open, ctx.clock.now()) },
    dropConnection: magic?.kind === 'drop_after_accept' || happens(ctx.random, ctx.faults.dropAfterAcceptRate),
  }
}

const reactableMs = 30 * 24 * 3_600_000

/** A reaction to what is not in this chat, is too old, or is a reaction itself, fails later. */
function findReactionFailure(
  { messages, clock }: Pick<SimulatorContext, 'clock' | 'messages'>,
  { phoneNumberId }: BusinessNumber,
  { recipient }: CheckedSend,
  content: Json,
): number | undefined {
  const target = messages.find(String(asObject(content['reaction'])['message_id']))
  if (!target) return messages.hasForgotten() ? undefined : 131009
  const isHere = target.phoneNumberId === phoneNumberId && target.user === recipient.user
  return isHere && target.type !== 'reaction' && target.at > clock.now() - reactableMs ? undefined : 131009
}

function takeAllowance({ limits }: Pick<SimulatorContext, 'limits'>, number: BusinessNumber, user: string): void {
  if (!limits.takeThroughput(number)) throw sendError(130429)
  if (!limits.takePair(number, user)) throw sendError(131056)
}

function isWindowOpen({ windows }: Pick<SimulatorContext, 'windows'>, number: BusinessNumber, user: string): boolean {
  return number.openWindow === true || windows.isOpen(number.phoneNumberId, user)
}

function store(
  { messages, clock, events, random }: Pick<SimulatorContext, 'clock' | 'events' | 'messages' | 'random'>,
  number: BusinessNumber,
  { recipient, type, opaque, content, template }: CheckedSend & { content: Json; template: TemplateSend | undefined },
): SendRecord {
  const { phoneNumberId } = number
  const record: SendRecord = {
    wamid: outboundWamid(random, recipient.user),
    to: recipient.user,
    type,
    phoneNumberId,
    at: clock.now(),
  }
  if (opaque !== undefined) record.biz_opaque_callback_data = opaque
  if (template) Object.assign(record, { templateId: template.template.id, category: template.template.category })
  const message = {
    wamid: record.wamid,
    phoneNumberId,
    user: recipient.user,
    direction: 'out' as const,
    type,
    content: content[type],
    ...(template ? { rendered: template.rendered } : {}),
    ...(content['context'] ? { context: content['context'] } : {}),
    at: record.at,
    status: 'accepted' as const,
  }
  messages.addSend(record, message)
  events.emit(() => ({ kind: 'send', message }))
  return record
}

interface Circumstances {
  template: TemplateSend | undefined
  /** Of the window. */
  open: boolean
  magic: MagicOutcome | undefined
  /** Code of a failure that was asked for. */
  injected: number | undefined
}

function decideOutcome(
  faults: Faults,
  { type, recipient }: CheckedSend,
  { template, open, magic, injected }: Circumstances,
): Life['outcome'] {
  if (injected !== undefined) return { kind: 'failed', code: injected }
  if (magic?.kind === 'fail_later') return { kind: 'failed', code: magic.code }
  if (!template && !open && !magic) return { kind: 'failed', code: 131047 }
  if (faults.usMarketingBlocked && template?.template.category === 'MARKETING' && isUnitedStates(recipient.user))
    return { kind: 'failed', code: 131049 }
  if (type === 'reaction') return { kind: 'sent_only' }
  if (magic?.kind === 'stop_at') return { kind: magic.last === 'sent' ? 'sent_only' : 'delivered_only' }
  if (magic?.kind === 'skip_delivered') return { kind: 'skip_delivered' }
  return { kind: faults.statuses }
}

const isUnitedStates = (user: string) => /^1[2-9]\d{9}$/.test(user)

/** From this day on Meta charges for service messages, and for utility templates inside the window as well. */
const chargesAllFrom = Date.UTC(2026, 9, 1)

function toPrice(template: TemplateSend | undefined, open: boolean, now: number) {
  const category = template?.template.category.toLowerCase() ?? 'service'
  const isFree = now < chargesAllFrom && (category === 'service' || (category === 'utility' && open))
  return { category, pricingType: isFree ? 'free_customer_service' : 'regular' }
}

function toReply({ input, user, isUserId }: Recipient, wamid: string, isTemplate: boolean): Json {
  return {
    messaging_product: 'whatsapp',
    contacts: [isUserId ? { input, user_id: user } : { input, wa_id: user }],
    messages: [isTemplate ? { id: wamid, message_status: 'accepted' } : { id: wamid }],
  }
}
