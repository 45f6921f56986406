import type { Policy } from './api/policy.ts'

/** The policy as it is written in fields. */
export interface PolicyDraft {
  marketingConsent: Policy['marketingConsent']
  blockedCountries: string
  isQuiet: boolean
  from: string
  to: string
  timeZone: string
  perDay: string
  perWeek: string
  perMonth: string
  duplicateDays: string
  learnFromMeta: boolean
  stopsPerNumber: boolean
  stop: string
  start: string
  agree: string
  confirmation: string
}

const capOf = ({ caps }: Policy, per: string): string => {
  const cap = caps.find((one) => one.per === per && one.window === 'calendar')
  return cap === undefined ? '' : String(cap.max)
}

export const toDraft = (policy: Policy): PolicyDraft => ({
  marketingConsent: policy.marketingConsent,
  blockedCountries: policy.blockedCountries.join(', '),
  isQuiet: policy.quietHours !== null,
  from: policy.quietHours?.from ?? '21:00',
  to: policy.quietHours?.to ?? '09:00',
  timeZone: policy.timeZone,
  perDay: capOf(policy, 'day'),
  perWeek: capOf(policy, 'week'),
  perMonth: capOf(policy, 'month'),
  duplicateDays: policy.duplicateDays === null ? '' : String(policy.duplicateDays),
  learnFromMeta: policy.learnFromMeta,
  stopsPerNumber: policy.stopsPerNumber,
  stop: (policy.keywords.stop ?? []).join('\n'),
  start: (policy.keywords.start ?? []).join('\n'),
  agree: (policy.keywords.agree ?? []).join('\n'),
  confirmation: policy.confirmation ?? '',
})

const parts = (text: string, separator: RegExp) =>
  text
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** Caps that roll, which the fields do not show, stay as they are. */
export function toPolicy(draft: PolicyDraft, before: Policy): Partial<Policy> {
  const calendar = (['day', 'week', 'month'] as const).flatMap((per) => {
    const text = { day: draft.perDay, week: draft.perWeek, month: draft.perMonth }[per].trim()
    return text === '' ? [] : [{ max: Number(text), per, window: 'calendar' as const }]
  })
  return {
    marketingConsent: draft.marketingConsent,
    blockedCountries: parts(draft.blockedCountries, /[,\s]+/).map((code) => code.toUpperCase()),
    quietHours: draft.isQuiet ? { from: draft.from, to: draft.to } : null,
    timeZone: draft.timeZone.trim(),
    caps: [...calendar, ...before.caps.filter(({ window }) => window === 'rolling')],
    duplicateDays: draft.duplicateDays.trim() === '' ? null : Number(draft.duplicateDays),
    learnFromMeta: draft.learnFromMeta,
    stopsPerNumber: draft.stopsPerNumber,
    keywords: { stop: parts(draft.stop, /\n/), start: parts(draft.start, /\n/), agree: parts(draft.agree, /\n/) },
    confirmation: draft.confirmation.trim() === '' ? null : draft.confirmation,
  }
}
