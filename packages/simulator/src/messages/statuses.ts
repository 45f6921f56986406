import type { Clock } from '../clock.ts'
import { statusError } from '../error-codes.ts'
import type { Events } from '../events.ts'
import type { Faults } from '../faults/faults.ts'
import type { Json } from '../json.ts'
import type { BusinessNumber } from '../numbers/numbers.ts'
import { type People, toContact } from '../people.ts'
import type { Publisher } from '../webhooks/publisher.ts'
import type { Messages, SendRecord } from './messages.ts'
import { createSchedule } from './schedule.ts'

type Status = 'sent' | 'delivered' | 'read' | 'failed'

interface Step {
  status: Status
  delayMs: number
  errorCode?: number
}

/** The life of one accepted message: which statuses follow, and how its price is told. */
export interface Life {
  record: SendRecord
  number: BusinessNumber
  category: string
  pricingType: string
  outcome:
    | { kind: 'all' | 'sent_only' | 'delivered_only' | 'skip_delivered' | 'none' }
    | { kind: 'failed'; code: number }
}

export interface StatusDeps {
  clock: Clock
  faults: Faults
  messages: Messages
  people: People
  events: Events
  publisher: Publisher
}

export function createStatuses(deps: StatusDeps) {
  const schedule = createSchedule()
  const listeners: ((life: Life) => void)[] = []
  const publish = (life: Life, step: Step, onSettled?: () => void) => {
    publishStatus(deps, life, step, onSettled)
    if (step.status === 'delivered') for (const listener of listeners) listener(life)
  }
  return {
    /** Called with each message that has reached its person. */
    whenDelivered: (listener: (life: Life) => void) => void listeners.push(listener),
    /** Schedules the statuses of a message by the delays in force. */
    schedule(life: Life): void {
      for (const step of toSteps(life, deps.faults)) schedule.after(step.delayMs, () => publish(life, step))
    },
    /** Publishes every status at once; resolves when the subscriber has taken them, or after a second. */
    async publishNow(life: Life): Promise<void> {
      const steps = toSteps(life, deps.faults)
      const taken = steps.map((step) => new Promise<void>((resolve) => publish(life, step, resolve)))
      const limit = new Promise<void>((resolve) => setTimeout(resolve, 1000).unref())
      await Promise.race([Promise.all(taken), limit])
    },
    scheduled: schedule.size,
    reset: schedule.clear,
  }
}

export type Statuses = ReturnType<typeof createStatuses>

function toSteps(life: Life, faults: Faults): Step[] {
  const { sent, delivered, read } = faults.statusDelaysMs
  const { outcome } = life
  if (faults.statuses === 'none' || outcome.kind === 'none') return []
  if (outcome.kind === 'failed') return [{ status: 'failed', delayMs: sent, errorCode: outcome.code }]
  const steps: Step[] = [
    { status: 'sent', delayMs: sent },
    { status: 'delivered', delayMs: delivered },
    { status: 'read', delayMs: read },
  ]
  const kind = faults.statuses === 'sent_only' ? 'sent_only' : outcome.kind
  if (kind === 'sent_only') return steps.slice(0, 1)
  if (kind === 'delivered_only') return steps.slice(0, 2)
  return kind === 'skip_delivered' ? steps.filter((step) => step.status !== 'delivered') : steps
}

function publishStatus(deps: StatusDeps, life: Life, step: Step, onSettled?: () => void): void {
  const at = deps.clock.now()
  const { wamid, to, phoneNumberId } = life.record
  const error = step.errorCode === undefined ? undefined : statusError(step.errorCode)
  life.record.status = step.status
  const message = deps.messages.find(wamid)
  if (message) {
    message.status = step.status
    if (error) message.error = error
  }
  deps.events.emit(() => ({ kind: 'status', wamid, phoneNumberId, user: to, status: step.status, error, at }))
  deps.publisher.publish({
    number: life.number,
    kind: 'statuses',
    render: () => renderStatus(deps, life, step, at),
    ...(onSettled ? { onSettled } : {}),
  })
}

function renderStatus({ people, faults }: StatusDeps, life: Life, step: Step, at: number) {
  const { wamid, to, biz_opaque_callback_data: opaque } = life.record
  const person = people.find(to)
  const item: Json = {
    id: wamid,
    status: step.status,
    timestamp: String(Math.floor(at / 1000)),
    ...(person.phone ? { recipient_id: person.phone } : {}),
    recipient_user_id: person.userId,
    ...(opaque === undefined ? {} : { biz_opaque_callback_data: opaque }),
    ...(step.errorCode === undefined ? {} : { errors: [statusError(step.errorCode)] }),
    ...(isPriced(life, step) ? renderPrice(life, step, at, faults.conversation) : {}),
  }
  return { contacts: step.status === 'failed' ? [] : [toContact(person)], items: [item] }
}

/** The price is told with `sent` and with one of `delivered` and `read`, whichever comes first. */
function isPriced(life: Life, step: Step): boolean {
  if (step.status === 'read') return life.outcome.kind === 'skip_delivered'
  return step.status !== 'failed'
}

function renderPrice(life: Life, step: Step, at: number, conversation: boolean): Json {
  const { category, pricingType } = life
  const pricing = { billable: pricingType === 'regular', pricing_model: 'PMP', type: pricingType, category }
  if (!conversation) return { pricing }
  const expiry = step.status === 'sent' ? { expiration_timestamp: String(Math.floor(at / 1000) + 86_400) } : {}
  return { conversation: { id: life.record.wamid.slice(-32), ...expiry, origin: { type: category } }, pricing }
}
