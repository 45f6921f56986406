/** How far this browser's clock is behind the server's: what ends at a second ends at the server's. */
let skewMs = 0

const resolutionMs = 1000

/**
 * `Date` tells the whole second in which the server answered, somewhere between the request and now: a clock that fits is
 * right, another is moved as far as it must be at least. A slow line moves nothing.
 */
export function noteServerTime(date: string | null, askedAt: number, answeredAt = Date.now()): void {
  const second = Date.parse(date ?? '')
  if (!Number.isFinite(second)) return
  const [least, most] = [second - answeredAt, second + resolutionMs - askedAt]
  skewMs = Math.min(Math.max(0, least), most)
}

export const serverNow = (): number => Date.now() + skewMs
