import type { FastifyPluginAsync } from 'fastify'
import { limitAddress } from '../../rate-limit.ts'
import type { Dialect, DialectOptions } from '../dialect.ts'
import { registrationsPerMinute } from './auth.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { analytics } from './routes/analytics.ts'
import { billing } from './routes/billing.ts'
import { bulk } from './routes/bulk.ts'
import { credentials } from './routes/credentials.ts'
import { me } from './routes/me.ts'
import { messages } from './routes/messages.ts'
import { register } from './routes/register.ts'
import { rotateKey } from './routes/rotate-key.ts'
import { sendMessage } from './routes/send-message.ts'
import { webhook } from './routes/webhook.ts'

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
