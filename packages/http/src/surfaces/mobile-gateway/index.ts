import type { FastifyPluginAsync } from 'fastify'
import type { Dialect, DialectOptions } from '../surface.ts'
import { readKey } from './auth.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { broadcast } from './operations/broadcast.ts'
import { media } from './operations/media.ts'
import { messages } from './operations/messages.ts'

const prefix = '/rest/wab/v1'

const routes: FastifyPluginAsync<DialectOptions> = async (app, { ctx, authenticate }) => {
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  await app.register(async (keyed) => {
    keyed.decorateRequest('principal', null)
    keyed.addHook('onRequest', authenticate)
    for (const route of [messages, broadcast, media]) await keyed.register(route, { ctx })
  })
}

export const mobileGateway: Dialect = {
  name: 'mobile-gateway',
  prefix,
  routes,
  description,
  readKey,
  renderError,
  renderEvent,
  eventTypes,
}
