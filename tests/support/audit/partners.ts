import type { Reply } from '../gateway.ts'
import { childSettings, ownerKey } from '../partner-world.ts'
import type { AuditWorld } from './audit-world.ts'
import { change, type Entries, type Entry, entry, inOther } from './entry.ts'

const base = '/api/partner/v1'
const newAccount = (world: AuditWorld) => childSettings(`audited-${world.next()}`)
const account = (world: AuditWorld) => world.make(`${base}/accounts`, newAccount(world))
const suspension = { mode: 'sending', reason: 'unpaid' }

const suspended = async (world: AuditWorld) => {
  const id = await account(world)
  await world.call('POST', `${base}/accounts/${id}/suspend`, suspension)
  return id
}
const closing = async (world: AuditWorld) => {
  const id = await account(world)
  await world.call('DELETE', `${base}/accounts/${id}`)
  return id
}
const endpoint = (world: AuditWorld) =>
  world.make(`${base}/webhook-endpoints`, { url: 'http://127.0.0.1:9/partner', eventTypes: ['account.*'] })

const onCredit = async (world: AuditWorld) => {
  const id = await account(world)
  await world.call('PUT', `${base}/accounts/${id}/wallet/mode`, { mode: 'credit' })
  return id
}

async function onboardingLink(world: AuditWorld): Promise<string> {
  const id = await account(world)
  return `${id}/onboarding-links/${await world.make(`${base}/accounts/${id}/onboarding-links`, {})}`
}

const newKey = { name: 'Till', scopes: ['messages:read'], reason: 'Till' }
async function keyIn(world: AuditWorld, kind: 'keys' | 'tokens'): Promise<string> {
  const id = await account(world)
  const body = kind === 'keys' ? newKey : { scopes: ['messages:read'], reason: 'Ticket 815' }
  return `${id}/${kind}/${await world.make(`${base}/accounts/${id}/${kind}`, body)}`
}

/** An account of the partner, whose owner has come in; the headers that speak for it. */
async function ownedAccount(world: AuditWorld) {
  const made = await world.call('POST', `${base}/accounts`, newAccount(world))
  world.other = `Bearer ${await ownerKey(world.gateway, made.body)}`
  return { authorization: world.other }
}

const onAccount = (
  action: string,
  prepare: (world: AuditWorld) => Promise<string>,
  path: string,
  body?: object,
): Entry =>
  entry(action, prepare, (world, id): Promise<Reply> => world.call('POST', `${base}/accounts/${id}/${path}`, body))

/** What a partner does with its accounts, in its own log. */
export const partnerEntries: Entries = {
  'partner createChildAccount': change('child_account.created', (world) =>
    world.call('POST', `${base}/accounts`, newAccount(world)),
  ),
  'partner updateChildAccount': entry('child_account.changed', account, (world, id) =>
    world.call('PATCH', `${base}/accounts/${id}`, { name: `Shop ${world.next()}` }),
  ),
  'partner suspendChildAccount': onAccount('child_account.suspended', account, 'suspend', suspension),
  'partner resumeChildAccount': onAccount('child_account.resumed', suspended, 'resume'),
  'partner createChildToken': onAccount('child_account.key_created', account, 'tokens', {
    ...{ scopes: ['messages:read'], reason: 'Ticket 815' },
  }),
  'partner createChildKey': onAccount('child_account.key_created', account, 'keys', newKey),
  'partner rotateChildKey': onAccount('child_account.key_rotated', (world) => keyIn(world, 'keys'), 'rotate'),
  'partner revokeChildKey': entry(
    'child_account.key_revoked',
    (world) => keyIn(world, 'keys'),
    (world, path) => world.call('DELETE', `${base}/accounts/${path}`),
  ),
  'partner revokeChildToken': entry(
    'child_account.key_revoked',
    (world) => keyIn(world, 'tokens'),
    (world, path) => world.call('DELETE', `${base}/accounts/${path}`),
  ),
  'native setOwnPartnerAccess': inOther(
    entry('partner.access_changed', ownedAccount, (world, headers) =>
      world.call('PATCH', '/v1/partner', { access: 'full' }, headers),
    ),
  ),
  'native leaveOwnPartner': inOther(
    entry('partner.left', ownedAccount, (world, headers) => world.call('DELETE', '/v1/partner', undefined, headers)),
  ),
  'partner createOnboardingLink': onAccount('onboarding_link.created', account, 'onboarding-links', {}),
  'partner revokeOnboardingLink': entry('onboarding_link.revoked', onboardingLink, (world, path) =>
    world.call('DELETE', `${base}/accounts/${path}`),
  ),
  'partner setPartnerReserve': change('partner_wallet.changed', (world) =>
    world.call('PUT', `${base}/wallet/marketing-reserve`, { marketingReserve: `${world.next()}.00` }),
  ),
  'partner setChildWalletMode': entry('child_account.wallet_changed', account, (world, id) =>
    world.call('PUT', `${base}/accounts/${id}/wallet/mode`, { mode: 'pooled', poolLimitPerDay: '5.00' }),
  ),
  'partner setChildCreditLimit': entry('wallet.changed', onCredit, (world, id) =>
    world.call('PUT', `${base}/accounts/${id}/wallet/credit-limit`, { currency: 'INR', creditLimit: '5.00' }),
  ),
  'partner setChildWalletThresholds': entry('wallet.changed', account, (world, id) =>
    world.call('PUT', `${base}/accounts/${id}/wallet/thresholds`, {
      ...{ currency: 'INR', thresholds: [{ id: 'low', below: '5.00' }] },
    }),
  ),
  'partner closeChildAccount': entry('child_account.closing', account, (world, id) =>
    world.call('DELETE', `${base}/accounts/${id}`),
  ),
  'partner reopenChildAccount': onAccount('child_account.reopened', closing, 'reopen'),
  'partner createPartnerWebhook': change('webhook_endpoint.created', (world) =>
    world.call('POST', `${base}/webhook-endpoints`, { url: 'http://127.0.0.1:9/p', eventTypes: ['account.*'] }),
  ),
  'partner changePartnerWebhook': entry('webhook_endpoint.changed', endpoint, (world, id) =>
    world.call('PATCH', `${base}/webhook-endpoints/${id}`, { description: 'Books' }),
  ),
  'partner deletePartnerWebhook': entry('webhook_endpoint.deleted', endpoint, (world, id) =>
    world.call('DELETE', `${base}/webhook-endpoints/${id}`),
  ),
  'partner rotatePartnerWebhookSecret': entry('webhook_endpoint.secret_rotated', endpoint, (world, id) =>
    world.call('POST', `${base}/webhook-endpoints/${id}/secret`, {}),
  ),
}
