import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { VirtualClock } from '@dawk/emulator-kit/virtual-clock.ts'
import type { FastifyInstance } from 'fastify'
import { byChange, type Shop, toNode } from './shop.ts'

interface Query {
  query: string
  variables?: { first?: number; after?: string | null; query?: string | null; topic?: string; uri?: string }
}

interface Deps {
  shop: Shop
  clock: VirtualClock
}

/** The newest version that this emulator knows; an older one has no WhatsApp consent, and a newer one falls back to it. */
const newest = '2026-07'

/** The token and GraphQL endpoints. https://shopify.dev/docs/api/admin-graphql */
export function serveAdminApi(app: FastifyInstance, { shop, clock }: Deps): void {
  app.post('/admin/oauth/access_token', async ({ body }, reply) => {
    const { client_id: id, client_secret: secret, grant_type: grant } = body as Record<string, string>
    if (grant !== 'client_credentials') return reply.code(400).send({ error: 'unsupported_grant_type' })
    const isApp = shop.clientId === id && isSame(shop.clientSecret, secret ?? '')
    if (!isApp || shop.uninstalled) return reply.code(400).send({ error: 'invalid_client' })
    const token = `shpat_${randomBytes(16).toString('hex')}`
    shop.tokens.set(token, clock.now() + shop.tokenSeconds * 1000)
    return { access_token: token, scope: 'read_customers,read_orders', expires_in: shop.tokenSeconds }
  })

  app.post('/admin/api/:version/graphql.json', async ({ body, headers }, reply) => {
    reply.header('x-shopify-api-version', newest)
    const ends = shop.tokens.get(String(headers['x-shopify-access-token'] ?? ''))
    if (ends === undefined || ends <= clock.now() || shop.uninstalled)
      return reply
        .code(401)
        .send({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' })
    const { query, variables = {} } = body as Query
    const cost = costOf(query, variables)
    const extensions = takeBudget(shop, clock.now(), cost)
    if (extensions === null)
      return {
        errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
        extensions: { cost: statusOf(shop, cost) },
      }
    const answer = resolve(shop, query, variables)
    return { ...answer, extensions: { cost: extensions } }
  })
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

const costOf = (query: string, { first = 0 }: NonNullable<Query['variables']>): number =>
  query.includes('customers(') ? 2 + Math.ceil(first / 2) : 10

function takeBudget(shop: Shop, now: number, cost: number) {
  const { budget } = shop
  const restored = budget.at === 0 ? 0 : ((now - budget.at) / 1000) * budget.restoreRate
  budget.available = Math.min(budget.maximum, budget.available + restored)
  budget.at = now
  if (budget.available < cost) return null
  budget.available -= cost
  return statusOf(shop, cost)
}

const statusOf = ({ budget }: Shop, cost: number) => ({
  requestedQueryCost: cost,
  actualQueryCost: cost,
  throttleStatus: {
    maximumAvailable: budget.maximum,
    currentlyAvailable: Math.floor(budget.available),
    restoreRate: budget.restoreRate,
  },
})

function resolve(shop: Shop, query: string, variables: NonNullable<Query['variables']>): object {
  if (query.includes('customers(')) return customersOf(shop, variables)
  if (query.includes('webhookSubscriptionCreate')) return subscribe(shop, variables)
  if (query.includes('webhookSubscriptions')) return { data: { webhookSubscriptions: { nodes: shop.subscriptions } } }
  if (query.includes('shop {')) return { data: { shop: { name: shop.name } } }
  return {
    errors: [{ message: 'Parse error: this emulator does not know the query', extensions: { code: 'undefinedField' } }],
  }
}

/** `after` is where the last page ended by time and id, so what changes meanwhile moves behind it. */
function customersOf(shop: Shop, { first = 0, after, query }: NonNullable<Query['variables']>): object {
  if (first < 1 || first > 250)
    return { errors: [{ message: `first must be from 1 to 250, got ${first}`, extensions: { code: 'BAD_REQUEST' } }] }
  const since = /updated_at:>='([^']+)'/.exec(query ?? '')?.[1] ?? ''
  const [time = '', id = '0'] = after ? Buffer.from(after, 'base64').toString().split(' ') : []
  const all = [...shop.customers.values()]
    .filter(({ updatedAt }) => updatedAt >= since)
    .toSorted(byChange)
    .filter((one) => !after || one.updatedAt > time || (one.updatedAt === time && one.id > Number(id)))
  const page = all.slice(0, first)
  const last = page.at(-1)
  const endCursor = last ? Buffer.from(`${last.updatedAt} ${last.id}`).toString('base64') : null
  const pageInfo = { hasNextPage: all.length > first, endCursor }
  return { data: { customers: { pageInfo, nodes: page.map(toNode) } } }
}

function subscribe(shop: Shop, { topic = '', uri = '' }: NonNullable<Query['variables']>): object {
  const isTaken = shop.subscriptions.some((one) => one.topic === topic && one.uri === uri)
  if (!isTaken)
    shop.subscriptions.push({
      id: `gid://shopify/WebhookSubscription/${shop.subscriptions.length + 1}`,
      ...{ topic, uri },
    })
  const userErrors = isTaken ? [{ message: 'Address for this topic has already been taken' }] : []
  return { data: { webhookSubscriptionCreate: { userErrors } } }
}
