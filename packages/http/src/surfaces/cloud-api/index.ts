import type { FastifyPluginAsync } from 'fastify'
import { pathOf } from '#errors/route-table.ts'
import type { Dialect, DialectOptions } from '../surface.ts'
import { authenticateByBody, keyMayFollow, readKey } from './auth.ts'
import { addVersion } from './default-version.ts'
import { description } from './description.ts'
import { renderError, unsupported } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { acceptFormBodies } from './form-body.ts'
import { businessProfile } from './operations/business-profile.ts'
import { media } from './operations/media.ts'
import { messageTemplates } from './operations/message-templates.ts'
import { messages } from './operations/messages.ts'
import { node } from './operations/node.ts'
import { phoneNumbers } from './operations/phone-numbers.ts'
import { reads } from './operations/reads.ts'
import { uploads } from './operations/uploads.ts'

const prefix = '/graph'

const routes: FastifyPluginAsync<DialectOptions> = async (app, { ctx, authenticate, authenticateKey }) => {
  app.decorateRequest('principal', null)
  app.addHook('onRequest', authenticate)
  app.addHook('preValidation', authenticateByBody(authenticateKey))
  acceptFormBodies(app)
  await app.register(messages, { ctx })
  await app.register(media, { ctx })
  await app.register(node, { ctx })
  await app.register(phoneNumbers, { ctx })
  await app.register(businessProfile, { ctx })
  await app.register(messageTemplates, { ctx })
  await app.register(uploads, { ctx })
  await app.register(reads, { ctx })
  app.all('/*', { config: { scope: null }, schema: { hide: true }, onRequest: refuse }, () => undefined)
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
  description,
  readKey,
  keyMayFollow,
  rewriteUrl: addVersion,
  renderError,
  renderEvent,
  eventTypes,
}
