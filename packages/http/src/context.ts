import type { Account } from '@dawk/core/accounts/account.ts'
import type { Authenticator } from '@dawk/core/api-keys/authenticate.ts'
import type { CoreContext } from '@dawk/core/context.ts'
import type { AcceptedMessage, SendCommand } from '@dawk/core/messages/send-command.ts'
import type { SettledMessages } from '@dawk/core/messages/settled-messages.ts'
import type { NumberDirectory } from '@dawk/core/numbers/number-directory.ts'
import type { SandboxNumber } from '@dawk/core/numbers/sandbox-number.ts'
import type { Egress } from '@dawk/core/webhooks/egress.ts'
import type { FastifyBaseLogger } from 'fastify'
import type { Registry } from 'prom-client'

/** The secret of a Meta app, and the name under which the journal keeps what it signed. */
export interface AppSecret {
  secret: string
  fingerprint: string
}

export interface Readiness {
  ready: boolean
  role: 'all' | 'api' | 'worker'
  database: 'up' | 'down'
  /** What an operator should know, e.g. that the embedded database is meant for trial. */
  notices: readonly string[]
}

/** What the HTTP surfaces need, wired once by the application. */
export interface HttpContext {
  core: CoreContext
  acceptor: { accept(command: SendCommand): Promise<AcceptedMessage> }
  /** For answers that tell what became of a message. */
  settled: SettledMessages
  authenticator: Authenticator
  journal: { store(payload: { appFingerprint: string; body: string }): Promise<void> }
  /** Says which addresses of customers we would call. */
  egress: Pick<Egress, 'checkUrl'>
  /** Apps that may sign for any number: the operator's and the sandbox's. */
  appSecrets: readonly AppSecret[]
  /** Knows the apps that customers brought along, by number. */
  numbers: Pick<NumberDirectory, 'byPhoneNumberId'>
  /** Any of these is accepted as `hub.verify_token`; empty: no handshake succeeds. */
  verifyTokens: readonly string[]
  /** The number on the simulator that a new account starts with; null: there is no simulator. */
  registerSandbox: ((account: Account) => SandboxNumber) | null
  /** Must not throw and must answer within a second or two. */
  readiness(): Promise<Readiness>
  metrics: Registry
  log: FastifyBaseLogger
  /** Networks of the proxies whose `X-Forwarded-For` is believed; empty: none. */
  trustProxy: readonly string[]
}
