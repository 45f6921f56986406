import type { WebhookConfiguration } from '@dawk/cloud-api/calls/number-calls.ts'
import type { BusinessAccountDetails, SubscribedApp, TokenDetails } from '@dawk/cloud-api/calls/onboarding-calls.ts'
import type { CallOutcome, PhoneNumberDetails } from '@dawk/cloud-api/client.ts'

/** What was learned of a number at Meta; null: it could not be asked for. */
export interface Findings {
  token: CallOutcome<{ readonly data: TokenDetails }>
  /** Whether the app secret that is stored with the number is that of its token's app; null: none is stored. */
  secretFits: boolean | null
  /** The app whose signature counts for this number; null: not known by its id. */
  signingAppId: string | null
  number: CallOutcome<PhoneNumberDetails>
  wabaId: string | null
  account: CallOutcome<BusinessAccountDetails> | null
  apps: CallOutcome<{ readonly data: readonly SubscribedApp[] }> | null
  /** Of the token's app, where no account overrides it; null: it cannot be asked for. */
  appCallback: string | null
  /** Null: Meta does not tell it. */
  webhooks: WebhookConfiguration | null
  ownCallback: string
  now: Date
}
