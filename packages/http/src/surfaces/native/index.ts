import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyPluginAsync } from 'fastify'
import { limitAddress } from '#auth/rate-limit.ts'
import type { HttpContext } from '#context.ts'
import { mountOperations } from '#operations/mount.ts'
import type { Operations } from '#operations/operation.ts'
import type { Dialect, DialectOptions } from '../surface.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { renderEvent } from './events.ts'
import { operationRules } from './operation-rules.ts'
import { account } from './operations/account.ts'
import { apiKeys } from './operations/api-keys/index.ts'
import { auditLog } from './operations/audit-log.ts'
import { contacts } from './operations/contacts.ts'
import { conversations } from './operations/conversations.ts'
import { errors } from './operations/errors.ts'
import { events } from './operations/events.ts'
import { media } from './operations/media.ts'
import { messages } from './operations/messages.ts'
import { numberCallback } from './operations/numbers/number-callback.ts'
import { numberSignups } from './operations/numbers/number-signups.ts'
import { numbers } from './operations/numbers/numbers.ts'
import { invitationLinks, invitations } from './operations/people/invitations.ts'
import { members } from './operations/people/members.ts'
import { password, passwordReset } from './operations/people/password.ts'
import { sessions, signInRoutes } from './operations/people/sessions.ts'
import { twoFactor } from './operations/people/two-factor.ts'
import { accountPrivacy } from './operations/privacy/account.ts'
import { personPrivacy } from './operations/privacy/person.ts'
import { retention } from './operations/privacy/retention.ts'
import { judgeTemplates } from './operations/templates/judge-templates.ts'
import { readTemplates } from './operations/templates/read-templates.ts'
import { writeTemplates } from './operations/templates/write-templates.ts'
import { webhookDeliveries } from './operations/webhook-deliveries.ts'
import { webhookEndpoints } from './operations/webhook-endpoints.ts'

/** Without a key, from one address. */
const openRequestsPerMinute = 120

type Resource = FastifyPluginAsyncTypebox<{ ctx: HttpContext }> | Operations

const resources = (eventDialects: readonly string[]): Resource[] => [
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
    app.decorateRequest('principal', null)
    for (const resource of resources(eventDialects))
      await app.register(async (keyed) => {
        if (typeof resource !== 'function')
          return mountOperations(keyed, operationRules, resource, { ctx, authenticate })
        keyed.addHook('onRequest', authenticate)
        await keyed.register(resource, { ctx })
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
