import type { FastifyPluginAsync } from 'fastify'
import type { Dialect, DialectOptions } from '../dialect.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { conversations } from './routes/conversations.ts'
import { markRead } from './routes/mark-read.ts'
import { send } from './routes/send.ts'
import { templates } from './routes/templates.ts'
import { webhook } from './routes/webhook.ts'

const routes: FastifyPluginAsync<DialectOptions> = async (app, { ctx, authenticate }) => {
  app.decorateRequest('principal', null)
  app.addHook('onRequest', authenticate)
  for (const route of [send, markRead, conversations, templates, webhook]) await app.register(route, { ctx })
}

export const wabaPortal: Dialect = {
  name: 'waba-portal',
  prefix: '/api/v1',
  routes,
  description,
  renderError,
  renderEvent,
  eventTypes,
}
