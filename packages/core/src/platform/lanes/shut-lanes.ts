import type { CoreContext } from '#context.ts'
import { GatewayError } from '../errors.ts'

const pollMs = 1000

interface ShutLane {
  until: number
  reason: string
}

/**
 * Which lanes are shut, as the workers wrote it down: read once a second, not on each accept. Nothing shut, or the
 * database away: accepts go on to the commit, which has its own answer.
 */
export function createShutLanes({ db, due }: Pick<CoreContext, 'db' | 'due'>) {
  let shut = new Map<string, ShutLane>()
  let reading: Promise<void> | null = null
  const look = () => {
    reading ??= read().finally(() => {
      reading = null
    })
  }
  const timer = due ? undefined : setInterval(look, pollMs).unref()
  due?.watch('exists (select from lanes where shut_until > now())', (isShut) => {
    if (isShut || shut.size > 0) look()
  })

  async function read(): Promise<void> {
    const found = await db.worker
      .query<{ id: string; ms: number; reason: string }>(
        `select id::text, (extract(epoch from shut_until - now()) * 1000)::float8 as ms, coalesce(shut_reason, '') as reason
           from lanes where shut_until > now()`,
      )
      .catch(() => null)
    if (found) shut = new Map(found.rows.map(({ id, ms, reason }) => [id, { until: Date.now() + Number(ms), reason }]))
  }

  /** @throws GatewayError `lane_shut` when a message for now would have to wait for a destination that fails. */
  function assertOpen({ laneId, sendAt, dryRun }: { laneId: string; sendAt: string | null; dryRun: boolean }): void {
    const lane = shut.get(laneId)
    if (!lane || sendAt !== null || dryRun) return
    const leftMs = lane.until - Date.now()
    if (leftMs <= 0) return
    throw new GatewayError('lane_shut', `Sending from this number is paused: ${lane.reason}.`, {
      retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)),
    })
  }

  async function stop(): Promise<void> {
    clearInterval(timer)
    await reading
  }

  return { assertOpen, stop }
}
