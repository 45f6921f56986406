import { currentSpelling } from '#messaging/identities/spellings.ts'
import type { LinkRules } from '../../links/link.ts'
import { zoneOf } from '../../policy/zones.ts'
import type { CampaignDefinition } from '../campaign.ts'
import { assignVariant, holdout } from './assign-variant.ts'
import { type BindingFacts, type Bindings, renderBindings } from './bindings.ts'
import { createDueTimes } from './local-instant.ts'
import { createLinkMaker } from './personal-links.ts'
import type { AudienceContact, AudienceEntry, PlannedRecipient } from './plan-store.ts'

/** A person as they came into the audience. */
export interface Candidate {
  contact: AudienceContact | null
  phone: string | null
  userId: string | null
  list: Readonly<Record<string, string>>
}

export const ofContact = (contact: AudienceContact): Candidate => ({
  contact,
  phone: contact.phone,
  userId: contact.userId,
  list: {},
})

/** The list says by what the person is written to; all else comes from the contact. */
export const ofEntry = ({ contact, phone, userId, vars }: AudienceEntry): Candidate => ({
  contact,
  phone,
  userId,
  list: vars,
})

export interface PlanRules {
  campaignId: string
  definition: CampaignDefinition
  /** Of the account. */
  timeZone: string
  /** The instant of the plan, in milliseconds. */
  now: number
  /** Absent: links lead nowhere, as in a check. */
  links?: LinkRules
}

/** Freezes people: who they are, which content they get with which values, and when. Pure, so that a plan done again is the same. */
export function createPlanner({ campaignId, definition, timeZone, now, links }: PlanRules) {
  const dueTimes = createDueTimes(definition.schedule)
  const fallbackZone = definition.schedule?.fallbackTimezone ?? timeZone
  const skipsPassed = definition.schedule?.timezone === 'contact' && definition.schedule.ifPassed === 'skip'

  return (candidate: Candidate, seq: number): PlannedRecipient => {
    const { contact, phone, userId } = candidate
    const zone = zoneOfCandidate(candidate, fallbackZone)
    const identifier = phone === null ? userId : currentSpelling(phone)
    const due = dueTimes(zone)
    const base = { seq, contactId: contact?.id ?? null, identifier, phone, userId, zone, params: null, links: [] }
    const at = { dueAt: new Date(due ?? now).toISOString() }
    const skipped = (reason: string, variant = 0) => ({ ...base, ...at, variant, state: 'skipped' as const, reason })
    if (identifier === null) return skipped('no_identifier')
    const variant = assignVariant(campaignId, contact?.id ?? identifier, definition)
    if (variant === holdout) return skipped('holdout', holdout)
    if (skipsPassed && due !== null && due < now) return skipped('time_passed', variant)
    const own = links && createLinkMaker(links, [campaignId, contact?.id ?? identifier])
    const facts = factsOf(candidate)
    const { params, missing, isFailure } = renderBindings(bindingsOf(definition, variant), facts, own?.toLink)
    const frozen = { ...base, ...at, variant, params, links: own?.made ?? [] }
    if (missing.length === 0) return { ...frozen, state: 'queued', reason: null }
    return { ...frozen, params: null, links: [], state: isFailure ? 'failed' : 'skipped', reason: 'param_missing' }
  }
}

/** What a variant sends; the first is the campaign's own. */
export const bindingsOf = ({ bindings, variants }: CampaignDefinition, variant: number): Bindings =>
  variants[variant - 1]?.bindings ?? bindings

export const templateOf = (
  { template, variants }: CampaignDefinition,
  variant: number,
): CampaignDefinition['template'] => variants[variant - 1]?.template ?? template

function zoneOfCandidate({ contact, phone, userId }: Candidate, fallback: string): string {
  if (contact?.timezone) return contact.timezone
  return zoneOf({ phone, userId }, fallback)
}

export function factsOf({ contact, phone, list }: Candidate): BindingFacts {
  const name = contact?.name ?? null
  return {
    contact: {
      name,
      firstName: name?.trim().split(/\s+/)[0] ?? null,
      username: contact?.username ?? null,
      phone: phone === null ? null : `+${phone}`,
      language: contact?.language ?? null,
      country: contact?.country ?? null,
      attributes: contact?.attributes ?? {},
    },
    list,
  }
}
