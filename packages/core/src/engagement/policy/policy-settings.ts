import type { OwnPhrases } from '../consent/signals/keywords.ts'

/** At most `max` marketing messages for a person in the account's or the person's own calendar day, week or month, or in the time before. */
export interface FrequencyCap {
  max: number
  per: 'day' | 'week' | 'month'
  window: 'calendar' | 'rolling'
}

/** What an account has set for its sends. */
export interface PolicySettings {
  /** `opt_out`: marketing goes to all who have not said stop; `opt_in`: only to those who agreed. */
  marketingConsent: 'opt_out' | 'opt_in'
  /** Countries, as ISO 3166 codes, that get no marketing. */
  blockedCountries: readonly string[]
  /** Local times HH:MM between which no marketing leaves; `from` may be later than `to`. */
  quietHours: { from: string; to: string } | null
  /** IANA zone of the account: for people whose country has several, and for calendar caps. */
  timeZone: string
  caps: readonly FrequencyCap[]
  /** For so many days the same template with the same values goes to nobody twice; null: it may. */
  duplicateDays: number | null
  /** Whether refusals of Meta's make marketing to a person wait. */
  learnFromMeta: boolean
  /** By the name of a template: the topic of marketing, such as `offers`, for which it is sent. */
  templateTopics: Readonly<Record<string, string>>
  /** Whether a stop by keyword holds for the number that it was sent to alone; false: for every number of the account. */
  stopsPerNumber: boolean
  /** Phrases beside the keywords that are always understood. */
  keywords: OwnPhrases
  /** Sent once in a day to people who opt out by a keyword; null: nothing is. */
  confirmation: string | null
}

export const defaultSettings: PolicySettings = {
  marketingConsent: 'opt_out',
  blockedCountries: [],
  quietHours: null,
  timeZone: 'UTC',
  caps: [],
  duplicateDays: null,
  learnFromMeta: true,
  templateTopics: {},
  stopsPerNumber: false,
  keywords: {},
  confirmation: null,
}
