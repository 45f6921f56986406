import { parseNotification } from '@dawk/cloud-api/parse-notification.ts'
import { joinNotifications, splitNotification } from '@dawk/cloud-api/split-notification.ts'
import type { Notification } from '@dawk/cloud-api/webhook-types.ts'
import { isDatabaseUnavailable } from '#platform/database/errors.ts'
import type { UnappliedItem } from './unapplied-items.ts'

/** A payload costs at most this many tries: one of which everything fails must not hold up those of others. */
const maxTries = 200

interface FailedPayload {
  journalId: string
  appFingerprint: string
  body: string
}

/** Applies a notification in a transaction of its own. */
type ApplyPart = (part: Notification) => Promise<void>

/**
 * Applies a payload that failed as a whole in ever smaller parts, down to single items, and returns what still fails.
 * What was applied before a crash is applied again after it, which changes nothing.
 * @throws when the database goes away: nothing is wrong with the payload then
 */
export async function applyInParts(
  { journalId, appFingerprint, body }: FailedPayload,
  apply: ApplyPart,
): Promise<UnappliedItem[]> {
  const failed: UnappliedItem[] = []
  const fail = (payload: string, error: unknown) =>
    failed.push({ journalId, appFingerprint, payload, error: String(error) })
  let tries = 0

  async function tryParts(parts: readonly Notification[]): Promise<void> {
    const part = joinNotifications(parts)
    try {
      tries += 1
      await apply(part)
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      if (parts.length === 1 || tries >= maxTries) return void fail(JSON.stringify(part), error)
      const half = Math.ceil(parts.length / 2)
      await tryParts(parts.slice(0, half))
      await tryParts(parts.slice(half))
    }
  }

  const parts = readParts(body)
  if ('error' in parts) fail(body, parts.error)
  else await tryParts(parts)
  return failed
}

function readParts(body: string): Notification[] | { error: unknown } {
  try {
    return splitNotification(parseNotification(body))
  } catch (error) {
    return { error }
  }
}
