import Type, { type TProperties } from 'typebox'
import { Id, Instant, NullableInstant, NullableString, oneOf } from './event-data.ts'

/** What every event says that a partner gets of one of its accounts. */
const ofAccount = {
  accountId: Id,
  externalId: Type.String({ description: "The partner's own name for the account." }),
  livemode: Type.Boolean({ description: 'False: the account has no number at Meta yet, only that of the sandbox.' }),
  sequence: Type.Integer({ description: 'From 1, one more with each event of this partner, without gaps.' }),
}

const about = <Members extends TProperties>(members: Members) => Type.Object({ ...ofAccount, ...members })

export const ChildCreated = about({ name: Type.String() })

export const ChildUpdated = about({
  name: Type.String(),
  changed: Type.Array(Type.String(), { description: 'The names of what has changed.' }),
})

export const ChildSuspended = about({
  mode: oneOf('marketing', 'sending', 'all'),
  suspendedBy: oneOf('partner', 'operator', 'billing', 'meta'),
  reason: Type.String(),
  messageToCustomer: NullableString,
  since: Instant,
})

export const ChildResumed = about({ suspendedBy: oneOf('partner', 'operator', 'billing', 'meta') })

export const ChildClosing = about({ closesAt: Instant })

export const ChildKept = about({ closesAt: NullableInstant })

export const TokenDelegated = about({
  keyId: Id,
  kind: oneOf('token', 'key'),
  scopes: Type.Array(Type.String()),
  expiresAt: NullableInstant,
  reason: Type.String(),
})

export const ChildUnlinked = about({ unlinkedBy: oneOf('account', 'partner') })

export const ChildClosed = about({})
