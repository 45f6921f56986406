import { localInstant } from '#engagement/campaigns/plan/local-instant.ts'
import { addBusinessMinutes, type BusinessHours } from '#engagement/inbox/sla/business-hours.ts'
import { isTimeZone, localTime } from '#platform/time-zones.ts'
import type { NodeData } from '../../flow/nodes/node-catalogue.ts'
import { renderTemplate } from '../../values/template.ts'
import { exit, instant, type Outcome, type SessionRun, valuesOf } from '../run.ts'
import type { TurnPorts } from '../turn.ts'

const dayMs = 86_400_000
const longestMs = 365 * dayMs

type Clocked = { ports: Pick<TurnPorts, 'now' | 'facts'> }

/** `contact` is where the person lives, as far as it is known. */
function zoneOf({ ports }: Clocked, zone: string | undefined): string {
  if (zone !== undefined && zone !== 'contact') return zone
  const own = String(ports.facts.contact['timezone'] ?? '')
  return own !== '' && isTimeZone(own) ? own : 'UTC'
}

/** Waits by the clock: so long, until an instant, or until the next time of the day in a zone. */
export function waitFor(run: SessionRun, data: NodeData<'wait'>): Outcome {
  const { now } = run.ports
  const until = untilOf(run, data)
  if (until === null) return { kind: 'end', state: 'failed', error: `there is no such instant: ${data.until}` }
  if (until <= now) return exit('ok')
  return {
    kind: 'wait',
    wait: { kind: 'time', until: instant(Math.min(until, now + longestMs)) },
    output: { until: instant(until) },
  }
}

function untilOf(run: SessionRun, { seconds, until, time, timeZone }: NodeData<'wait'>): number | null {
  const { now } = run.ports
  if (until !== undefined) {
    const at = Date.parse(renderTemplate(until, valuesOf(run)).trim())
    return Number.isNaN(at) ? null : at
  }
  const least = now + (seconds ?? 0) * 1000
  if (time === undefined) return least
  const zone = zoneOf(run, timeZone)
  const today = localInstant(`${localTime(least, zone).date}T${time}`, zone)
  if (today > least || (today === least && seconds !== undefined)) return today
  return localInstant(`${localTime(today + dayMs + dayMs / 8, zone).date}T${time}`, zone)
}

type Hours = NodeData<'hours'>

const hoursIn = (run: Clocked, { timeZone, spans }: Hours): BusinessHours => ({
  timeZone: zoneOf(run, timeZone),
  spans,
})

export const isOpen = (run: Clocked, hours: Hours): boolean => nextOpening(run, hours) === null

/** When it opens, ISO 8601; null: it is open. */
export function nextOpening(run: Clocked, hours: Hours): string | null {
  const { now } = run.ports
  // one minute of business from now ends within the next minute only where it is open
  const end = addBusinessMinutes(now, 1, hoursIn(run, hours))
  const opens = end - 60_000
  return opens <= now ? null : instant(opens)
}
