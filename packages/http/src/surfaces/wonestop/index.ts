import type { FastifyPluginAsync } from 'fastify'
import type { Dialect, DialectOptions } from '../surface.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { messageStatus } from './operations/message-status.ts'
import { sendMessage } from './operations/send-message.ts'
import { template } from './operations/template.ts'

const routes: FastifyPluginAsync<DialectOptions> = async (app, { ctx, authenticate }) => {
  app.decorateRequest('principal', null)
  app.addHook('onRequest', authenticate)
  for (const route of [sendMessage, template, messageStatus]) await app.register(route, { ctx })
}

export const wonestop: Dialect = {
  name: 'wonestop',
  prefix: '/api/whatsapp/v1',
  routes,
  description,
  renderError,
  renderEvent: () => null,
  eventTypes: [],
}
