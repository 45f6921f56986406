import { useEffect, useState } from 'react'
import { serverNow } from '#lib/client/server-clock.ts'
import type { Conversation } from './api/conversations.ts'

/** The 24 hours in which a person may be answered freely, as they stand at this second. */
export interface ReplyWindow {
  state: Conversation['window']['state']
  /** Of an open one. */
  remainingMs: number
}

const hourMs = 3_600_000
const minuteMs = 60_000

/**
 * Counts down and closes at the very second, by the server's clock: each tick is planned anew from what is left, so that
 * a laptop that slept wakes up right.
 */
export function useReplyWindow({ state, until }: Conversation['window']): ReplyWindow {
  const [, tick] = useState(0)
  const remainingMs = until === null ? 0 : Date.parse(until) - serverNow()
  const open = state === 'open' && remainingMs > 0
  useEffect(() => {
    if (!open) return
    const untilNextDigit = remainingMs > hourMs ? remainingMs % minuteMs : remainingMs % 1000
    const timer = setTimeout(() => tick((count) => count + 1), Math.min(untilNextDigit + 1, remainingMs + 1))
    const wake = () => tick((count) => count + 1)
    document.addEventListener('visibilitychange', wake)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', wake)
    }
  })
  if (state === 'open' && !open) return { state: 'closed', remainingMs: 0 }
  return { state, remainingMs: open ? remainingMs : 0 }
}
