import type { Account } from '../accounts/account.ts'

/** The number an account sends from when it names none. */
export interface SendingNumber {
  id: string
  laneId: string
  phoneNumberId: string
  sandbox: boolean
}

/** Who makes a request. The account may be inactive: what that means is the caller's to say. */
export interface Principal {
  account: Account
  keyId: string
  /** The account's own connected number first, else its sandbox number. */
  number: SendingNumber | null
}
