/** Who suspended an account, and so who alone may lift it. */
export type SuspendedBy = 'partner' | 'operator' | 'billing' | 'meta'

/** What a suspension stops: marketing; every message; every request of the account, too. What comes in is always kept. */
export const suspensionModes = ['marketing', 'sending', 'all'] as const
export type SuspensionMode = (typeof suspensionModes)[number]

/** Instants are ISO 8601. */
export interface Suspension {
  mode: SuspensionMode
  suspendedBy: SuspendedBy
  reason: string
  /** For the people of the account; null: nothing is said to them. */
  message: string | null
  since: string
}

/** What an account lets its partner do within it: nothing, read, or everything that its owner may. */
export const accessLevels = ['none', 'read', 'full'] as const
type AccessLevel = (typeof accessLevels)[number]

export const childStatuses = ['active', 'suspended', 'closing'] as const
export type ChildStatus = (typeof childStatuses)[number]

/** What a partner may decide about one of its accounts. */
export interface ChildSettings {
  name: string
  ownerName: string | null
  /** Of mails and pages, as BCP 47 has it. */
  language: string
  country: string
  timezone: string
  tags: readonly string[]
  metadata: Readonly<Record<string, string>>
}

/** By what it tops up itself; by what its partner transfers; from the partner's wallet; on credit that the partner grants. */
export const walletModes = ['own', 'prepaid_by_partner', 'pooled', 'credit'] as const
export type WalletMode = (typeof walletModes)[number]

/** An account that a partner looks after. Instants are ISO 8601. */
export interface ChildAccount extends ChildSettings {
  /** Of the account itself. */
  id: string
  partnerId: string
  externalId: string
  email: string
  currency: string
  access: AccessLevel
  walletMode: WalletMode
  /** In millionths of its currency, for a day; null: none but the partner's wallet. */
  poolLimit: string | null
  status: ChildStatus
  /** The strongest first. */
  suspensions: readonly Suspension[]
  closingAt: string | null
  createdAt: string
  updatedAt: string
}
