import type { CoreContext } from '#context.ts'
import { GatewayError } from '../errors.ts'

const pollMs = 1000

interface PausedLane {
  until: number
  /** Null: nothing is wrong but that too much waits already. */
  reason: string | null
}

/**
 * Which lanes are paused or full, as the workers stored it: read once a second, not on each accept. When nothing is paused, or the
 * database is away, accepts go on to the commit, which has its own answer.
 */
export function createPausedLanes({ db, due }: Pick<CoreContext, 'db' | 'due'>) {
  let paused = new Map<string, PausedLane>()
  let reading: Promise<void> | null = null
  const look = () => {
    reading ??= read().finally(() => {
      reading = null
    })
  }
  const timer = due ? undefined : setInterval(look, pollMs).unref()
  due?.watch('exists (select from lanes where paused_until > now() or full_until > now())', (isPaused) => {
    if (isPaused || paused.size > 0) look()
  })

  async function read(): Promise<void> {
    const pauses = await db.worker
      .query<{ id: string; ms: number; reason: string | null }>(
        `select id::text, (extract(epoch from greatest(paused_until, full_until) - now()) * 1000)::float8 as ms,
                case when paused_until > now() then coalesce(pause_reason, '') end as reason
           from lanes where paused_until > now() or full_until > now()`,
      )
      .catch(() => null)
    if (pauses)
      paused = new Map(pauses.rows.map(({ id, ms, reason }) => [id, { until: Date.now() + Number(ms), reason }]))
  }

  /**
   * @throws GatewayError `lane_paused` when a message for now would have to wait for a destination that fails, `overloaded` when too many
   * wait already
   */
  function assertOpen({ laneId, sendAt, dryRun }: { laneId: string; sendAt: string | null; dryRun: boolean }): void {
    const lane = paused.get(laneId)
    if (!lane || sendAt !== null || dryRun) return
    const leftMs = lane.until - Date.now()
    if (leftMs <= 0) return
    throw refuseLane(lane.reason, leftMs / 1000)
  }

  /** Somebody has taken its pause away. */
  function forget(laneId: string): void {
    paused.delete(laneId)
  }

  async function stop(): Promise<void> {
    clearInterval(timer)
    await reading
  }

  return { assertOpen, forget, stop }
}

/** What callers are told for whom a lane takes nothing at present; without a reason it is full. */
export function refuseLane(reason: string | null, seconds: number): GatewayError {
  const retryAfterSeconds = Math.max(1, Math.ceil(seconds))
  if (reason === null)
    return new GatewayError('overloaded', 'Too many messages of this number wait to be sent.', { retryAfterSeconds })
  const message = `Sending from this number is paused: ${reason.replace(/\.$/, '')}.`
  return new GatewayError('lane_paused', message, { retryAfterSeconds })
}
