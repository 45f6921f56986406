import type { PaymentVendors } from '@dawk/core/commerce/payments/payment-vendor.ts'
import type { PricingDirectory } from '@dawk/core/commerce/pricing/pricing-directory.ts'
import type { PaymentProvider } from '@dawk/core/commerce/subscriptions/payments.ts'
import type { CoreContext } from '@dawk/core/context.ts'
import type { InboxDirectory } from '@dawk/core/engagement/inbox/settings/inbox-directory.ts'
import type { LinkFollower } from '@dawk/core/engagement/links/follow-link.ts'
import type { EventHorizon } from '@dawk/core/events/event-horizon.ts'
import type { ConnectorDeps } from '@dawk/core/integrations/connections/connector.ts'
import type { AccountFiles } from '@dawk/core/messaging/media/account-files.ts'
import type { MediaLibrary } from '@dawk/core/messaging/media/media-library.ts'
import type { SendMessages } from '@dawk/core/messaging/messages/send/send-message.ts'
import type { SettledMessages } from '@dawk/core/messaging/messages/send/settled-messages.ts'
import type { NumberSetup } from '@dawk/core/messaging/numbers/meta-app.ts'
import type { NumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import type { SandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import type { RetentionBounds } from '@dawk/core/operations/privacy/account-retention.ts'
import type { Egress } from '@dawk/core/platform/egress.ts'
import type { Idempotency } from '@dawk/core/platform/idempotency/once.ts'
import type { Mailer } from '@dawk/core/platform/mailer.ts'
import type { PlanQuotas } from '@dawk/core/tenancy/accounts/plans.ts'
import type { RegistrationMode } from '@dawk/core/tenancy/accounts/registration-code.ts'
import type { Authenticator } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import type { ReplayMemory } from '@dawk/core/tenancy/api-keys/restrictions/replay-memory.ts'
import type { Refusals } from '@dawk/core/tenancy/audit/refusals.ts'
import type { Limiter } from '@dawk/core/tenancy/limits/limiter.ts'
import type { Quotas } from '@dawk/core/tenancy/limits/quotas.ts'
import type { PartnershipDirectory } from '@dawk/core/tenancy/partners/partnership-directory.ts'
import type { TrialSession } from '@dawk/core/tenancy/sign-in/sessions/trial-session.ts'
import type { TestEndpoint } from '@dawk/core/webhooks/deliveries/test-endpoint.ts'
import type { FastifyBaseLogger } from 'fastify'
import type { Registry } from 'prom-client'
import type { EventStreams } from './realtime/event-streams.ts'

/** The secret of a Meta app, and the name under which the journal keeps what it signed. */
export interface AppSecret {
  secret: string
  fingerprint: string
}

export interface Readiness {
  ready: boolean
  role: 'all' | 'api' | 'worker'
  database: 'up' | 'read-only' | 'full' | 'down'
  /** What an operator should know, e.g. that the embedded database is meant for trial. */
  /** Parts of Meta's webhooks that could not be applied; null: not known, the database did not answer. */
  unappliedWebhookItems: number | null
  notices: readonly string[]
}

/** To know who calls, how often, and what they may. */
export interface AccessContext {
  authenticator: Authenticator
  /** Notes each use of a key. */
  keyUsage: { note(keyId: string): void }
  /** Counts refused requests, and records those of known keys and people. */
  refusals: Pick<Refusals, 'note'>
  /** Counts the requests of accounts and addresses, shared with other processes where there is Redis. */
  limiter: Limiter
  quotas: Pick<Quotas, 'take'>
  /** What the operator set in place of the plans' own. */
  planQuotas: PlanQuotas
  /** Signatures of requests that were taken already. */
  replays: ReplayMemory
}

/** To take webhooks of Meta and of a payment provider. */
export interface IngressContext {
  journal: { store(payload: { appFingerprint: string; body: string }): Promise<void> }
  /** Apps that may sign for any number: the operator's. */
  appSecrets: readonly AppSecret[]
  /** Any of these is accepted as `hub.verify_token`; empty: no handshake succeeds. */
  verifyTokens: readonly string[]
  /** Null: no plan can be bought here. */
  payments: PaymentProvider | null
  /** Through whom wallets are topped up; empty: by the operator alone. */
  vendors: PaymentVendors
}

/** For those who run this host. */
export interface OperatorContext {
  /** Must not throw and must answer within a second or two. */
  readiness(): Promise<Readiness>
  metrics: Registry
  /** What who reads metrics must show; null: nothing. */
  metricsToken: string | null
  log: FastifyBaseLogger
}

/** How this host is reached, and what it serves beside the surfaces. */
export interface HostContext {
  /** How the outside reaches this host, without a slash at its end. */
  publicUrl(): string
  /** Networks of the proxies whose `X-Forwarded-For` is believed; empty: none. */
  trustProxy: readonly string[]
  /** Knows where short links lead. */
  links: LinkFollower
  /** Where the built dashboard lies; null: it is not served. */
  dashboardDir: string | null
}

/** What the operations of a surface work with. */
export interface OperationContext
  extends SendMessages,
    Pick<AccessContext, 'authenticator' | 'limiter' | 'planQuotas'>,
    Pick<IngressContext, 'payments' | 'vendors'>,
    Pick<HostContext, 'publicUrl'>,
    Pick<OperatorContext, 'log'> {
  core: CoreContext
  /** How accounts pay for messages. */
  pricing: Pick<PricingDirectory, 'find'>
  /** Which accounts are partners, or have one. */
  partnerships: Pick<PartnershipDirectory, 'peek' | 'find'>
  /** For answers that tell what became of a message. */
  settled: SettledMessages
  /** Remembers answers by their `Idempotency-Key`. */
  idempotency: Idempotency
  media: MediaLibrary
  /** Files that are imported and exported. */
  files: AccountFiles
  /** Says which addresses of customers we would call, and calls them. */
  egress: Pick<Egress, 'checkUrl' | 'agent'>
  /** Hosts in place of those of connected systems. */
  connectorHosts: ConnectorDeps['hosts']
  testEndpoint: TestEndpoint
  /** The lines on which clients follow events. */
  streams: EventStreams
  /** How the teams of accounts work. */
  inboxes: Pick<InboxDirectory, 'find'>
  /** How far the event log may be read without missing what still commits. */
  eventHorizon: EventHorizon
  /** Knows the apps that customers brought along, by number. */
  numbers: Pick<NumberDirectory, 'byPhoneNumberId' | 'byIds' | 'byWabaId' | 'ofAccount' | 'ofWaba'>
  /** The number on the simulator that a new account starts with; null: there is no simulator. */
  registerSandbox: ((account: { id: string; name: string }) => SandboxNumber) | null
  /** Signs in by the link that a trial prints, on this machine alone; null: this is no trial. */
  trialSession: TrialSession | null
  /** Who may register an account. */
  registration: RegistrationMode
  /** Null: links are shown in answers alone. */
  mailer: Mailer | null
  /** To verify and to connect numbers. */
  numberSetup: NumberSetup
  /** Days of grace before an account is erased, and the longest that the operator keeps things. */
  privacy: { graceDays: number; bounds: RetentionBounds }
}

/** All of it, wired once by the application; each part of the server asks for its own. */
export interface HttpContext extends AccessContext, IngressContext, OperatorContext, HostContext, OperationContext {}
