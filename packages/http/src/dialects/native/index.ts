import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyPluginAsync } from 'fastify'
import type { HttpContext } from '../../context.ts'
import { limitAddress } from '../../rate-limit.ts'
import type { Dialect, DialectOptions } from '../dialect.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { renderEvent } from './events.ts'
import { account } from './routes/account.ts'
import { apiKeys } from './routes/api-keys.ts'
import { auditLog } from './routes/audit-log.ts'
import { contacts } from './routes/contacts.ts'
import { conversations } from './routes/conversations.ts'
import { errors } from './routes/errors.ts'
import { events } from './routes/events.ts'
import { media } from './routes/media.ts'
import { messages } from './routes/messages.ts'
import { numberCallback } from './routes/numbers/number-callback.ts'
import { numberSignups } from './routes/numbers/number-signups.ts'
import { numbers } from './routes/numbers/numbers.ts'
import { invitationLinks, invitations } from './routes/people/invitations.ts'
import { members } from './routes/people/members.ts'
import { password, passwordReset } from './routes/people/password.ts'
import { sessions, signInRoutes } from './routes/people/sessions.ts'
import { twoFactor } from './routes/people/two-factor.ts'
import { accountPrivacy } from './routes/privacy/account.ts'
import { personPrivacy } from './routes/privacy/person.ts'
import { retention } from './routes/privacy/retention.ts'
import { judgeTemplates } from './routes/templates/judge-templates.ts'
import { readTemplates } from './routes/templates/read-templates.ts'
import { writeTemplates } from './routes/templates/write-templates.ts'
import { webhookDeliveries } from './routes/webhooks/webhook-deliveries.ts'
import { webhookEndpoints } from './routes/webhooks/webhook-endpoints.ts'

/** Without a key, from one address. */
const openRequestsPerMinute = 120

/** One file for each resource, one line for each file. */
const resources = (eventDialects: readonly string[]): FastifyPluginAsyncTypebox<{ ctx: HttpContext }>[] => [
  // in the order of the documents
  messages,
  readTemplates,
  judgeTemplates,
  writeTemplates,
  conversations,
  contacts,
  media,
  numbers,
  numberCallback,
  numberSignups,
  webhookEndpoints(eventDialects),
  webhookDeliveries,
  events,
  account,
  members,
  invitations,
  sessions,
  password,
  twoFactor,
  personPrivacy,
  accountPrivacy,
  retention,
  apiKeys,
  auditLog,
]

/** For who has no key yet, or needs none. */
const openResources: readonly FastifyPluginAsyncTypebox<{ ctx: HttpContext }>[] = [
  signInRoutes,
  invitationLinks,
  passwordReset,
  errors,
]

const routes =
  (eventDialects: readonly string[]): FastifyPluginAsync<DialectOptions> =>
  async (app, { ctx, authenticate }) => {
    await app.register(async (open) => {
      open.addHook('onRequest', limitAddress(ctx, 'open', openRequestsPerMinute))
      open.addHook('onRoute', (route) => {
        route.schema = { ...route.schema, security: [] }
      })
      for (const resource of openResources) await open.register(resource, { ctx })
    })
    await app.register(async (keyed) => {
      keyed.decorateRequest('principal', null)
      keyed.addHook('onRequest', authenticate)
      for (const resource of resources(eventDialects)) await keyed.register(resource, { ctx })
    })
  }

/**
 * Dawk's own voice: what the dashboard and the SDKs speak.
 * @param others the dialects that a webhook endpoint may be told events in, besides this one
 */
export const createNative = (others: readonly string[]): Dialect => ({
  name: 'native',
  prefix: '/v1',
  routes: routes(['native', ...others]),
  description,
  takesSessions: true,
  renderError,
  renderEvent,
  eventTypes: ['*'],
})
