import { createHash, timingSafeEqual } from 'node:crypto'
import { bearerOf } from '../auth/identify.ts'

/** Whether the header shows the operator's token; null: everybody may read. Takes as long for every text. */
export function showsMetricsToken(token: string | null, authorization: string | undefined): boolean {
  if (token === null) return true
  return timingSafeEqual(digest(token), digest(bearerOf(authorization) ?? ''))
}

const digest = (text: string) => createHash('sha256').update(text).digest()

export const metricsRefusal = 'This endpoint requires the METRICS_TOKEN: send Authorization: Bearer <token>.'
export const metricsChallenge = 'Bearer realm="metrics"'
