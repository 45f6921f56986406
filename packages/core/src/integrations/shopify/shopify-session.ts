import { setTimeout as pause } from 'node:timers/promises'
import { ExchangeTimeout, exchange, type RawAnswer } from '@dawk/cloud-api/exchange.ts'
import { isObject } from '@dawk/cloud-api/json.ts'
import { EgressRefused } from '#platform/egress.ts'
import {
  type ConnectorDeps,
  ConnectorFailure,
  type ConnectorSession,
  type OpenConnection,
  type RecordPage,
} from '../connections/connector.ts'

/** A version lives for about a year; afterwards Shopify silently answers with the oldest one that it has. */
const version = '2026-07'
const timeoutMs = 30_000
const maxBytes = 8 * 1024 * 1024
/** The longest that a page waits for the budget of the shop to fill up again. */
const maxWaitMs = 20_000
const tries = 6
/** A token is renewed before it ends. */
const marginMs = 5 * 60_000

const topics = [
  ...['ORDERS_CREATE', 'ORDERS_PAID', 'ORDERS_CANCELLED', 'ORDERS_FULFILLED', 'FULFILLMENTS_CREATE'],
  ...['FULFILLMENTS_UPDATE', 'REFUNDS_CREATE', 'CHECKOUTS_CREATE', 'CHECKOUTS_UPDATE', 'CUSTOMERS_CREATE'],
  ...[
    'CUSTOMERS_UPDATE',
    'CUSTOMERS_DELETE',
    'CUSTOMERS_MERGE',
    'CUSTOMERS_MARKETING_CONSENT_UPDATE',
    'APP_UNINSTALLED',
  ],
] as const

const customersQuery = `query customers($first: Int!, $after: String, $query: String) {
  customers(first: $first, after: $after, sortKey: UPDATED_AT, query: $query) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id legacyResourceId firstName lastName locale tags updatedAt numberOfOrders amountSpent { amount currencyCode }
      defaultEmailAddress { emailAddress }
      defaultPhoneNumber { phoneNumber marketingState marketingOptInLevel marketingUpdatedAt marketingCollectedFrom }
      defaultAddress { phone countryCodeV2 city }
    }
  }
}`
const shopQuery = '{ shop { name } }'
const subscriptionsQuery = '{ webhookSubscriptions(first: 100) { nodes { id topic uri } } }'
const subscribeMutation = `mutation subscribe($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri, format: JSON }) { userErrors { message } }
}`

