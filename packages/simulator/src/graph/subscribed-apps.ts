import type { FastifyInstance } from 'fastify'
import { request as httpRequest } from 'undici'
import type { SimulatorContext } from '../context.ts'
import { badRequest, GraphError } from '../graph-error.ts'
import { callbackProblem } from '../guard/addresses.ts'
import { asObject, asText, type Json } from '../json.ts'
import { appIdOf, type BusinessNumber } from '../numbers/numbers.ts'
import { requireWaba } from './access.ts'

export function subscriptionRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<{ Params: { id: string } }>('/:id/subscribed_apps', (request) => {
    const [first] = requireWaba(ctx, request, request.params.id)
    const subscription = ctx.numbers.subscription(request.params.id)
    if (!subscription || !first) return { data: [] }
    const app = { id: appIdOf(first), name: 'Simulator', link: 'https://www.facebook.com/games/?app_id=0' }
    const override = subscription.overridden ? { override_callback_uri: subscription.callbackUrl } : {}
    return { data: [{ whatsapp_business_api_data: app, ...override }] }
  })
  app.post<{ Params: { id: string } }>('/:id/subscribed_apps', async (request) => {
    const owned = requireWaba(ctx, request, request.params.id)
    const given = { ...asObject(request.query), ...asObject(request.body) }
    const url = asText(given['override_callback_uri'])
    const [first] = owned
    const own = owned.find((number) => number.callbackUrl)?.callbackUrl ?? (first && ctx.numbers.appCallback(first))
    if (url) await handshake(ctx, url, asText(given['verify_token']))
    ctx.numbers.subscribe(request.params.id, url || own || '', Boolean(url))
    return { success: true }
  })
  app.delete<{ Params: { id: string } }>('/:id/subscribed_apps', (request) => {
    requireWaba(ctx, request, request.params.id)
    ctx.numbers.unsubscribe(request.params.id)
    return { success: true }
  })
}

/** A callback of one number, before that of its account; an empty one takes it away. */
export async function setCallback(
  ctx: SimulatorContext,
  { phoneNumberId }: BusinessNumber,
  given: Json,
): Promise<void> {
  const url = asText(given['override_callback_uri'])
  if (url === undefined) throw badRequest('The parameter override_callback_uri is required.')
  if (url !== '') await handshake(ctx, url, asText(given['verify_token']))
  ctx.numbers.setOverride(phoneNumberId, url === '' ? undefined : url)
}

const maxOverrideLength = 200

/** Meta's question to a callback before it is used: it must give the challenge back. */
async function handshake(
  { random, allowedCallbacks }: Pick<SimulatorContext, 'allowedCallbacks' | 'random'>,
  callbackUrl: string,
  verifyToken: string | undefined,
): Promise<void> {
  if (callbackUrl.length > maxOverrideLength)
    throw badRequest(`Param override_callback_uri must be at most ${maxOverrideLength} characters long.`)
  if (!URL.canParse(callbackUrl)) throw badRequest('Param override_callback_uri must be a valid URI.')
  const problem = callbackProblem(callbackUrl, allowedCallbacks)
  if (problem) throw badRequest(`Param override_callback_uri ${problem}.`)
  if (!verifyToken) throw badRequest('The parameter verify_token is required.')
  const challenge = random.digits(10)
  const url = new URL(callbackUrl)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.challenge', challenge)
  url.searchParams.set('hub.verify_token', verifyToken)
  const answer = await ask(url)
  if (answer.status !== 200 || answer.body.trim() !== challenge) throw verificationFailed(answer)
}

async function ask(url: URL): Promise<{ status: number; body: string }> {
  try {
    const reply = await httpRequest(url, { headersTimeout: 10_000, bodyTimeout: 10_000 })
    return { status: reply.statusCode, body: await reply.body.text() }
  } catch {
    return { status: 0, body: '' }
  }
}

const verificationFailed = ({ status, body }: { status: number; body: string }) =>
  new GraphError(400, {
    message: `(#2200) Callback verification failed with the following errors: HTTP Status Code = ${status}; HTTP Message = ${body.slice(0, 100)}`,
    type: 'OAuthException',
    code: 2200,
  })
