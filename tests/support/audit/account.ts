import { type AuditWorld, good, newEmail } from './audit-world.ts'
import { change, type Entries, entry, inOther } from './entry.ts'

const key = (world: AuditWorld) => world.make('/v1/api-keys', { name: 'Till', scopes: ['messages:read'] })
const another = (world: AuditWorld) => world.inOther()

type Headers = Awaited<ReturnType<typeof another>>

async function askErasure(world: AuditWorld, headers: Headers) {
  const { name } = (await world.call('GET', '/v1/account', undefined, headers)).body
  return world.call('POST', '/v1/account/erasure', { confirm: name }, headers)
}
const undoErasure = (world: AuditWorld, headers: Headers) =>
  world.call('DELETE', '/v1/account/erasure', undefined, headers)

/** The account itself, how long it keeps what, and its keys. */
export const accountEntries: Entries = {
  'native updateAccount': change('account.changed', (world) =>
    world.call('PATCH', '/v1/account', { name: `Shop ${world.next()}` }),
  ),
  'native updateRetention': change('account.retention_changed', (world) =>
    world.call('PATCH', '/v1/account/retention', { messagesDays: 300 + world.next() }),
  ),
  'native eraseAccount': inOther(
    entry('account.erasure_requested', another, async (world, headers) => {
      const asked = await askErasure(world, headers)
      good(await undoErasure(world, headers)) // until then its key reads nothing
      return asked
    }),
  ),
  'native undoAccountErasure': inOther(
    entry(
      'account.erasure_undone',
      async (world) => {
        const headers = await another(world)
        good(await askErasure(world, headers))
        return headers
      },
      undoErasure,
    ),
  ),
  'native createApiKey': change('api_key.created', (world) => world.call('POST', '/v1/api-keys', { name: 'Till' })),
  'native updateApiKey': entry('api_key.changed', key, (world, id) =>
    world.call('PATCH', `/v1/api-keys/${id}`, { name: 'Counter' }),
  ),
  'native rotateApiKey': entry('api_key.rotated', key, (world, id) =>
    world.call('POST', `/v1/api-keys/${id}/rotate`, {}),
  ),
  'native revokeApiKey': entry('api_key.revoked', key, (world, id) => world.call('POST', `/v1/api-keys/${id}/revoke`)),
  'whatsapi register': inOther(
    change('account.created', async (world) => {
      const reply = await world.open('/auth/register', { name: 'New', email: newEmail(world) })
      world.other = `Bearer ${reply.body.data.apiKey}`
      return reply
    }),
  ),
  'whatsapi rotateKey': inOther(
    entry('api_key.rotated', another, async (world, headers) => {
      const reply = await world.call('POST', '/auth/me/rotate-key', undefined, headers)
      world.other = `Bearer ${reply.body.data.apiKey}`
      return reply
    }),
  ),
}
