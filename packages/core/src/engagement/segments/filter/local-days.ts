import type { Conditions } from '#platform/database/conditions.ts'
import { localTime } from '#platform/time-zones.ts'

/** An instant whose UTC date is the date in the zone, at the same time of day as now. */
export const dayIn = (now: Date, zone: string): Date => shiftTo(now, localTime(now.getTime(), zone).date)

const shiftTo = (now: Date, date: string): Date => new Date(`${date}T${now.toISOString().slice(11)}`)

let zoneNames: readonly string[] | null = null

/** Days of zones that differ from that of the account: at any instant the earth has two or three dates. */
function otherDays(now: Date, accountDay: Date): Map<string, string[]> {
  zoneNames ??= Intl.supportedValuesOf('timeZone')
  const today = accountDay.toISOString().slice(0, 10)
  const zones = new Map<string, string[]>()
  for (const zone of zoneNames) {
    const { date } = localTime(now.getTime(), zone)
    if (date !== today) zones.set(date, [...(zones.get(date) ?? []), zone])
  }
  return zones
}

/**
 * What depends on the day, by the day of each contact `c` in its own zone. A contact without a zone has the account's; so has one whose
 * zone this process does not know. No zone reaches the database, whose own list of them may be another.
 */
export function byLocalDay(
  { now, timeZone, binder }: { now: Date; timeZone: string; binder: Pick<Conditions, 'bind'> },
  value: (day: Date) => string,
): string {
  const accountDay = dayIn(now, timeZone)
  const others = [...otherDays(now, accountDay)].map(
    ([date, zones]) => `when c.timezone = any (${binder.bind(zones)}::text[]) then ${value(shiftTo(now, date))}`,
  )
  return others.length === 0 ? value(accountDay) : `(case ${others.join(' ')} else ${value(accountDay)} end)`
}
