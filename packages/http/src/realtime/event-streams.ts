import { PassThrough } from 'node:stream'
import type { Presence } from '@dawk/core/engagement/inbox/replies/presence.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { toPassingFrame } from './event-frames.ts'
import { runEventStream, type StreamContext, type StreamRequest } from './event-stream.ts'

export interface EventStreams {
  /** @throws GatewayError `rate_limited` beyond the streams of an account, `overloaded` beyond those of the process */
  open(request: StreamRequest): Promise<PassThrough>
  /** What happens at this instant and is kept nowhere: who looks at a conversation. JSON, to the open streams of its account. */
  tell(payload: string): void
  /** Ends all of them, so that the server can close; clients go on elsewhere. */
  close(): Promise<void>
}

/** A client that reads slower than this misses what passes. */
const mostWaitingBytes = 256 * 1024
const mostOfProcess = 2000
const mostOfAccount = 200

/** The open streams of this process, with their bounds. */
export function createEventStreams(ctx: StreamContext): EventStreams {
  const open = new Map<PassThrough, StreamRequest['principal']>()

  function assertRoom(accountId: string): void {
    const details = { retryAfterSeconds: 5 }
    if (open.size >= mostOfProcess) throw new GatewayError('overloaded', 'Too many streams are open here.', details)
    const own = [...open.values()].filter(({ account }) => account.id === accountId).length
    if (own >= mostOfAccount)
      throw new GatewayError('rate_limited', `An account has at most ${mostOfAccount} open streams.`, details)
  }

  async function openStream(request: StreamRequest): Promise<PassThrough> {
    const accountId = request.principal.account.id
    assertRoom(accountId)
    const stream = new PassThrough()
    open.set(stream, request.principal)
    stream.once('close', () => open.delete(stream))
    try {
      await runEventStream(ctx, request, stream)
    } catch (error) {
      stream.destroy()
      throw error
    }
    return stream
  }

  return {
    open: openStream,
    tell(payload) {
      const { accountId, ...data } = JSON.parse(payload) as Presence
      const text = toPassingFrame('presence', { type: 'presence', data })
      for (const [stream, { account, scopes }] of open)
        if (account.id === accountId && scopes.has('conversations:read') && stream.writableLength < mostWaitingBytes)
          stream.write(text)
    },
    async close() {
      for (const stream of open.keys()) stream.end()
      await ctx.tail.stop()
    },
  }
}
