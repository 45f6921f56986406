import assert from 'node:assert/strict'
import { createConversationProjector } from '@dawk/core/messaging/conversations/show-sent-messages.ts'
import { applyReports } from '@dawk/core/messaging/messages/reports/apply-reports.ts'
import { createAcceptor } from '@dawk/core/messaging/messages/send/accept-message.ts'
import { createDuePoll } from '@dawk/core/platform/due-poll.ts'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { sendCommand } from '../support/core.ts'
import { anyOf, countDeadlocks, disturbFor, someOf } from '../support/deadlocks.ts'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
let send: () => Promise<void>
const people = Array.from({ length: 24 }, (_, index) => String(919_900_600_000 + index))
const sent: { id: string; to: string }[] = []
const heard: string[] = []
beforeAll(async () => {
  world = await openInboundWorld()
  await world.receive(people.map((from) => ({ from })))
  const acceptor = createAcceptor({ ...world.ctx, due: createDuePoll(world.ctx) })
  send = async () => {
    const accepted = someOf(people, 6).map(async (to) => {
      const { id } = await acceptor.accept(sendCommand(world, { to: { phone: to, userId: null } }))
      return { id, to }
    })
    const some = await Promise.all(accepted)
    await world.ctx.worker.transaction((tx) =>
      applyReports(
        tx,
        some.map(({ id }) => toReport(id)),
      ),
    )
    sent.push(...some)
  }
  await send()
})
afterAll(() => world.close())

const toReport = (messageId: string) => {
  const report = { status: 'sent' as const, at: new Date().toISOString(), wamid: `wamid.${messageId}` }
  return { accountId: world.accountId, messageId, report }
}

const seconds = (later = 0) => String(Math.floor(Date.now() / 1000) + later)
const freeUntil = seconds(72 * 3600)
let last = 0
const toMessage = (from: string, content: object = { type: 'text', text: { body: 'x' } }) => ({
  messages: [{ from, id: `wamid.in${++last}`, timestamp: seconds(), ...content }],
})

/** `ofAd`: it tells until when what follows an answer to an ad is free of charge. */
function toStatus({ id, to }: { id: string; to: string }, ofAd = false): object {
  const conversation = { id: 'c', origin: { type: 'referral_conversion' }, expiration_timestamp: freeUntil }
  const of = { recipient_id: to, biz_opaque_callback_data: id, ...(ofAd && { conversation }) }
  const status = anyOf(['sent', 'delivered', 'read'])
  return { statuses: [{ id: `wamid.${id}`, status, timestamp: seconds(), ...of }] }
}

/** What comes from Meta and what leaves for it, each by a transaction of its own. */
const works: readonly (() => Promise<unknown>)[] = [
  () => send(),
  async () => {
    const messages = someOf(people, 6).map((from) => toMessage(from))
    await world.apply(messages)
    heard.push(...messages.flatMap((one) => one.messages.map(({ id }) => id)))
  },
  () => world.apply(someOf(sent, 8).map((one) => toStatus(one, true))),
  () =>
    world.apply([...someOf(people, 4).map((from) => toMessage(from)), ...someOf(sent, 4).map((one) => toStatus(one))]),
  async () => {
    const edit = { original_message_id: anyOf(heard), message: { type: 'text', text: { body: 'y' } } }
    if (heard.length > 0) await world.apply(someOf(people, 3).map((from) => toMessage(from, { type: 'edit', edit })))
  },
]

/** The embedded database has one connection: nothing is ever locked by another. */
test.skipIf(!process.env['TEST_DATABASE_URL'])(
  'messages, statuses, edits and sends of the same people are applied at once, and nothing ends in a deadlock',
  async () => {
    for (let process = 0; process < 2; process += 1) {
      const projector = createConversationProjector({ ...world.ctx, due: createDuePoll(world.ctx) })
      onTestFinished(() => projector.stop())
      projector.start()
    }
    await disturbFor(3000, works)
    assert.equal(await countDeadlocks(world), 0)
  },
)
