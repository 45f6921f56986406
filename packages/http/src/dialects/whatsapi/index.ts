import type { FastifyPluginAsync } from 'fastify'
import type { Dialect, DialectOptions } from '../dialect.ts'
import { createRegistrationLimit } from './auth.ts'
import { renderError } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { analytics } from './routes/analytics.ts'
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
    open.addHook('onRequest', createRegistrationLimit())
    await open.register(register, { ctx })
  })
  await app.register(async (keyed) => {
    keyed.decorateRequest('principal', null)
    keyed.addHook('onRequest', authenticate)
    for (const route of [me, credentials, rotateKey, webhook, sendMessage, bulk, messages, analytics])
      await keyed.register(route, { ctx })
  })
}

export const whatsapi: Dialect = { name: 'whatsapi', prefix: '', routes, renderError, renderEvent, eventTypes }
