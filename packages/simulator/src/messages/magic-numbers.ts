/** What always happens to a message for one of the numbers …15550000001 to …15550000010. */
export type MagicOutcome =
  | { kind: 'fail_later'; code: number }
  | { kind: 'refuse'; code: number }
  | { kind: 'stop_at'; last: 'sent' | 'delivered' }
  | { kind: 'skip_delivered' }
  | { kind: 'drop_after_accept' }

const outcomes: Record<string, MagicOutcome> = {
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

export const magicOutcome = (user: string): MagicOutcome | undefined => outcomes[user]
