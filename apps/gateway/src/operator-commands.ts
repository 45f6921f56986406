import { effectiveRequestsPerMinute } from '@dawk/core/accounts/account.ts'
import { setRequestLimit } from '@dawk/core/accounts/set-limits.ts'
import type { Database } from '@dawk/core/database/database.ts'
import { setNumberRate } from '@dawk/core/numbers/set-number-rate.ts'

/** What `npm run dawk` asks for; it may come from another process, as JSON. */
export type OperatorCommand =
  | { command: 'limits'; account: string; requestsPerMinute: number | 'unlimited' | 'plan' }
  | { command: 'number-rate'; phoneNumberId: string; perSecond: number | 'uncapped' }

/** Does it and says what was done. @throws GatewayError when it cannot be done */
export async function runOperatorCommand(ctx: { db: Database }, asked: OperatorCommand): Promise<string> {
  switch (asked.command) {
    case 'limits': {
      const account = await setRequestLimit(ctx, asked.account, asked.requestsPerMinute)
      const limit = effectiveRequestsPerMinute(account)
      return `Account ${account.id} (plan ${account.plan}): ${limit === null ? 'unlimited requests' : `${limit} requests per minute`}`
    }
    case 'number-rate':
      await setNumberRate(ctx, asked.phoneNumberId, asked.perSecond)
      return `Number ${asked.phoneNumberId}: ${asked.perSecond === 'uncapped' ? 'uncapped' : `${asked.perSecond} messages per second`}`
  }
}

/** @throws Error when it is none of ours */
export function readOperatorCommand(value: unknown): OperatorCommand {
  const { command, account, requestsPerMinute, phoneNumberId, perSecond } = Object(value) as Record<string, unknown>
  if (command === 'limits' && typeof account === 'string') {
    if (requestsPerMinute === 'unlimited' || requestsPerMinute === 'plan' || typeof requestsPerMinute === 'number')
      return { command, account, requestsPerMinute }
  }
  if (command === 'number-rate' && typeof phoneNumberId === 'string') {
    if (perSecond === 'uncapped' || typeof perSecond === 'number') return { command, phoneNumberId, perSecond }
  }
  throw new Error('This gateway does not know such an operator command')
}
