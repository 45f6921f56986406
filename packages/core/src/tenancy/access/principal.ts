import { GatewayError } from '#platform/errors.ts'
import type { Account } from '../accounts/account.ts'
import type { Delegation } from '../partners/delegation.ts'
import type { Role } from './roles.ts'
import type { Scope } from './scopes.ts'

/** The number an account sends from when it names none. */
export interface SendingNumber {
  id: string
  laneId: string
  phoneNumberId: string
  sandbox: boolean
  /** The WhatsApp Business Account that holds its templates; null: not learned yet. */
  wabaId: string | null
  /** Who sends is restricted to some numbers: what belongs to no number, or to another one, is not theirs to send. */
  bound?: true
}

/** A person who acts for an account, by a session. */
export interface SignedInMember {
  id: string
  personId: string
  sessionId: string
  email: string
  name: string
  role: Role
  /** The person has a second factor. */
  twoFactor: boolean
}

/** What the use of a key is bound to, and so is every key that it creates or updates. */
export interface KeyBounds {
  /** Networks; empty: from everywhere. */
  allowedIps: readonly string[]
  /** Whether its requests must be signed. */
  signed: boolean
  /** ISO 8601; null: never. */
  expiresAt: string | null
}

/** Who makes a request. The account may be inactive: what that means is the caller's to say. */
export interface Principal {
  account: Account
  /** Null: a member who has signed in. */
  keyId: string | null
  /** Its first 12 and last 4 characters. */
  keyDisplay: string | null
  /** Who has signed in; null: an API key. */
  member: SignedInMember | null
  scopes: ReadonlySet<Scope>
  /** Our ids of the numbers that the key is restricted to; null: all of the account. */
  numberIds: readonly string[] | null
  /** A `sk_test_` key: it reaches the sandbox number alone, and costs nothing. */
  test: boolean
  /** What else binds the key; null: a member. */
  bounds: KeyBounds | null
  /** The key is of the account's partner; absent or null: of the account itself. */
  delegation?: Delegation | null
  /** From which is sent when a request names none; null: the account has not chosen one. See `defaultNumberOf`. */
  number: SendingNumber | null
  /** The numbers that could be named, as they are displayed. */
  numberChoices: readonly string[]
}

/** To connect, change or remove numbers. @throws GatewayError `forbidden` for a key that is restricted to some */
export function assertMayManageNumbers({ numberIds, test }: Pick<Principal, 'numberIds' | 'test'>): void {
  if (test) throw new GatewayError('forbidden', 'A test key reaches the sandbox number alone.')
  if (numberIds !== null) throw new GatewayError('forbidden', 'The API key is restricted to some numbers.')
}

/**
 * For a number that is known to be the account's own; another account's is unknown, which is told before.
 * @throws GatewayError `forbidden` when the key is restricted to others, or is a test key and this is no sandbox number
 */
export function assertMayUseNumber(
  { numberIds, test }: Pick<Principal, 'numberIds' | 'test'>,
  { id, sandbox, phoneNumberId }: Pick<SendingNumber, 'id' | 'sandbox' | 'phoneNumberId'>,
): void {
  if (test && !sandbox) throw new GatewayError('forbidden', 'A test key reaches the sandbox number alone.')
  if (numberIds !== null && !numberIds.includes(id))
    throw new GatewayError('forbidden', `The API key may not use the number ${phoneNumberId}.`)
}
