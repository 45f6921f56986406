import type { NumberHealth } from './health/number-health.ts'

/** Which number, and whose. */
export interface NumberIdentity {
  id: string
  accountId: string
  laneId: string
  /** Meta's. */
  phoneNumberId: string
  sandbox: boolean
  /** Null: not known yet. */
  wabaId: string | null
}

/** What the account may see of its number. Instants are ISO 8601. */
export interface PhoneNumber extends NumberIdentity {
  displayPhoneNumber: string | null
  verifiedName: string | null
  /** Whether an app secret of the account's own is stored. */
  hasAppSecret: boolean
  verifiedAt: string | null
  /** Null: nothing was learned yet; of sandbox numbers only what webhooks tell. */
  health: NumberHealth | null
}

/** What sending and receiving need: for use inside the process, never for logs or answers. */
export interface NumberRow extends NumberIdentity {
  /** The stored token opens with the key of this installation; else `token` is empty, and nothing can be sent. */
  isReadable: boolean
  displayPhoneNumber: string | null
  token: string
  /** Whether a token of the account has read the number at Meta; until then nothing that Meta sends of it is the account's. */
  proven: boolean
  /** Null: the webhooks of this number come through the operator's app. */
  appSecret: string | null
  appFingerprint: string | null
}

/** Associated data: a cipher opens only for the row and column it was made for. */
export const tokenAad = (numberId: string) => `number|${numberId}|token`
export const appSecretAad = (numberId: string) => `number|${numberId}|app_secret`
