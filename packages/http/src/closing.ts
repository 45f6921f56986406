import type { Socket } from 'node:net'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyInstance } from 'fastify'

const drainRetrySeconds = 2
/** A connection that was opened just now may still carry a request. */
const unusedGraceMs = 1000

/**
 * A closing server answers what still comes on open connections with 503, so that clients turn to another process, and
 * ends each connection as soon as no request is on it. Node ends only those that are idle at the moment of the close: one
 * whose request is still running, or was answered before its body had come, would stay open afterwards for as long as the
 * client keeps it, which is over a minute.
 */
export function closeInOrder(app: FastifyInstance): void {
  let isClosing = false
  const connections = trackConnections(app)
  app.addHook('preClose', (done) => {
    isClosing = true
    connections.endAsTheyFree()
    done()
  })
  app.addHook('onRequest', (_request, _reply, done) => {
    if (!isClosing) return done()
    done(new GatewayError('overloaded', 'The server is restarting.', { retryAfterSeconds: drainRetrySeconds }))
  })
}

function trackConnections({ server }: FastifyInstance) {
  /** Requests that run on each open connection; -1: none has come yet. */
  const running = new Map<Socket, number>()
  let isClosing = false

  server.on('connection', (socket: Socket) => {
    running.set(socket, -1)
    socket.once('close', () => running.delete(socket))
    if (isClosing) setTimeout(endUnused, unusedGraceMs, socket).unref()
  })
  server.on('request', ({ socket }, reply) => {
    running.set(socket, Math.max(0, running.get(socket) ?? 0) + 1)
    reply.once('close', () => {
      if (!running.has(socket)) return
      const left = (running.get(socket) ?? 1) - 1
      running.set(socket, left)
      if (isClosing && left === 0) socket.destroySoon()
    })
  })

  function endUnused(socket: Socket): void {
    if (running.get(socket) === -1) socket.destroy()
  }

  return {
    endAsTheyFree(): void {
      isClosing = true
      for (const [socket, requests] of running)
        if (requests === -1) setTimeout(endUnused, unusedGraceMs, socket).unref()
        else if (requests === 0) socket.destroySoon()
    },
  }
}
