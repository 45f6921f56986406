import type { FieldProblem } from '#platform/errors.ts'
import { isTimeZone } from '#platform/time-zones.ts'
import type { CampaignDefinition, Schedule } from './campaign.ts'
import { type BindingRules, validateBindings } from './plan/bindings.ts'
import { localPattern } from './plan/local-instant.ts'

/** What a schema cannot say of a campaign, by its place. */
export function validateDefinition(definition: CampaignDefinition, rules: BindingRules): FieldProblem[] {
  const { bindings, variants, schedule, ramp, quietHours, endsAt } = definition
  return [
    ...validateBindings(bindings, rules),
    ...variants.flatMap((variant, place) =>
      validateBindings(variant.bindings ?? {}, rules, `variants.${place}.bindings`),
    ),
    ...(schedule === null ? [] : validateSchedule(schedule)),
    ...validateRamp(ramp),
    ...(quietHours && quietHours.from === quietHours.to
      ? [{ field: 'quietHours.to', message: `must be another time than from (given: ${quietHours.to})` }]
      : []),
    ...(endsAt !== null && Number.isNaN(Date.parse(endsAt))
      ? [{ field: 'endsAt', message: 'must be an ISO 8601 instant' }]
      : []),
  ]
}

function validateSchedule({ at, timezone, fallbackTimezone }: Schedule): FieldProblem[] {
  const problems: FieldProblem[] = []
  const add = (name: string, message: string) => problems.push({ field: `schedule.${name}`, message })
  const isInstant = /(?:Z|[+-]\d\d:\d\d)$/i.test(at) && !Number.isNaN(Date.parse(at))
  if (timezone === undefined && !isInstant)
    add('at', `must be an ISO 8601 instant with its offset, or a local time with timezone beside it (given: ${at})`)
  if (timezone !== undefined && !(localPattern.test(at) && !Number.isNaN(Date.parse(`${at}:00Z`))))
    add('at', `must be a local time as 2026-12-01T10:00, since timezone is given (given: ${at})`)
  if (timezone !== undefined && timezone !== 'contact' && !isTimeZone(timezone))
    add('timezone', `must be contact or an IANA time zone such as Asia/Kolkata (given: ${timezone})`)
  if (fallbackTimezone !== undefined && !isTimeZone(fallbackTimezone))
    add('fallbackTimezone', `must be an IANA time zone such as Asia/Kolkata (given: ${fallbackTimezone})`)
  return problems
}

function validateRamp(ramp: CampaignDefinition['ramp']): FieldProblem[] {
  const percents = ramp?.percents ?? []
  const rises = percents.every((percent, place) => percent > (percents[place - 1] ?? 0) && percent < 100)
  return rises ? [] : [{ field: 'ramp.percents', message: 'must rise from above 0 to below 100, such as [1, 5, 20]' }]
}
