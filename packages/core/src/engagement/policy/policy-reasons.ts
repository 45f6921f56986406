import type { Purpose } from '../consent/consent-state.ts'

interface ReasonEntry {
  /** `wait`: the message leaves later by itself. */
  effect: 'refuse' | 'wait'
  /** Messages of other purposes pass. */
  purposes: readonly Purpose[]
  /** What it means, in the words of docs/consent.md. */
  meaning: string
  /** The code with which Meta refuses for the same cause. */
  metaCode: number
}

const [marketing, utility, authentication, service] = ['marketing', 'utility', 'authentication', 'service'] as const

/** Every reason for which a message is not sent now, in the order in which they are looked for: the first that holds is given. */
export const policyReasons = {
  erased: {
    effect: 'refuse',
    purposes: [marketing, utility],
    meaning: 'The data of the person were erased, and they have not agreed anew.',
    metaCode: 131026,
  },
  suppressed: {
    effect: 'refuse',
    purposes: [marketing, utility, authentication],
    meaning: 'The person is on the list of suppressions.',
    metaCode: 131026,
  },
  blocked: {
    effect: 'refuse',
    purposes: [marketing, utility, authentication, service],
    meaning: 'The person has blocked you, or a law does.',
    metaCode: 131026,
  },
  opted_out: {
    effect: 'refuse',
    purposes: [marketing, utility, authentication],
    meaning: 'The person has said stop to messages of this purpose.',
    metaCode: 131050,
  },
  consent_missing: {
    effect: 'refuse',
    purposes: [marketing],
    meaning: 'The account sends marketing only to people who have opted in, and this person has not.',
    metaCode: 131050,
  },
  country_not_allowed: {
    effect: 'refuse',
    purposes: [marketing],
    meaning: 'The account sends no marketing to the country of this number.',
    metaCode: 131049,
  },
  unreachable: {
    effect: 'refuse',
    purposes: [marketing, utility],
    meaning: 'Meta could not deliver to the person twice within seven days.',
    metaCode: 131026,
  },
  template_resting: {
    effect: 'refuse',
    purposes: [marketing],
    meaning: 'Meta withholds this template from the person for an experiment, so it rests for 30 days.',
    metaCode: 130472,
  },
  frequency_capped: {
    effect: 'refuse',
    purposes: [marketing],
    meaning: 'The person has had as many marketing messages as the account allows.',
    metaCode: 131049,
  },
  quiet_hours: {
    effect: 'wait',
    purposes: [marketing],
    meaning: 'It is night where the person lives, or another time at which the account sends no marketing.',
    metaCode: 131049,
  },
  meta_capped: {
    effect: 'wait',
    purposes: [marketing],
    meaning: 'Meta held back marketing messages to the person, who has had enough of them; the wait grows with each.',
    metaCode: 131049,
  },
  duplicate_content: {
    effect: 'refuse',
    purposes: [marketing],
    meaning: 'The person had the same template with the same values a short time ago.',
    metaCode: 131049,
  },
} as const satisfies Record<string, ReasonEntry>

export type PolicyReason = keyof typeof policyReasons
export const reasonOf = (reason: PolicyReason): ReasonEntry => policyReasons[reason]
