import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { OperatorContext } from '@dawk/http/context.ts'
import { metricsChallenge, metricsRefusal, showsMetricsToken } from '@dawk/http/ops/metrics-token.ts'

/** Health and metrics of a process that takes no requests. Returns what closes it. */
export async function serveWorker(ctx: OperatorContext, { port, host }: { port: number; host: string }) {
  const server = createServer((request, reply) => {
    answer(ctx, request, reply).catch((error: unknown) => {
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

async function answer(ctx: OperatorContext, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const path = request.url
  const json = { 'content-type': 'application/json' }
  if (path === '/health/live') return void reply.writeHead(200, json).end('{"status":"ok"}')
  if (path === '/metrics') return showMetrics(ctx, request, reply)
  if (path !== '/health/ready')
    return void reply.writeHead(404, json).end('{"error":"a worker serves health and metrics"}')
  const { ready, ...state } = await ctx.readiness()
  reply.writeHead(ready ? 200 : 503, json).end(JSON.stringify({ status: ready ? 'ready' : 'not ready', ...state }))
}

async function showMetrics(
  { metrics, metricsToken }: OperatorContext,
  { headers }: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  if (showsMetricsToken(metricsToken, headers.authorization))
    return void reply.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.metrics())
  const challenge = { 'content-type': 'application/json', 'www-authenticate': metricsChallenge }
  reply.writeHead(401, challenge).end(JSON.stringify({ success: false, error: metricsRefusal }))
}
