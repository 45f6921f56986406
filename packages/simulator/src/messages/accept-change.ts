import type { SimulatorContext } from '../context.ts'
import { ControlError, readMembers } from '../control/control-error.ts'
import { asArray, asObject, asText, type Json } from '../json.ts'
import type { BusinessNumber } from '../numbers/numbers.ts'
import { inboundWamid } from './wamid.ts'

/**
 * Reports something in another field than `messages`: what the business wrote in its phone app (`smb_message_echoes`),
 * the history that it shares (`history`), its contact book (`smb_app_state_sync`), or any other with a `value` as given.
 * Returns the wamids that it speaks of.
 */
export function acceptChange(ctx: SimulatorContext, field: string, body: Json): string[] {
  const number = ctx.numbers.get(String(body['phoneNumberId']))
  if (!number) throw new ControlError(`no number ${String(body['phoneNumberId'])} is registered`)
  if (field !== 'smb_message_echoes') readMembers(body, ['phoneNumberId', 'field', ...(members[field] ?? ['value'])])
  const { value, wamids } = (renderers[field] ?? renderGiven)(ctx, number, body)
  const metadata = { display_phone_number: number.digits, phone_number_id: number.phoneNumberId }
  ctx.publisher.publish({
    number,
    kind: 'change',
    field,
    render: () => ({ messaging_product: 'whatsapp', metadata, ...value }),
  })
  return wamids
}

type Render = (ctx: SimulatorContext, number: BusinessNumber, body: Json) => { value: Json; wamids: string[] }

const renderers: Record<string, Render> = {
  smb_message_echoes: renderEchoes,
  history: renderHistory,
  smb_app_state_sync: renderBook,
}

/** Of an echo the members are those of a message, as given. */
const members: Readonly<Record<string, readonly string[]>> = {
  history: ['threads', 'metadata', 'errors'],
  smb_app_state_sync: ['contacts'],
}

function renderEchoes(ctx: SimulatorContext, number: BusinessNumber, body: Json) {
  const { messages, phoneNumberId: _, field: __, ...single } = body
  const items = (messages === undefined ? [single] : asArray(messages).map(asObject)).map((message) => {
    const to = asText(message['to'])?.replace(/\D/g, '')
    if (!to) throw new ControlError('to is required')
    return { from: number.digits, ...written(ctx, message, to), to }
  })
  return { value: { message_echoes: items }, wamids: items.map(({ id }) => id) }
}

function renderHistory(ctx: SimulatorContext, number: BusinessNumber, body: Json) {
  const threads = asArray(body['threads']).map((given) => {
    const thread = asObject(given)
    const user = asText(thread['id'])?.replace(/\D/g, '')
    if (!user) throw new ControlError('threads[].id is required')
    const messages = asArray(thread['messages']).map((message) => toHistoric(ctx, number, user, asObject(message)))
    return { id: user, messages }
  })
  const metadata = { phase: 0, chunk_order: 1, progress: 100, ...asObject(body['metadata']) }
  const errors = asArray(body['errors'])
  const item = errors.length > 0 ? { errors } : { metadata, threads }
  return { value: { history: [item] }, wamids: threads.flatMap(({ messages }) => messages.map(({ id }) => id)) }
}

/** `status` is what became of one of the business; without it the person wrote. */
function toHistoric(ctx: SimulatorContext, number: BusinessNumber, user: string, { status, ...message }: Json) {
  const direction = status === undefined ? { from: user } : { from: number.digits, to: user }
  return { ...direction, ...written(ctx, message, user), history_context: { status: status ?? 'READ' } }
}

function written(ctx: Pick<SimulatorContext, 'clock' | 'random'>, message: Json, user: string) {
  return {
    type: 'text',
    timestamp: String(Math.floor(ctx.clock.now() / 1000)),
    ...message,
    id: asText(message['id']) ?? inboundWamid(ctx.random, user),
  }
}

function renderBook(ctx: Pick<SimulatorContext, 'clock'>, _number: BusinessNumber, body: Json) {
  const timestamp = String(ctx.clock.now())
  const stateSync = asArray(body['contacts']).map((given) => {
    const { phone, name, action } = asObject(given)
    if (!asText(phone)) throw new ControlError('contacts[].phone is required')
    const contact = { phone_number: phone, ...(name === undefined ? {} : { full_name: name, first_name: name }) }
    return { type: 'contact', contact, action: action ?? 'add', metadata: { timestamp } }
  })
  return { value: { state_sync: stateSync }, wamids: [] }
}

const renderGiven: Render = (_ctx, _number, body) => ({ value: asObject(body['value']), wamids: [] })
