import type { FastifyPluginAsync } from 'fastify'
import { limitAddress } from '#auth/rate-limit.ts'
import type { Dialect, DialectOptions } from '../surface.ts'
import { registrationsPerMinute } from './auth.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { analytics } from './operations/analytics.ts'
import { billing } from './operations/billing.ts'
import { bulk } from './operations/bulk.ts'
import { credentials } from './operations/credentials.ts'
import { me } from './operations/me.ts'
import { messages } from './operations/messages.ts'
import { register } from './operations/register.ts'
import { rotateKey } from './operations/rotate-key.ts'
import { sendMessage } from './operations/send-message.ts'
import { webhook } from './operations/webhook.ts'

const routes: FastifyPluginAsync<DialectOptions> = async (app, { ctx, authenticate }) => {
  await app.register(async (open) => {
    open.addHook('onRequest', limitAddress(ctx, 'register', registrationsPerMinute))
    await open.register(register, { ctx })
  })
  await app.register(async (keyed) => {
    keyed.decorateRequest('principal', null)
    keyed.addHook('onRequest', authenticate)
    for (const route of [me, credentials, rotateKey, webhook, sendMessage, bulk, messages, analytics, billing])
      await keyed.register(route, { ctx })
  })
}

export const whatsapi: Dialect = {
  name: 'whatsapi',
  prefix: '',
  routes,
  description,
  renderError,
  renderEvent,
  eventTypes,
}
