import type { TemplateName } from '../campaigns/campaign.ts'
import type { Bindings } from '../campaigns/plan/bindings.ts'

export const dripStates = ['draft', 'active', 'paused', 'archived'] as const
export type DripState = (typeof dripStates)[number]

/** What leads people in. */
export type DripTrigger =
  | { on: 'api' }
  | { on: 'contact_created' }
  | { on: 'tag_added'; tag: string }
  | { on: 'segment_entered'; segmentId: string }
  | { on: 'consent_given'; purpose?: string }
  | { on: 'keyword'; words: readonly string[] }
  | { on: 'button'; payload: string }
  | { on: 'link_clicked'; name?: string; campaignId?: string }
  | { on: 'campaign'; campaignId: string; outcome: 'delivered' | 'read' | 'failed' }
  /** A day of each year or once, so many days before (negative) or after the date of an attribute, at a local time. */
  | { on: 'date'; attribute: string; offsetDays: number; at: string; yearly: boolean }

/** Local times at which messages may leave. */
export interface OpenHours {
  from: string
  to: string
  /** 1 is Monday, 7 is Sunday; absent: every day. */
  days?: readonly number[]
  /** IANA, or `contact`. Absent: `contact`. */
  timezone?: string
}

interface StepBase {
  key: string
  /** The step that follows; absent: the next of the list; null: the end. */
  next?: string | null
}

type OnFailure = 'continue' | 'retry' | 'exit'

export interface TemplateStep extends StepBase {
  kind: 'send_template'
  template: TemplateName
  bindings?: Bindings
  onFailure?: OnFailure
}

/** Only within an open window; else the fallback goes out, or nothing. */
export interface MessageStep extends StepBase {
  kind: 'send_message'
  text: string
  fallback?: { template: TemplateName; bindings?: Bindings }
  onFailure?: OnFailure
}

export const awaitedEvents = ['reply', 'delivered', 'read', 'link_clicked'] as const
export type AwaitedEvent = (typeof awaitedEvents)[number]

export interface WaitStep extends StepBase {
  kind: 'wait'
  /** From the message before, or from now. */
  minutes?: number
  /** The next such local time. */
  until?: { time: string; days?: readonly number[]; timezone?: string }
  /** Until something happens; without it for so long, `onTimeout` is next. */
  event?: { on: AwaitedEvent; timeoutMinutes: number; onTimeout?: string | null }
}

export const outcomes = ['sent', 'delivered', 'read', 'failed', 'skipped', 'event', 'timeout'] as const

export interface BranchStep extends StepBase {
  kind: 'branch'
  /** The first that holds wins; else `next`. */
  cases: readonly {
    /** As of segments, with the values at this moment. */
    filter?: unknown
    /** What became of the step before. */
    outcome?: (typeof outcomes)[number]
    goto: string
  }[]
}

export interface UpdateStep extends StepBase {
  kind: 'update'
  addTags?: readonly string[]
  removeTags?: readonly string[]
  attributes?: Readonly<Record<string, unknown>>
}

export interface SplitStep extends StepBase {
  kind: 'split'
  parts: readonly { weight: number; goto: string }[]
}

export type DripStep =
  | TemplateStep
  | MessageStep
  | WaitStep
  | BranchStep
  | UpdateStep
  | SplitStep
  /** Told to the webhook endpoints of the account, as the event `drip.step_reached`. */
  | (StepBase & { kind: 'webhook'; name: string })
  | (StepBase & { kind: 'goal'; name: string })
  | (StepBase & { kind: 'exit'; reason?: string })

/** What ends a drip for a person, whichever step they are at. An opt-out always does. */
interface DripExits {
  /** `any` reply to the number, or one with one of these words. */
  reply?: 'any' | readonly string[]
  /** The person is no longer in it. */
  segmentId?: string
  maxAgeDays?: number
}

/** Whether a person may come again. */
export type Reentry = { rule: 'never' | 'after_exit' | 'each_event' } | { rule: 'after_days'; days: number }

export interface DripDefinition {
  numberId: string
  triggers: readonly DripTrigger[]
  steps: readonly DripStep[]
  exits: DripExits
  reentry: Reentry
  openHours: OpenHours | null
  /** Messages to a person in one run; null: any number. */
  maxMessages: number | null
}

export const defaultDrip = {
  triggers: [],
  exits: { reply: 'any' },
  reentry: { rule: 'never' },
  openHours: null,
  maxMessages: null,
} as const satisfies Partial<DripDefinition>

export interface Drip {
  id: string
  name: string
  state: DripState
  definition: DripDefinition
  /** That new people enter; 0: none was published. */
  version: number
  /** Whether what is edited differs from the version that new people enter. */
  hasUnpublishedChanges: boolean
  createdAt: string
  updatedAt: string
}

/** Why a person's way through a drip has ended. */
export const endReasons = {
  finished: 'The last step was taken.',
  goal: 'A goal was reached.',
  exit_step: 'A step of the drip says so.',
  replied: 'The person answered.',
  opted_out: 'The person does not want any more.',
  segment_left: 'The person left the segment.',
  max_age: 'It took longer than it may.',
  max_messages: 'The person got as many messages as they may.',
  number_disconnected: 'The number is not connected any more.',
  contact_deleted: 'The contact was deleted.',
  merged: 'The contact became one with another who is in the drip as well.',
  send_failed: 'A message failed, and the step says to stop then.',
  canceled: 'Somebody took the person out.',
  too_many_steps: 'The steps lead around in a circle.',
} as const
export type EndReason = keyof typeof endReasons

export const stepAt = ({ steps }: Pick<DripDefinition, 'steps'>, key: string): DripStep | undefined =>
  steps.find((step) => step.key === key)

/** The step that follows; null: the drip is over. */
export function nextOf({ steps }: Pick<DripDefinition, 'steps'>, step: DripStep): string | null {
  if (step.next !== undefined) return step.next
  return steps[steps.findIndex(({ key }) => key === step.key) + 1]?.key ?? null
}

/** Where people go whose step is not there any more: to the next one that is. Null: there is none. */
export function movedStep(
  before: Pick<DripDefinition, 'steps'>,
  after: Pick<DripDefinition, 'steps'>,
  key: string,
): string | null {
  const place = before.steps.findIndex((step) => step.key === key)
  const there = new Set(after.steps.map((step) => step.key))
  return before.steps.slice(Math.max(0, place)).find((step) => there.has(step.key))?.key ?? null
}
