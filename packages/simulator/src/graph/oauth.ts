import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badRequest, badToken, GraphError } from '../graph-error.ts'
import { asText, type Json } from '../json.ts'
import type { Grant } from '../numbers/business-tokens.ts'
import { appIdOf, type BusinessNumber } from '../numbers/numbers.ts'
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
    const viewer = requireAppOrKnown(ctx, readToken(request))
    const token = request.query['input_token']
    if (!token) throw badRequest('The parameter input_token is required.')
    const grant = ctx.tokens.grantOf(token)
    const owned = ctx.numbers.list().filter((number) => number.accessToken === token || number.wabaId === grant?.wabaId)
    const [first] = owned
    if (first && viewer !== null && viewer !== (grant?.appId ?? appIdOf(first)))
      throw badRequest('The App_id in the input_token did not match the Viewing App')
    return { data: debugToken(owned, grant, Math.floor(ctx.clock.now() / 1000)) }
  })
}

function exchange(ctx: Pick<SimulatorContext, 'numbers' | 'tokens'>, given: Json): Json {
  const { client_id: appId, client_secret: secret, code } = given
  const app = ctx.numbers.list().find((number) => appIdOf(number) === asText(appId))
  if (!app) throw oauthError('Error validating application. Cannot get application info due to a system error.', 101)
  if (app.appSecret !== secret) throw oauthError('Error validating client secret.', 1)
  if (typeof code !== 'string' || code === '') throw badRequest('The parameter code is required.')
  const grant = ctx.tokens.takeCode(code)
  if (grant === 'unknown') throw oauthError('Invalid verification code format.', 100)
  if (grant === 'used') throw oauthError('This authorization code has been used.', 100, 36009)
  if (grant === 'expired') throw oauthError('This authorization code has expired.', 100, 36007)
  const [first] = ctx.numbers.ofWaba(grant.wabaId)
  if (first && grant.appId === undefined && appIdOf(first) !== asText(appId))
    throw oauthError('Error validating verification code. It was issued to another app.', 100, 36008)
  return { access_token: ctx.tokens.issue(grant), token_type: 'bearer' }
}

const oauthError = (message: string, code: number, subcode?: number) =>
  new GraphError(400, {
    message,
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
  })

/** `{app id}|{app secret}`, whose app it answers with, or any token that is somebody's: null. */
function requireAppOrKnown(ctx: Pick<SimulatorContext, 'numbers' | 'tokens'>, token: string): string | null {
  const app = ctx.numbers.list().find((number) => token === `${appIdOf(number)}|${number.appSecret}`)
  if (!app && !ctx.numbers.hasToken(token) && ctx.tokens.wabaOf(token) === undefined) throw badToken()
  return app ? appIdOf(app) : null
}

function debugToken(owned: readonly BusinessNumber[], grant: Grant | undefined, nowSeconds: number): Json {
  const [first] = owned
  if (!first) return { is_valid: false, scopes: [], error: { code: 190, message: 'Invalid OAuth access token.' } }
  const scopes = grant?.scopes ?? first.tokenScopes ?? ['whatsapp_business_management', 'whatsapp_business_messaging']
  const expiresAt = grant?.expiresAt ?? first.tokenExpiresAt ?? 0
  const isOver = expiresAt !== 0 && expiresAt <= nowSeconds
  const targets = grant?.targetIds ?? [...new Set(owned.map((number) => number.wabaId))]
  return {
    app_id: grant?.appId ?? appIdOf(first),
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
