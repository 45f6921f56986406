import type { Clock } from '../clock.ts'

const windowMs = 24 * 60 * 60 * 1000

/** The customer-service windows: who wrote to which number, and when last. */
export function createWindows(clock: Clock) {
  const lastInboundAt = new Map<string, number>()
  return {
    open(phoneNumberId: string, user: string): void {
      lastInboundAt.set(`${phoneNumberId}:${user}`, clock.now())
    },
    /** They wrote before this simulator started; `at` in milliseconds. */
    remember(phoneNumberId: string, user: string, at: number): void {
      const key = `${phoneNumberId}:${user}`
      lastInboundAt.set(key, Math.max(at, lastInboundAt.get(key) ?? 0))
    },
    isOpen(phoneNumberId: string, user: string): boolean {
      const at = lastInboundAt.get(`${phoneNumberId}:${user}`)
      return at !== undefined && clock.now() - at < windowMs
    },
    reset(): void {
      lastInboundAt.clear()
    },
  }
}

export type Windows = ReturnType<typeof createWindows>