/** The Admin API of one shop. https://shopify.dev/docs/api/admin-graphql */
export function createShopifySession(deps: ConnectorDeps, connection: OpenConnection): ConnectorSession {
  const { settings, signal } = connection
  const host = deps.hosts.shopify ?? `https://${settings['shop']}`
  let { credentials } = connection

  async function request(path: string, headers: Record<string, string>, body: unknown): Promise<RawAnswer> {
    const refusal = deps.egress.checkUrl(`${host}${path}`)
    if (refusal !== null) throw new ConnectorFailure('rejected', `The address of the shop ${refusal}`)
    const options = {
      ...{ origin: host, path, method: 'POST' as const, body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    }
    try {
      return await exchange(deps.egress.agent, options, { timeoutMs, maxBytes })
    } catch (error) {
      if (error instanceof EgressRefused) throw new ConnectorFailure('rejected', error.message)
      const words = error instanceof ExchangeTimeout ? 'did not answer in time' : 'cannot be reached'
      throw new ConnectorFailure('unavailable', `The shop ${words}.`)
    }
  }

  /** One renewal for all who wait for it. */
  let renewing: Promise<string> | null = null
  const renew = (): Promise<string> => {
    renewing ??= fetchToken().finally(() => {
      renewing = null
    })
    return renewing
  }

  /** https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/client-credentials-grant */
  async function fetchToken(): Promise<string> {
    const { clientId, clientSecret } = credentials
    const grant = { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' }
    const answer = await request('/admin/oauth/access_token', {}, grant)
    if (answer.status === 400 || answer.status === 401 || answer.status === 403 || answer.status === 404)
      throw new ConnectorFailure('auth', 'The shop rejects the client id or the client secret.')
    const { access_token: token, expires_in: seconds } = answer.status === 200 ? readJson(answer) : {}
    if (typeof token !== 'string')
      throw new ConnectorFailure(
        'unavailable',
        `The shop answered with ${answer.status} when it was asked for a token.`,
      )
    const expiresAt = new Date(Date.now() + Number(seconds ?? 86_399) * 1000).toISOString()
    credentials = { ...credentials, accessToken: token, expiresAt }
    await connection.save(credentials)
    return token
  }

  async function token(): Promise<string> {
    const { accessToken, expiresAt } = credentials
    const isGood = accessToken !== undefined && Date.parse(expiresAt ?? '') - marginMs > Date.now()
    return isGood ? accessToken : renew()
  }

  async function query(text: string, variables: object = {}): Promise<Record<string, unknown>> {
    let renewed = false
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted()
      const headers = { 'x-shopify-access-token': await token() }
      const answer = await request(`/admin/api/${version}/graphql.json`, headers, { query: text, variables })
      if (answer.status === 401 || answer.status === 403) {
        if (renewed) throw new ConnectorFailure('auth', 'The shop does not let us in any more.')
        renewed = true
        await renew()
        continue
      }
      if (answer.status === 402 || answer.status === 404 || answer.status === 423)
        throw new ConnectorFailure('auth', `The shop is closed, frozen or gone (${answer.status}).`)
      const outcome = readOutcome(answer)
      if ('data' in outcome) return outcome.data
      if (attempt >= tries || outcome.waitMs > maxWaitMs)
        throw new ConnectorFailure(outcome.kind, outcome.message, outcome.waitMs)
      await pause(outcome.waitMs, undefined, { signal })
    }
  }

  return {
    async test() {
      const { shop } = await query(shopQuery)
      return { name: isObject(shop) ? String(shop['name']) : '' }
    },
    readPage: async ({ since, after, limit }) =>
      toPage(await query(customersQuery, { first: limit, after, query: since && `updated_at:>='${since}'` })),
    async subscribe(uri) {
      const { webhookSubscriptions } = await query(subscriptionsQuery)
      const there = new Set(nodesOf(webhookSubscriptions).flatMap(({ topic, uri: to }) => (to === uri ? [topic] : [])))
      for (const topic of topics) if (!there.has(topic)) await query(subscribeMutation, { topic, uri })
    },
  }
}

function readJson({ body }: RawAnswer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

type Outcome =
  | { data: Record<string, unknown> }
  | { kind: 'throttled' | 'unavailable'; message: string; waitMs: number }

/** A query that costs more than is left answers with 200 and the error THROTTLED, and says how fast the budget fills. */
function readOutcome(answer: RawAnswer): Outcome {
  const retryAfter = Number(answer.headers['retry-after'] ?? 2) * 1000
  if (answer.status === 429) return { kind: 'throttled', message: 'The shop throttles us.', waitMs: retryAfter }
  if (answer.status >= 500 || answer.brokenBy !== null)
    return { kind: 'unavailable', message: `The shop answered with ${answer.status}.`, waitMs: retryAfter }
  const { data, errors, extensions } = readJson(answer)
  const all = Array.isArray(errors) ? errors.filter(isObject) : []
  if (all.some(({ extensions: of }) => isObject(of) && of['code'] === 'THROTTLED'))
    return { kind: 'throttled', message: 'The shop throttles us.', waitMs: waitOf(extensions) }
  if (answer.status !== 200 || all.length > 0 || !isObject(data)) {
    const [first] = all
    const words = first ? String(first['message']).slice(0, 300) : `status ${answer.status}`
    throw new ConnectorFailure('rejected', `The shop rejected the request: ${words}`)
  }
  return { data }
}

function waitOf(extensions: unknown): number {
  const cost = isObject(extensions) ? extensions['cost'] : null
  const status = isObject(cost) ? cost['throttleStatus'] : null
  if (!isObject(cost) || !isObject(status)) return 2000
  const missing = Number(cost['requestedQueryCost'] ?? 0) - Number(status['currentlyAvailable'] ?? 0)
  const rate = Number(status['restoreRate'] ?? 50)
  return Math.min(maxWaitMs, Math.max(100, Math.ceil((missing / Math.max(1, rate)) * 1000)))
}

const nodesOf = (connection: unknown): Record<string, unknown>[] => {
  const nodes = isObject(connection) ? connection['nodes'] : null
  return Array.isArray(nodes) ? nodes.filter(isObject) : []
}

function toPage({ customers }: Record<string, unknown>): RecordPage {
  const info = isObject(customers) && isObject(customers['pageInfo']) ? customers['pageInfo'] : {}
  return {
    records: nodesOf(customers).map((body) => ({
      id: String(body['legacyResourceId'] ?? body['id']),
      updatedAt: String(body['updatedAt']),
      body,
    })),
    next: info['hasNextPage'] === true ? String(info['endCursor']) : null,
  }
}
