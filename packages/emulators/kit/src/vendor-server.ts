import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'

/** A vendor's host on loopback, which takes JSON and forms. */
export interface VendorServer {
  app: FastifyInstance
  /** Answers of the vendor's API that do not arrive: the request is carried out, and the connection is cut. */
  cutNext(path: RegExp, times?: number): void
  listen(port: number): Promise<string>
  close(): Promise<void>
}

/** What was asked, for tests that look at the wire. */
export interface RecordedRequest {
  method: string
  path: string
  body: unknown
}

export function createVendorServer(record: (request: RecordedRequest) => void = () => undefined): VendorServer {
  const app = Fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true })
  const cuts: { path: RegExp; times: number }[] = []
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(String(body)))
    } catch (error) {
      done(error as Error)
    }
  })
  app.addHook('preHandler', async ({ method, url, body }) => record({ method, path: url, body }))
  app.addHook('onSend', async (request, reply) => {
    const cut = cuts.find(({ path, times }) => times > 0 && path.test(`${request.method} ${request.url}`))
    if (!cut) return
    cut.times -= 1
    reply.raw.destroy()
  })
  return {
    app,
    cutNext: (path, times = 1) => void cuts.push({ path, times }),
    async listen(port) {
      await app.listen({ port, host: '127.0.0.1' })
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    },
    close: () => app.close(),
  }
}
