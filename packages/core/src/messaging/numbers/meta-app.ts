import type { CoreContext } from '#context.ts'

/** The operator's app at Meta. */
export interface MetaApp {
  id: string
  secret: string
}

/** Where Meta's webhooks are to come. */
interface OwnCallback {
  /** Of sandbox numbers: where the simulator reports to. */
  url(sandbox: boolean): string
  /** What our handshake accepts. */
  verifyToken: string
}

/** What verifying and connecting numbers at Meta needs beyond the core. */
export type NumberSetup = Pick<CoreContext, 'secrets' | 'graph' | 'read' | 'transaction' | 'worker'> & {
  /** Null: the operator has not configured one with its id. */
  metaApp: MetaApp | null
  /** The account's own on the simulator; null: there is no sandbox. */
  sandboxApp: ((accountId: string) => MetaApp) | null
  callback: OwnCallback
}

export const appToken = ({ id, secret }: MetaApp): string => `${id}|${secret}`
