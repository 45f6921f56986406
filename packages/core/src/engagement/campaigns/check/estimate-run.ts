const dayMs = 24 * 3600_000
const maxBursts = 400

export interface RunFacts {
  /** People who can be sent something. */
  count: number
  startMs: number
  perMinute: number
  /** People in 24 hours; null: any number. */
  allowance: number | null
  /** Of it, in the 24 hours before the start. */
  used: number
  /** When that is free again, in milliseconds; null: nothing is used. */
  freeAtMs: number | null
}

export interface RunEstimate {
  starts: string
  ends: string
  /** By day of UTC. */
  byDay: { date: string; count: number }[]
  /** The allowance stretches it over days. */
  isLimited: boolean
}

/** When a campaign ends that sends as fast as it may: each time the allowance is used, it waits until the people leave the 24 hours. */
export function estimateRun({ count, startMs, perMinute, allowance, used, freeAtMs }: RunFacts): RunEstimate {
  const days = new Map<string, number>()
  let left = count
  let at = startMs
  let endMs = startMs
  let room = allowance === null ? count : Math.max(0, allowance - used)
  if (allowance === 0) room = count // nothing could ever be sent: said elsewhere
  for (let burst = 0; left > 0 && burst < maxBursts; burst += 1) {
    const sent = Math.min(left, room)
    spread(days, at, sent, perMinute)
    endMs = at + (sent / perMinute) * 60_000
    left -= sent
    at = burst === 0 && used > 0 ? Math.max(freeAtMs ?? at + dayMs, endMs) : Math.max(at + dayMs, endMs)
    room = burst === 0 && used > 0 ? Math.min(used, allowance ?? count) : (allowance ?? count)
  }
  const byDay = [...days].map(([date, one]) => ({ date, count: one }))
  return {
    starts: new Date(startMs).toISOString(),
    ends: new Date(endMs).toISOString(),
    byDay,
    isLimited: byDay.length > 1 && allowance !== null,
  }
}

/** A long run goes over midnight. */
function spread(days: Map<string, number>, from: number, count: number, perMinute: number): void {
  let at = from
  let left = count
  while (left > 0) {
    const date = new Date(at).toISOString().slice(0, 10)
    const midnight = Date.parse(`${date}T00:00:00Z`) + dayMs
    const today = Math.min(left, Math.max(1, Math.ceil(((midnight - at) / 60_000) * perMinute)))
    days.set(date, (days.get(date) ?? 0) + today)
    left -= today
    at = midnight
  }
}
