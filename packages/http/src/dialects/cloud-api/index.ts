import type { FastifyPluginAsync } from 'fastify'
import { pathOf } from '../../route-table.ts'
import type { Dialect, DialectOptions } from '../dialect.ts'
import { renderError, unsupported } from './errors.ts'
import { messages } from './routes/messages.ts'
import { phoneNumber } from './routes/phone-number.ts'

const prefix = '/graph'

const routes: FastifyPluginAsync<DialectOptions> = async (app, { ctx, authenticate }) => {
  app.decorateRequest('principal', null)
  app.addHook('onRequest', authenticate)
  await app.register(messages, { ctx })
  await app.register(phoneNumber, { ctx })
  app.all('/*', { onRequest: refuse }, () => undefined)
}

/** Before the body is read, whose type and size no longer matter. */
async function refuse({ method, url }: { method: string; url: string }): Promise<never> {
  const [, first = '', second] = pathOf(url).slice(prefix.length).split('/')
  throw unsupported(method, (second ?? first).slice(0, 64))
}

/** Meta's own paths: a client of the Cloud API that points its base URL at `/graph` works unchanged. */
export const cloudApi: Dialect = {
  name: 'cloud-api',
  prefix,
  routes,
  renderError,
  renderEvent: () => null,
  eventTypes: [],
}
