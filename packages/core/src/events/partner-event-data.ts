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

const ChildCreated = about({ name: Type.String() })

const ChildUpdated = about({
  name: Type.String(),
  changed: Type.Array(Type.String(), { description: 'The names of what has changed.' }),
})

const ChildSuspended = about({
  mode: oneOf('marketing', 'sending', 'all'),
  suspendedBy: oneOf('partner', 'operator', 'billing', 'meta'),
  reason: Type.String(),
  messageToCustomer: NullableString,
  since: Instant,
})

const ChildResumed = about({ suspendedBy: oneOf('partner', 'operator', 'billing', 'meta') })

const ChildClosing = about({ closesAt: Instant })

const ChildKept = about({ closesAt: NullableInstant })

const TokenDelegated = about({
  keyId: Id,
  kind: oneOf('token', 'key'),
  scopes: Type.Array(Type.String()),
  expiresAt: NullableInstant,
  reason: Type.String(),
})

const ChildUnlinked = about({ unlinkedBy: oneOf('account', 'partner') })

const Money = Type.String({ description: 'A decimal string, such as "12.50".' })
const WalletFigures = Type.Object({ available: Money, currency: Type.String() })

const ChildCrossed = about({
  wallet: WalletFigures,
  threshold: Type.Object({ id: Type.String({ description: '`exhausted` for zero.' }), below: Money }),
  runwayHours: Type.Unsafe<number | null>({
    type: ['number', 'null'],
    description: 'How long the balance lasts at the pace of the last seven days; null: nothing was spent.',
  }),
})

const ChildPaid = about({
  transferId: Id,
  amount: Money,
  currency: Type.String(),
  description: NullableString,
  wallet: WalletFigures,
})

const OfNumber = {
  numberId: Id,
  phoneNumberId: Type.String({ description: "Meta's id of the number." }),
  wabaId: NullableString,
  displayPhoneNumber: NullableString,
}

const ChildNumber = about(OfNumber)

const ChildWaba = about({
  wabaId: Type.String({ description: "Meta's id of the WhatsApp Business Account." }),
  numbers: Type.Array(Type.Object({ id: Id, displayPhoneNumber: NullableString })),
  onboardingLinkId: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'Null: connected without a link.',
  }),
})

const ChildOnboarding = about({ onboardingLinkId: Id })

const ChildOnboardingFailed = about({
  onboardingLinkId: Id,
  code: Type.String({ description: 'As the error of the API names it.' }),
  help: Type.String(),
})

const ChildClosed = about({})

/** Of the catalogue: the events of partners, about their accounts. */
export const partnerEvents = {
  'account.created': {
    when: 'A partner created one of its accounts. As all that follow, it goes to the partner',
    data: ChildCreated,
  },
  'account.updated': { when: 'What a partner keeps of an account was changed', data: ChildUpdated },
  'account.suspended': {
    when: 'An account of a partner may not send, or do nothing at all, from now on; `suspendedBy` says who may lift it',
    data: ChildSuspended,
  },
  'account.resumed': { when: 'A suspension of an account of a partner was lifted', data: ChildResumed },
  'account.closing': { when: 'An account of a partner will be erased at `closesAt`', data: ChildClosing },
  'account.reopened': { when: 'An account of a partner is not going to be erased after all', data: ChildKept },
  'account.closed': { when: 'An account of a partner was erased', data: ChildClosed },
  'account.low_balance': {
    when: 'The balance of an account of a partner fell below one of its thresholds',
    data: ChildCrossed,
  },
  'account.balance_exhausted': { when: 'Nothing is left in the wallet of an account of a partner', data: ChildCrossed },
  'account.balance_recovered': {
    when: 'The balance of an account of a partner is above a threshold again, or above zero (`exhausted`)',
    data: ChildCrossed,
  },
  'account.wallet_credited': { when: 'A partner moved money into the wallet of one of its accounts', data: ChildPaid },
  'account.wallet_debited': { when: 'A partner took back money that it had given to an account', data: ChildPaid },
  'account.waba_connected': {
    when: 'The first number of a WhatsApp Business Account was connected to an account of a partner',
    data: ChildWaba,
  },
  'account.number_connected': { when: 'A number was connected to an account of a partner', data: ChildNumber },
  'account.number_disconnected': { when: 'A number was disconnected from an account of a partner', data: ChildNumber },
  'account.onboarding_started': { when: 'An onboarding link was opened for the first time', data: ChildOnboarding },
  'account.onboarding_failed': {
    when: 'A number could not be connected by an onboarding link, which may be used again',
    data: ChildOnboardingFailed,
  },
  'account.unlinked': {
    when: 'An account left its partner, which is told no more of it',
    data: ChildUnlinked,
  },
  'token.delegated': {
    when: 'A partner made a token or a key to act within one of its accounts',
    data: TokenDelegated,
  },
} as const
