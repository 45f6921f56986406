import { findErrorFacts } from '../error-codes.ts'

/** What always happens to a message for some of the fictional numbers of area code 555. */
export type MagicOutcome =
  | { kind: 'fail_later'; code: number }
  | { kind: 'refuse'; code: number }
  | { kind: 'stop_at'; last: 'sent' | 'delivered' }
  | { kind: 'skip_delivered' }
  | { kind: 'drop_after_accept' }

const outcomes: Readonly<Record<string, MagicOutcome>> = {
  '15550000001': { kind: 'fail_later', code: 131026 },
  '15550000002': { kind: 'fail_later', code: 131047 },
  '15550000003': { kind: 'refuse', code: 131056 },
  '15550000004': { kind: 'refuse', code: 130429 },
  '15550000005': { kind: 'fail_later', code: 131050 },
  '15550000006': { kind: 'refuse', code: 131000 },
  '15550000007': { kind: 'stop_at', last: 'sent' },
  '15550000008': { kind: 'stop_at', last: 'delivered' },
  '15550000009': { kind: 'skip_delivered' },
  '15550000010': { kind: 'drop_after_accept' },
}

/** +1 555 9 and then the six digits of a code: what Meta refuses at once is refused, the rest fails later. */
const byCode = /^15559(\d{6})$/

export function magicOutcome(user: string): MagicOutcome | undefined {
  const fixed = outcomes[user]
  if (fixed) return fixed
  const code = Number(byCode.exec(user)?.[1])
  const facts = Number.isNaN(code) ? undefined : findErrorFacts(code)
  return facts && { kind: facts.async ? 'fail_later' : 'refuse', code }
}
