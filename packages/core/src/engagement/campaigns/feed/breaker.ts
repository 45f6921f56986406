import type { CampaignDefinition } from '../campaign.ts'
import { statesOf } from '../campaign-events.ts'
import type { CampaignCount } from '../outcome/counter-store.ts'
import { effectOf } from './code-effects.ts'

type Seen = Readonly<Record<string, number>>

export interface Look {
  /** Meta's code with which too many failed; null: go on. */
  tripped: { code: number; failed: number } | null
  /** What the next look compares with. */
  seen: Record<string, number>
}

/**
 * Looks at the outcomes since the last look. A code that speaks of single people does not count. Each window begins anew after
 * so many outcomes, so an old trouble does not stop what goes well now.
 */
export function lookAtOutcomes(
  { failPercent, window }: CampaignDefinition['breaker'],
  counts: readonly CampaignCount[],
  before: Seen,
): Look {
  const states = statesOf(counts)
  const outcomes = (states['delivered'] ?? 0) + (states['read'] ?? 0) + (states['failed'] ?? 0)
  const codes = codesOf(counts)
  const worst = [...codes]
    .map(([code, count]) => ({ code, failed: count - (before[`code:${code}`] ?? 0) }))
    .filter(({ code }) => effectOf(code) !== 'person')
    .toSorted((a, b) => b.failed - a.failed)[0]
  if (worst && worst.failed > (window * failPercent) / 100) return { tripped: worst, seen: snapshot(outcomes, codes) }
  const isOver = outcomes - (before['outcomes'] ?? 0) >= window
  return { tripped: null, seen: isOver ? snapshot(outcomes, codes) : { ...before } }
}

function codesOf(counts: readonly CampaignCount[]): Map<number, number> {
  const codes = new Map<number, number>()
  for (const { key, count } of counts) {
    const code = Number(/^failed:(\d+)$/.exec(key)?.[1] ?? Number.NaN)
    if (!Number.isNaN(code)) codes.set(code, (codes.get(code) ?? 0) + count)
  }
  return codes
}

const snapshot = (outcomes: number, codes: ReadonlyMap<number, number>): Record<string, number> => ({
  outcomes,
  ...Object.fromEntries([...codes].map(([code, count]) => [`code:${code}`, count])),
})
