import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badRequest, badToken, GraphError } from '../graph-error.ts'
import { asText, type Json } from '../json.ts'
import { appIdOf, type BusinessNumber } from '../numbers.ts'
import { readToken } from './access.ts'

interface Query {
  Querystring: Record<string, string>
}

/** What embedded sign-up asks on the server's side: code for token, and what a token may. */
export function oauthRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  for (const method of ['GET', 'POST'] as const)
    app.route<Query>({
      method,
      url: '/oauth/access_token',
      handler: ({ query, body }) => exchange(ctx, { ...query, ...(body as Json | undefined) }),
    })
  app.get<Query>('/debug_token', (request) => {
    requireAppOrKnown(ctx, readToken(request))
    const asked = request.query['input_token']
    if (!asked) throw badRequest('The parameter input_token is required.')
    const waba = ctx.tokens.wabaOf(asked)
    const owned = ctx.numbers.list().filter((number) => number.accessToken === asked || number.wabaId === waba)
    return { data: debugToken(owned, Math.floor(ctx.clock.now() / 1000)) }
  })
}

function exchange(ctx: SimulatorContext, given: Json): Json {
  const { client_id: appId, client_secret: secret, code } = given
  const app = ctx.numbers.list().find((number) => appIdOf(number) === asText(appId))
  if (!app) throw oauthError('Error validating application. Cannot get application info due to a system error.', 101)
  if (app.appSecret !== secret) throw oauthError('Error validating client secret.', 1)
  if (typeof code !== 'string' || code === '') throw badRequest('The parameter code is required.')
  const waba = ctx.tokens.takeCode(code)
  if (waba === undefined) throw oauthError('This authorization code has expired.', 100, 36007)
  return { access_token: ctx.tokens.issue(waba), token_type: 'bearer' }
}

const oauthError = (message: string, code: number, subcode?: number) =>
  new GraphError(400, {
    message,
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
  })

/** `{app id}|{app secret}`, or any token that is somebody's. */
function requireAppOrKnown(ctx: SimulatorContext, token: string): void {
  const isApp = ctx.numbers.list().some((number) => token === `${appIdOf(number)}|${number.appSecret}`)
  if (!isApp && !ctx.numbers.hasToken(token) && ctx.tokens.wabaOf(token) === undefined) throw badToken()
}

function debugToken(owned: readonly BusinessNumber[], nowSeconds: number): Json {
  const [first] = owned
  if (!first) return { is_valid: false, scopes: [], error: { code: 190, message: 'Invalid OAuth access token.' } }
  const scopes = first.tokenScopes ?? ['whatsapp_business_management', 'whatsapp_business_messaging']
  const expiresAt = first.tokenExpiresAt ?? 0
  const isOver = expiresAt !== 0 && expiresAt <= nowSeconds
  const targets = [...new Set(owned.map((number) => number.wabaId))]
  return {
    app_id: appIdOf(first),
    type: 'SYSTEM_USER',
    application: 'Simulator',
    expires_at: expiresAt,
    is_valid: !isOver,
    ...(isOver ? { error: { code: 190, message: 'Error validating access token: Session has expired.' } } : {}),
    scopes,
    granular_scopes: scopes.map((scope) => ({ scope, target_ids: targets })),
    user_id: appIdOf(first),
  }
}
