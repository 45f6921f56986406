import { GatewayError } from '#platform/errors.ts'
import { allScopes, expandScopes, type Scope } from '../access/scopes.ts'
import type { ChildAccount } from './child-account.ts'

/** By which a partner acts within one of its accounts: a token for an hour at most, or a key that stays. */
export interface Delegation {
  partnerId: string
  kind: 'token' | 'key'
  /** The partner's words for why. */
  reason: string
  /** For which of the partner's own people; null: for nobody in particular. */
  onBehalfOf: string | null
}

/** With these an account's keys, members or the partner's own reach could be changed: they stay with the account. */
const keptByAccount: ReadonlySet<Scope> = new Set([
  ...(['keys:write', 'members:write', 'account:write'] as const),
  ...(['partner:read', 'partner:write', 'partner:money', 'partner:impersonate'] as const),
])

const delegable = new Set([...allScopes].filter((scope) => !keptByAccount.has(scope)))
const readable = new Set([...delegable].filter((scope) => scope.endsWith(':read')))

/** What a partner may be given within an account, as that has decided. */
export const scopesOfAccess: Record<ChildAccount['access'], ReadonlySet<Scope>> = {
  none: new Set(),
  read: readable,
  full: delegable,
}

/** @throws GatewayError `forbidden`, whose message names the scope that the account does not give its partner */
export function assertDelegable({ access }: Pick<ChildAccount, 'access'>, scopes: readonly string[]): void {
  const lacking = [...expandScopes(scopes)].find((scope) => !scopesOfAccess[access].has(scope))
  if (lacking === undefined && access !== 'none') return
  const words = `The account gives its partner the access "${access}"`
  const message = lacking === undefined ? `${words}.` : `${words}, which does not open ${lacking}.`
  throw new GatewayError('forbidden', message, { reason: 'partner_access' })
}
