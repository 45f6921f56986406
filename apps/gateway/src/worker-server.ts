import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { HttpContext } from '@dawk/http/context.ts'

/** Health and metrics of a process that takes no requests. Returns what closes it. */
export async function serveWorker(ctx: HttpContext, { port, host }: { port: number; host: string }) {
  const server = createServer((request, reply) => {
    answer(ctx, request.url, reply).catch((error: unknown) => {
      ctx.log.error({ err: error }, 'health or metrics failed')
      reply.destroy()
    })
  })
  server.listen(port, host)
  await once(server, 'listening')
  return async () => {
    server.closeAllConnections()
    server.close()
  }
}

async function answer(ctx: HttpContext, path: string | undefined, reply: ServerResponse): Promise<void> {
  const json = { 'content-type': 'application/json' }
  if (path === '/health/live') return void reply.writeHead(200, json).end('{"status":"ok"}')
  if (path === '/metrics')
    return void reply.writeHead(200, { 'content-type': ctx.metrics.contentType }).end(await ctx.metrics.metrics())
  if (path !== '/health/ready')
    return void reply.writeHead(404, json).end('{"error":"a worker serves health and metrics"}')
  const { ready, ...state } = await ctx.readiness()
  reply.writeHead(ready ? 200 : 503, json).end(JSON.stringify({ status: ready ? 'ready' : 'not ready', ...state }))
}
