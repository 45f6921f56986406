import { until } from '../processes.ts'
import type { AuditWorld } from './audit-world.ts'
import { conversationContact } from './conversations.ts'
import { change, type Entries, entry } from './entry.ts'

const buyer = (world: AuditWorld) => ({
  name: `Acme ${world.next()}`,
  address: '1 MG Road',
  country: 'IN',
  state: '29',
})

/** A person pays on the page of the emulator. */
async function paidTopUp({ call }: AuditWorld, saveMethod = false): Promise<string> {
  const sum = { amount: '10.00', currency: 'INR', provider: 'stripe' }
  const { body } = await call('POST', '/v1/wallet/topups', { ...sum, saveMethod })
  await fetch(`${body.paymentUrl}/pay`, { method: 'POST', redirect: 'manual' })
  await until('it is paid', async () => (await call('GET', `/v1/wallet/topups/${body.id}`)).body.state === 'paid')
  return body.id
}

async function savedMethod(world: AuditWorld): Promise<string> {
  await paidTopUp(world, true)
  return (await world.call('GET', '/v1/wallet/payment-methods')).body.data[0].id
}

const recharge = (world: AuditWorld) => ({
  ...{ currency: 'INR', enabled: false, below: `${world.next()}.00`, amount: '500.00' },
})

/** What people agreed to. */
export const consentEntries: Entries = {
  'native recordConsent': entry('consent.recorded', conversationContact, (world, id) =>
    world.call('POST', `/v1/contacts/${id}/consent`, { purpose: 'marketing', state: 'opted_out' }),
  ),
  'native recordConsentsInBulk': change('consent.recorded_in_bulk', (world) =>
    world.call('POST', '/v1/consents/bulk', {
      items: [{ phone: `+1415555${1000 + world.next()}`, purpose: 'marketing', state: 'opted_out' }],
    }),
  ),
  'native addSuppressions': change('suppressions.added', (world) =>
    world.call('POST', '/v1/suppressions', {
      items: [{ phone: `+1415555${1000 + world.next()}`, reason: 'complaint' }],
    }),
  ),
  'native deleteSuppression': entry(
    'suppression.removed',
    async ({ call, next }) => {
      const items = [{ phone: `+1415555${1000 + next()}`, reason: 'complaint' }]
      return String((await call('POST', '/v1/suppressions', { items })).body.items[0].suppressions[0].id)
    },
    (world, id) => world.call('DELETE', `/v1/suppressions/${id}`),
  ),
  'native changePolicy': change('policy.changed', (world) => world.call('PATCH', '/v1/policy', { duplicateDays: 7 })),
  'native setWalletThresholds': change('wallet.changed', (world) => {
    const thresholds = [{ id: 'low', below: `${world.next()}.00` }]
    return world.call('PUT', '/v1/wallet/thresholds', { currency: 'INR', thresholds })
  }),
  'native setBillingProfile': entry(
    'billing_profile.changed',
    (world) => world.call('PUT', '/v1/billing/profile', buyer(world)),
    (world) => world.call('PUT', '/v1/billing/profile', buyer(world)),
  ),
  'native startTopUp': change('top_up.created', (world) =>
    world.call('POST', '/v1/wallet/topups', { amount: '500.00', currency: 'INR' }),
  ),
  'native refundTopUp': entry(
    'refund.requested',
    (world) => paidTopUp(world),
    (world, id) => world.call('POST', `/v1/wallet/topups/${id}/refund`, {}),
  ),
  'native setAutoRecharge': entry(
    'auto_recharge.changed',
    (world) => world.call('PUT', '/v1/wallet/auto-recharge', recharge(world)),
    (world) => world.call('PUT', '/v1/wallet/auto-recharge', recharge(world)),
  ),
  'native deletePaymentMethod': entry('payment_method.removed', savedMethod, (world, id) =>
    world.call('DELETE', `/v1/wallet/payment-methods/${id}`),
  ),
  'native putConsentTopic': change('consent_topic.created', (world) =>
    world.call('PUT', `/v1/consent-topics/topic_${world.next()}`, { name: 'Offers' }),
  ),
}
