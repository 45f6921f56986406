import type { PassThrough } from 'node:stream'
import type { CoreContext } from '@dawk/core/context.ts'
import type { EventHorizon } from '@dawk/core/events/event-horizon.ts'
import { listEvents } from '@dawk/core/events/event-log.ts'
import type { LoggedEvent } from '@dawk/core/events/event-log-store.ts'
import type { EventTail } from '@dawk/core/events/event-tail.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import { heartbeat, openingFrame, toFrame } from './event-frames.ts'

/** What one stream is about. */
export interface StreamRequest {
  principal: Principal
  /** The sequence after which it goes on; null: from now on. */
  after: string | null
  /** Of these the client is told, in its own words. */
  show(
    events: readonly LoggedEvent[],
    principal: Principal,
  ): Promise<readonly { type: string; view: object; sequence: string }[]>
  toCursor(sequence: string): string
  /** The same principal as it stands now, or null when it may read no more: asked with each heartbeat. */
  renew(): Promise<Principal | null>
}

export interface StreamContext {
  core: Pick<CoreContext, 'db'>
  eventHorizon: EventHorizon
  log: { warn(details: object, message: string): void }
  tail: EventTail
}

const heartbeatMs = 20_000
const longestMs = 30 * 60_000
const reconnectMs = 2000
/** A client that reads slower than this is let go, and catches up by its cursor. */
const mostWaitingBytes = 1024 * 1024
/** A client that missed more reads its lists anew. */
const mostMissed = 1000

/** First what was missed, then what comes; each event once, whatever is recorded between the two. */
export async function runEventStream(ctx: StreamContext, request: StreamRequest, stream: PassThrough): Promise<void> {
  const sender = createSender(ctx, request, stream)
  const waiting: LoggedEvent[] = []
  let isLive = false
  const followed = await ctx.tail.follow(request.principal.account.id, (events) => {
    if (isLive) sender.send(events)
    else waiting.push(...events)
  })
  stream.once('close', followed.stop)
  sender.write(openingFrame(reconnectMs))
  await catchUp(ctx, request, sender, followed.from)
  isLive = true
  sender.send(waiting)
  const timer = setInterval(() => sender.heartbeat(), heartbeatMs)
  const end = setTimeout(() => stream.end(), longestMs)
  stream.once('close', () => {
    clearInterval(timer)
    clearTimeout(end)
  })
}

interface Sender {
  write(text: string): void
  /** Those that the client may see and has not been sent, one batch after the other. */
  send(events: readonly LoggedEvent[]): void
  /** Tells where the client stands, and goes on from there. */
  begin(event: 'ready' | 'reset', sequence: string): void
  heartbeat(): void
}

function createSender({ log }: StreamContext, request: StreamRequest, stream: PassThrough): Sender {
  let { principal } = request
  let last = '0'
  let working: Promise<void> = Promise.resolve()

  function write(text: string): void {
    if (stream.writableEnded || stream.destroyed) return
    stream.write(text)
    if (stream.writableLength > mostWaitingBytes) stream.destroy()
  }

  /** One after the other. A client whose line breaks here goes on from its cursor. */
  function enqueue(work: () => Promise<void>): void {
    working = working.then(work).catch((error: unknown) => {
      log.warn({ err: error }, 'a stream is let go')
      stream.destroy()
    })
  }

  async function show(events: readonly LoggedEvent[]): Promise<void> {
    const news = events.filter(({ sequence }) => BigInt(sequence) > BigInt(last))
    for (const { type, view, sequence } of await request.show(news, principal))
      write(toFrame({ id: request.toCursor(sequence), event: type, data: view }))
    last = news.at(-1)?.sequence ?? last
  }

  async function renew(): Promise<void> {
    const renewed = await request.renew()
    if (renewed === null || !isAlike(renewed, principal)) return void stream.end()
    principal = renewed
    write(heartbeat)
  }

  return {
    write,
    send: (events) => enqueue(() => show(events)),
    begin: (event, sequence) =>
      enqueue(async () => {
        if (BigInt(sequence) > BigInt(last)) last = sequence
        write(toFrame({ id: request.toCursor(last), event, data: { at: new Date().toISOString() } }))
      }),
    heartbeat: () => enqueue(renew),
  }
}

/** Another role: the client connects again, and reads what it may see now. */
const isAlike = (one: Principal, other: Principal) =>
  one.scopes.size === other.scopes.size && [...one.scopes].every((scope) => other.scopes.has(scope))

async function catchUp(
  { core, eventHorizon }: StreamContext,
  { principal, after }: StreamRequest,
  { begin, send }: Sender,
  liveFrom: string,
): Promise<void> {
  if (after === null) return begin('ready', liveFrom)
  const page = { after, limit: mostMissed + 1 }
  const missed = await listEvents({ ...core, eventHorizon }, principal.account.id, {}, page)
  if (missed.length > mostMissed) return begin('reset', liveFrom)
  send(missed)
  begin('ready', after)
}
