import type { Database } from './database/database.ts'

/** Every channel on which processes tell one another that something has changed. The payload names what. */
export const channels = {
  /** An account, its keys or its numbers. Payload: the account's id. */
  accounts: 'dawk_accounts',
  /** The pace of a lane, or that its pause was taken away. Payload: the lane's id. */
  lanes: 'dawk_lanes',
  /** Webhook endpoints: what is told to whom. Payload: the account's id. */
  endpoints: 'dawk_endpoints',
  /** Templates. Payload: the account's id. */
  templates: 'dawk_templates',
  /** What an account has set for its sends, or that it uses any of it. Payload: the account's id. */
  policies: 'dawk_policies',
  /** How an account's team works. Payload: the account's id. */
  inbox: 'dawk_inbox',
  /** Who looks at a conversation, or writes in it. Payload: JSON. */
  presence: 'dawk_presence',
  /** An account has launched a campaign. Payload: the account's id. */
  campaigns: 'dawk_campaigns',
  /** An account's flows. Payload: the account's id. */
  flows: 'dawk_flows',
  /** An account has published, paused or deleted a drip. Payload: the account's id. */
  drips: 'dawk_drips',
  /** How an account pays, or a rate card. Payload: the account's id; of a card: none. */
  pricing: 'dawk_pricing',
  /** A partner, or an account that one looks after. Payload: the account's id. */
  partners: 'dawk_partners',
  /** An operator made a number that the simulator does not know yet. Payload: none. */
  sandbox: 'dawk_sandbox',
} as const

export type Channel = keyof typeof channels

/** Hints between processes, this one included: caches forget what changed. Caches also expire, so a lost hint costs time alone. */
export interface Channels {
  subscribe(channel: Channel, onPayload: (payload: string) => void): Promise<void>
  /** Calls the subscribers of this process. The others are notified by the transaction that made the change. */
  deliver(channel: Channel, payload: string): void
  close(): Promise<void>
}

export function createChannels({ listen }: Pick<Database, 'listen'>): Channels {
  const subscribers: { channel: Channel; onPayload: (payload: string) => void }[] = []
  const unlisten: (() => Promise<void>)[] = []
  return {
    async subscribe(channel, onPayload) {
      subscribers.push({ channel, onPayload })
      unlisten.push(await listen(channels[channel], onPayload))
    },
    deliver(channel, payload) {
      for (const subscriber of subscribers) if (subscriber.channel === channel) subscriber.onPayload(payload)
    },
    async close() {
      for (const stop of unlisten.splice(0)) await stop().catch(() => undefined) // the database may be away already
    },
  }
}
