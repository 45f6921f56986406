import type { DripBody } from './api/change-drip.ts'
import type { Drip } from './api/drips.ts'

export type Trigger = NonNullable<DripBody['triggers']>[number]
export type TriggerKind = Trigger['on']
export type Step = DripBody['steps'][number]
export type StepKind = Step['kind']
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>
export type TriggerOf<Kind extends TriggerKind> = Extract<Trigger, { on: Kind }>

/** A drip as it is written: what the API takes, with every member there. */
export type DripDraft = Required<DripBody>

export const emptyDraft = (numberId: string): DripDraft => ({
  name: '',
  numberId,
  triggers: [],
  steps: [],
  exits: { reply: 'any' },
  reentry: { rule: 'never' },
  openHours: null,
  maxMessages: null,
})

/** The API keeps what it once took: steps and triggers come back as they were given. */
export const toDraft = ({ name, numberId, openHours, maxMessages, ...drip }: Drip): DripDraft => ({
  ...{ name, numberId, openHours, maxMessages },
  triggers: drip.triggers as Trigger[],
  steps: drip.steps as Step[],
  exits: drip.exits as DripDraft['exits'],
  reentry: drip.reentry as DripDraft['reentry'],
})

export const triggerKinds = [
  ...(['tag_added', 'contact_created', 'segment_entered', 'consent_given', 'keyword', 'button'] as const),
  ...(['link_clicked', 'campaign', 'date', 'api'] as const),
] as const satisfies readonly TriggerKind[]

export function freshTrigger(on: TriggerKind): Trigger {
  switch (on) {
    case 'tag_added':
      return { on, tag: '' }
    case 'segment_entered':
      return { on, segmentId: '' }
    case 'keyword':
      return { on, words: [] }
    case 'button':
      return { on, payload: '' }
    case 'campaign':
      return { on, campaignId: '', outcome: 'delivered' }
    case 'date':
      return { on, attribute: '', offsetDays: 0, at: '10:00', yearly: true }
    default:
      return { on }
  }
}

export const stepKinds = [
  ...(['send_template', 'send_message', 'wait', 'branch', 'split', 'update', 'webhook', 'goal', 'exit'] as const),
] as const satisfies readonly StepKind[]

/** With a key that no other step has. */
export function freshStep(kind: StepKind, steps: readonly Step[]): Step {
  const base = { send_template: 'send', send_message: 'text' }[kind as string] ?? kind
  const keys = new Set(steps.map(({ key }) => key))
  let key = base
  for (let count = 2; keys.has(key); count += 1) key = `${base}-${count}`
  switch (kind) {
    case 'send_template':
      return { key, kind, template: { name: '', language: '' } }
    case 'send_message':
      return { key, kind, text: '' }
    case 'wait':
      return { key, kind, minutes: 1440 }
    case 'branch':
      return { key, kind, cases: [{ outcome: 'read', goto: '' }] }
    case 'split':
      return { key, kind, parts: [1, 1].map((weight) => ({ weight, goto: '' })) }
    case 'webhook':
    case 'goal':
      return { key, kind, name: '' }
    default:
      return { key, kind } as Step
  }
}

type Keys = (key: string) => string

/** Every place at which a step names another. */
function withTargets(step: Step, rename: Keys): Step {
  const base = typeof step.next === 'string' ? { ...step, next: rename(step.next) } : step
  if (base.kind === 'branch') return { ...base, cases: base.cases.map((one) => ({ ...one, goto: rename(one.goto) })) }
  if (base.kind === 'split') return { ...base, parts: base.parts.map((one) => ({ ...one, goto: rename(one.goto) })) }
  const onTimeout = base.kind === 'wait' ? base.event?.onTimeout : null
  if (base.kind === 'wait' && base.event && typeof onTimeout === 'string')
    return { ...base, event: { ...base.event, onTimeout: rename(onTimeout) } }
  return base
}

/** The steps with another in the place of one; what leads to it follows its new key. */
export function replaceStep(steps: readonly Step[], place: number, step: Step): Step[] {
  const former = steps[place]?.key
  const next = steps.toSpliced(place, 1, step)
  if (former === undefined || former === step.key) return next
  return next.map((one) => withTargets(one, (key) => (key === former ? step.key : key)))
}

export function moveStep(steps: readonly Step[], place: number, by: -1 | 1): Step[] {
  const step = steps[place]
  const target = place + by
  if (!step || target < 0 || target >= steps.length) return [...steps]
  return steps.toSpliced(place, 1).toSpliced(target, 0, step)
}
