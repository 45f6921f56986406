import { createBotDirectory } from '@dawk/core/engagement/bots/bot-directory.ts'
import { createFlow, updateFlow } from '@dawk/core/engagement/bots/flows.ts'
import { createEffectJobs } from '@dawk/core/engagement/bots/outside/effect-jobs.ts'
import { publishFlow } from '@dawk/core/engagement/bots/publish-flow.ts'
import { createBotReactions } from '@dawk/core/engagement/bots/turns/bot-reactions.ts'
import { createTurnJobs } from '@dawk/core/engagement/bots/turns/turn-jobs.ts'
import { createSendMessage } from '@dawk/core/messaging/messages/send/send-message.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { createEgress } from '@dawk/core/platform/egress.ts'
import { createJobWorker } from '@dawk/core/platform/jobs/job-worker.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { openInboundWorld } from './inbound-world.ts'
import { until } from './processes.ts'

interface Body {
  type: string
  text?: { body: string }
  interactive?: { body: { text: string } }
}

export type BotWorld = Awaited<ReturnType<typeof openBotWorld>>

/** What is scheduled by the database's clock may seem to lie ahead by that of this process. */
const clocksApartMs = 500

/** Bots on the core alone, with a clock that the test moves. Messages stay in the lane. */
export async function openBotWorld() {
  const directory = createBotDirectory()
  const world = await openInboundWorld(
    createBotReactions({ findUsing: (ids, tx) => (forget(ids), directory.findUsing(ids, tx)) }),
  )
  const forget = (ids: readonly string[]) => {
    for (const id of ids) directory.forget(id)
  }
  const { ctx, db, accountId } = world
  const clock = { offsetMs: 0 }
  const now = () => Date.now() + clock.offsetMs
  const caller = systemCaller(accountId)
  const { check } = createSendMessage({
    acceptor: { accept: () => Promise.reject(new Error('no single sends here')) },
    batches: { acceptBatch: () => Promise.reject(new Error('no batches here')) },
    checks: [],
  })
  const egress = createEgress({ allowCidrs: ['127.0.0.0/8'] })
  const deps = { ...ctx, directory, check, numbers: createNumberDirectory(ctx), pepper: Buffer.alloc(32), now }
  const workerOf = () =>
    createJobWorker({
      ...ctx,
      handlers: [...createTurnJobs(deps), createEffectJobs({ ...ctx, directory, egress, now })],
      now: () => new Date(now()).toISOString(),
    })
  const workers = [workerOf(), workerOf()] // as two processes
  for (const worker of workers) worker.start()

  /** Until nothing is due any more. */
  const settled = () =>
    until('the bots have nothing to do', async () => {
      for (const worker of workers) worker.wake()
      const { open } = await db.worker.one<{ open: number }>(
        `select count(*)::int as open from jobs where account_id = $1 and kind like 'bot%' and due_at < 'infinity'
            and (claim is not null or due_at <= $2::timestamptz)`,
        [accountId, new Date(now() + clocksApartMs).toISOString()],
      )
      return open === 0
    })

  async function publish(
    nodes: object,
    { start = 'a', triggers = [{ kind: 'keyword', words: ['hi'] }], ...more }: Record<string, unknown> = {},
  ): Promise<string> {
    const spec = { spec: 'dawk.flow/1', start, triggers, nodes, ...more }
    const { id } = await createFlow(ctx, caller, { name: 'Flow', spec })
    await publishFlow(ctx, caller, id, {})
    directory.forget(accountId)
    return id
  }

  return {
    ...world,
    caller,
    clock,
    now,
    settled,
    publish,
    /** Every flow of the account is off. */
    async disableAll(): Promise<void> {
      const flows = await db.worker.many<{ id: string }>('select id from flows where account_id = $1 and enabled', [
        accountId,
      ])
      for (const { id } of flows) await updateFlow(ctx, caller, id, { enabled: false })
      directory.forget(accountId)
    },
    async say(from: string, ...bodies: string[]): Promise<void> {
      for (const body of bodies) await world.receive([{ from, text: { body } }])
    },
    /** What was sent to somebody, in order: the text, or the title of what else it is. */
    async sent(to: string): Promise<string[]> {
      const rows = await db.worker.many<{ content: Body }>(
        `select content from messages where account_id = $1 and direction = 'out' and peer = $2 order by id`,
        [accountId, to],
      )
      return rows.map(({ content }) => content.text?.body ?? content.interactive?.body.text ?? content.type)
    },
    sessions: (phone: string) =>
      db.worker.many<{ id: string; state: string; node: string; rev: number; vars: Record<string, unknown> }>(
        `select s.id, s.state, s.node, s.rev, s.vars from flow_sessions s join contacts c on c.account_id = s.account_id and c.id = s.contact_id
          where s.account_id = $1 and c.phone = $2 order by s.id`,
        [accountId, phone],
      ),
    decisions: async (phone: string): Promise<string[]> =>
      (
        await db.worker.many<{ kind: string }>(
          `select f.kind from flow_steps f join contacts c on c.account_id = f.account_id and c.id = f.contact_id
            where f.account_id = $1 and c.phone = $2 and f.kind like 'decision%' order by f.id`,
          [accountId, phone],
        )
      ).map(({ kind }) => kind.slice('decision.'.length)),
    conversation: (phone: string) =>
      db.worker.one<{ id: string; contactId: string }>(
        'select id, contact_id from conversations where account_id = $1 and $2 = any (peers)',
        [accountId, phone],
      ),
    async close(): Promise<void> {
      for (const worker of workers) await worker.stop()
      await egress.close()
      await world.close()
    },
  }
}
