import { GatewayError } from '#platform/errors.ts'
import { type Actor, operator, system } from '../audit/actor.ts'
import type { KeyBounds } from './principal.ts'
import type { Role } from './roles.ts'
import { allScopes, type Scope } from './scopes.ts'

/** Who acts for an account: an API key, a member, the operator, or Dawk itself. Made once for each request or job. */
export interface Caller {
  accountId: string
  /** As the audit log names the caller. */
  actor: Actor
  /** The role by which a member acts; null for everyone else. */
  role: Role | null
  scopes: ReadonlySet<Scope>
  /** Our ids of the numbers that the caller is restricted to; null: every number of the account. */
  numberIds: readonly string[] | null
  /** A `sk_test_` key: it reaches the sandbox number alone. */
  test: boolean
  /** What else binds a key, and so every key that it creates or updates; null: nothing. */
  bounds: KeyBounds | null
}

/** Whoever reads within one account; every caller is one. What a caller is restricted to beyond that is said by each function. */
export type Reader = Pick<Caller, 'accountId'>

const unrestricted = { role: null, scopes: allScopes, numberIds: null, test: false, bounds: null }

/** An actor whose right to act was established by other means than scopes, such as a person's own password. */
export const trustedCaller = (accountId: string, actor: Actor): Caller => ({ accountId, actor, ...unrestricted })

/** Dawk itself, acting for an account. */
export const systemCaller = (accountId: string): Caller => trustedCaller(accountId, system)

/** Whoever runs the installation, acting for an account. */
export const operatorCaller = (accountId: string): Caller => trustedCaller(accountId, operator)

type Granted = Pick<Caller, 'scopes' | 'role'>

/** @throws GatewayError `forbidden`, whose message names the scope */
export function assertScope(caller: Granted, scope: Scope): void {
  if (!caller.scopes.has(scope)) throw new GatewayError('forbidden', `${grantOf(caller)} lacks the scope ${scope}.`)
}

/** For what only an owner may do, or a key that holds every scope. @throws GatewayError `forbidden` */
export function assertEveryScope(caller: Granted): void {
  if (caller.scopes.size < allScopes.size) throw new GatewayError('forbidden', `${grantOf(caller)} lacks the scope *.`)
}

const grantOf = ({ role }: Granted): string => (role ? `The role ${role}` : 'The API key')
