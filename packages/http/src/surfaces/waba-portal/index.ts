import type { FastifyPluginAsync } from 'fastify'
import type { Dialect, DialectOptions } from '../surface.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { conversations } from './operations/conversations.ts'
import { markRead } from './operations/mark-read.ts'
import { send } from './operations/send.ts'
import { templates } from './operations/templates.ts'
import { webhook } from './operations/webhook.ts'

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
