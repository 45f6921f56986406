import type { FastifyInstance, FastifyReply } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import type { StoredMessage } from '../messages/messages.ts'

/** What the handset page reads: conversations built from the last messages, and a live stream. */
export function threadRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get('/threads', () => ({ threads: listThreads(ctx) }))
  app.get<{ Params: { phoneNumberId: string; user: string } }>('/threads/:phoneNumberId/:user', ({ params }) => ({
    person: ctx.people.find(params.user),
    messages: ctx.messages
      .recent()
      .filter((message) => message.phoneNumberId === params.phoneNumberId && message.user === params.user),
  }))
  app.get('/events', (_request, reply) => streamEvents(ctx, reply))
}

function listThreads({ messages, people, numbers }: Pick<SimulatorContext, 'messages' | 'numbers' | 'people'>) {
  const threads = new Map<string, { last: StoredMessage; count: number }>()
  for (const message of messages.recent()) {
    const key = `${message.phoneNumberId}:${message.user}`
    threads.set(key, { last: message, count: (threads.get(key)?.count ?? 0) + 1 })
  }
  return [...threads.values()]
    .sort((a, b) => b.last.at - a.last.at)
    .map(({ last, count }) => ({
      phoneNumberId: last.phoneNumberId,
      business: numbers.get(last.phoneNumberId)?.verifiedName,
      user: last.user,
      name: people.find(last.user).name,
      count,
      last,
    }))
}

function streamEvents({ events }: Pick<SimulatorContext, 'events'>, reply: FastifyReply): void {
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  reply.raw.write(': connected\n\n')
  const stop = events.listen((event) => {
    // A reader that cannot keep up is let go; the page connects again and reads the thread afresh.
    if (reply.raw.writableLength > 1_000_000) reply.raw.destroy()
    else reply.raw.write(`data: ${event}\n\n`)
  })
  reply.raw.on('close', stop)
}
