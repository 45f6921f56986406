import type { Role } from '#tenancy/access/roles.ts'
import type { BusinessHours } from '../sla/business-hours.ts'

/** A reason for which conversations are closed. */
interface CloseReason {
  /** As it is stored and reported: `solved`. */
  key: string
  label: string
}

/** How an account's team works. */
export interface InboxSettings {
  /** How conversations that wait get an agent: not by themselves, in turns, or to whoever has the fewest. */
  assignment: 'manual' | 'round_robin' | 'least_loaded'
  /** Open conversations of an agent at once, unless the agent has a capacity of their own. */
  capacity: number
  /** An agent who has been away for so long loses what waits for an answer; null: keeps it. */
  returnAfterMinutes: number | null
  /** Nobody but the assignee may answer; owners and admins may. */
  onlyAssigneeSends: boolean
  closeReasons: readonly CloseReason[]
  /** Closing takes one of the reasons. */
  requireCloseReason: boolean
  /** What members with the role agent see: every conversation, those of their teams and of nobody, or their own. */
  agentsSee: 'all' | 'team' | 'assigned'
  /** Within how many minutes of business a person is answered; null: nothing is promised. */
  firstResponseMinutes: number | null
  /** Within how many the conversation is closed. */
  resolutionMinutes: number | null
  /** When the team works; null: always. */
  businessHours: BusinessHours | null
  /** Roles that see phone numbers without their last digits. */
  maskPhonesFor: readonly Role[]
}

export const defaultInboxSettings: InboxSettings = {
  assignment: 'manual',
  capacity: 10,
  returnAfterMinutes: null,
  onlyAssigneeSends: false,
  closeReasons: [],
  requireCloseReason: false,
  agentsSee: 'all',
  firstResponseMinutes: null,
  resolutionMinutes: null,
  businessHours: null,
  maskPhonesFor: [],
}

export const maxCloseReasons = 50
export const maxCapacity = 1000

/** Whether a person is promised anything. */
export const promises = ({ firstResponseMinutes, resolutionMinutes }: InboxSettings): boolean =>
  firstResponseMinutes !== null || resolutionMinutes !== null

/** Whether conversations are handed out at all. */
export const handsOut = ({ assignment }: InboxSettings): boolean => assignment !== 'manual'
