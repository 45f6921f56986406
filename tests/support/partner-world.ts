import assert from 'node:assert/strict'
import { type Reply, type RunningGateway, startGateway } from './gateway.ts'

/** A caller of `/api/partner/v1`, by its key. */
export interface PartnerParty {
  accountId: string
  /** `pk_live_…` with every scope of partners. */
  key: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  /** The same on other surfaces, as the owner of the partner's own account. */
  own(method: string, path: string, body?: unknown): Promise<Reply>
  newKey(scopes: readonly string[]): Promise<string>
}

export interface PartnerWorld {
  gateway: RunningGateway
  /** The first account, made a partner. */
  partner: PartnerParty
  /** Another account, made one too. */
  rival: PartnerParty
  /** With a key of one's own. */
  as(key: string): (method: string, path: string, body?: unknown) => Promise<Reply>
}

const base = '/api/partner/v1'

/** A gateway with two partners. */
export async function startPartnerWorld(
  t: Parameters<typeof startGateway>[0],
  env: Record<string, string> = {},
): Promise<PartnerWorld> {
  const gateway = await startGateway(t, { DAWK_TRUST_PROXY: '127.0.0.1/32', ...env })
  const registered = await gateway.call('POST', '/auth/register', { name: 'Rival', email: 'rival@example.com' })
  const rivalKey = registered.body.data.apiKey as string
  const rivalId = (await gateway.call('GET', '/v1/account', undefined, bearer(rivalKey))).body.id
  return {
    gateway,
    partner: await toPartner(gateway, gateway.accountId, gateway.apiKey),
    rival: await toPartner(gateway, rivalId, rivalKey),
    as: (key) => (method, path, body) => gateway.call(method, path, body, bearer(key)),
  }
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

async function toPartner(gateway: RunningGateway, accountId: string, ownKey: string): Promise<PartnerParty> {
  await gateway.operate('partner', { account: accountId })
  await gateway.operate('limits', { account: accountId, 'requests-per-minute': 'unlimited' })
  const own: PartnerParty['own'] = (method, path, body) => gateway.call(method, path, body, bearer(ownKey))
  const newKey = async (scopes: readonly string[]) => {
    const { status, body } = await own('POST', '/v1/api-keys', { name: 'Partner', scopes })
    assert.equal(status, 201, JSON.stringify(body))
    return body.secret as string
  }
  const key = await newKey(['partner:*'])
  const call: PartnerParty['call'] = (method, path, body, headers) =>
    gateway.call(method, `${base}${path}`, body, { ...bearer(key), ...headers })
  return { accountId, key, call, own, newKey }
}

let count = 0

/** A new account of a partner, as `POST /accounts` answers. */
export async function newChild({ call }: PartnerParty, settings: object = {}) {
  count += 1
  const { status, body } = await call('POST', '/accounts', { ...childSettings(`shop-${count}`), ...settings })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

export const childSettings = (externalId: string) => ({
  externalId,
  name: `Shop ${externalId}`,
  owner: { email: `${externalId}@example.com`, name: 'Asha Rao' },
  ...{ country: 'IN', currency: 'INR', timezone: 'Asia/Kolkata' },
})

/** Comes in as the owner of a new account, and makes a key of it. */
export async function ownerKey(
  { call }: Pick<RunningGateway, 'call'>,
  { ownerInvitation }: { ownerInvitation: { link: string } },
): Promise<string> {
  const token = ownerInvitation.link.split('#')[1]
  const password = 'correct horse battery staple'
  const accepted = await call(
    'POST',
    '/v1/invitations/accept',
    { token, name: 'Asha', password },
    { authorization: '' },
  )
  assert.equal(accepted.status, 201, JSON.stringify(accepted.body))
  const cookie = accepted.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const headers = { authorization: '', cookie, 'sec-fetch-site': 'same-origin' }
  const made = await call('POST', '/v1/api-keys', { name: 'Owner' }, headers)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body.secret
}
