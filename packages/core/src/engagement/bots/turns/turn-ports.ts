import { createHash, createHmac } from 'node:crypto'
import { priorities } from '#messaging/messages/message.ts'
import type { SendMessages } from '#messaging/messages/send/send-message.ts'
import { plainSend } from '#messaging/messages/send/send-request.ts'
import type { NumberRow } from '#messaging/numbers/number.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { BotDirectory } from '../bot-directory.ts'
import type { TurnFacts, TurnPorts } from '../engine/turn.ts'
import { metadataOf } from './bot-reactions.ts'
import type { BotConversation } from './conversation-store.ts'

export interface PortDeps {
  worker: Queryable
  directory: BotDirectory
  check: SendMessages['check']
  /** 32 bytes that belong to this installation: chance is made of it, so that it can be repeated and not guessed. */
  pepper: Buffer
}

export interface PortSituation {
  accountId: string
  number: NumberRow
  conversation: BotConversation
  facts: TurnFacts
  now: number
  /** Messages that the wallet does not reach for, by their reference. */
  unpaid: ReadonlyMap<string, string>
}

/** The reference under which a message of a session is accepted: repeating it sends nothing twice. */
const referenceOf = ({ sessionId, rev, seq }: { sessionId: string; rev: number; seq: number }): string =>
  `flow:${sessionId}:${rev}:${seq}`

/** The ports of production: flows of the account, the checks of the one way in, chance that can be repeated. */
export async function productionPorts(deps: PortDeps, situation: PortSituation): Promise<TurnPorts> {
  const { worker, directory, check, pepper } = deps
  const { accountId, number, conversation, facts, now, unpaid } = situation
  return {
    now,
    facts,
    triggers: await directory.triggers(accountId, worker),
    flow: async (flowId) => (await directory.live(accountId, worker)).find((one) => one.flowId === flowId) ?? null,
    version: (versionId) => directory.version(accountId, versionId, worker),
    newId,
    chance: (seed) => createHmac('sha256', pepper).update(seed).digest().readUInt32BE() / 2 ** 32,
    async send(content, at) {
      const key = referenceOf(at)
      const refusal = unpaid.get(key)
      if (refusal !== undefined) return { kind: 'refused', reason: refusal, isWindowClosed: false }
      const [outcome] = await check([
        {
          ...plainSend,
          ...{ accountId, number, to: { phone: conversation.phone, userId: conversation.userId } },
          ...{ type: String(content['type']), content, priority: priorities.reply, policy: 'fail', waits: false },
          metadata: metadataOf(at.sessionId, at.flowId, at.node),
          idempotency: { key, fingerprint: createHash('sha256').update(key).digest() },
        },
      ])
      if (outcome && !(outcome instanceof GatewayError)) return { kind: 'accepted', command: outcome }
      return { kind: 'refused', reason: wordsOf(outcome), isWindowClosed: outcome?.code === 'window_closed' }
    },
  }
}

const wordsOf = (error: GatewayError | undefined): string => {
  if (!error) return 'it was not checked'
  const [first] = error.details
  return first ? `${first.field} ${first.message}` : error.message
}
