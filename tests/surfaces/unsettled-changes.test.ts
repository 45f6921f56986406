import assert from 'node:assert/strict'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { simulatorControl } from '../flow/simulator-control.ts'
import { type GatewayProcess, type Reply, startGatewayProcess } from '../support/gateway.ts'
import { until } from '../support/processes.ts'

/** Changes at Meta that leave a record in the audit log although nobody heard Meta's yes. */
let gateway: GatewayProcess
let call: GatewayProcess['call']
let simulator: ReturnType<typeof simulatorControl>
let numberId: string
beforeAll(async () => {
  gateway = await startGatewayProcess(null)
  call = gateway.call
  simulator = simulatorControl(gateway.simulatorUrl)
  await simulator.faults({ templateReviewMs: 50 })
  const { body } = await call('GET', '/v1/numbers')
  numberId = body.data[0].id
})
beforeEach(() => simulator.faults({ calls: {} }))
afterAll(() => gateway.close())

let count = 0
const draft = () => ({
  name: `unsettled_${++count}`,
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: `Your order number ${count} is ready.` }],
})

async function approved(): Promise<string> {
  const { body } = await call('POST', '/v1/templates', draft())
  await until('the review', async () => (await call('GET', `/v1/templates/${body.id}`)).body.status === 'APPROVED')
  return body.id
}

interface Record {
  action: string
  target: { id: string }
  // biome-ignore lint/suspicious/noExplicitAny: of many shapes
  before: any
  // biome-ignore lint/suspicious/noExplicitAny: of many shapes
  after: any
  requestId: string | null
}
async function records(action: string): Promise<Record[]> {
  return (await call('GET', `/v1/audit-log?action=${action}&limit=100`)).body.data
}

interface Change {
  action: string
  /** The last part of the path at Meta. */
  edge: string
  method?: 'DELETE'
  prepare?: () => Promise<string>
  act(id: string): Promise<Reply>
  /** Looks into what the record says was asked. */
  says(record: Record, id: string): void
}

const changes: readonly Change[] = [
  {
    action: 'template.created',
    edge: 'message_templates',
    act: () => call('POST', '/v1/templates', draft()),
    says: ({ target, after }) =>
      assert.deepEqual([target.id, after.name, after.language], [after.name, target.id, 'en_US']),
  },
  {
    action: 'template.edited',
    edge: ':id',
    prepare: approved,
    act: (id) => call('PATCH', `/v1/templates/${id}`, { components: [{ type: 'BODY', text: 'Edited once.' }] }),
    says({ target, before, after }, id) {
      assert.deepEqual([target.id, before.status, after.components[0].text], [id, 'APPROVED', 'Edited once.'])
    },
  },
  {
    action: 'template.deleted',
    edge: 'message_templates',
    prepare: approved,
    method: 'DELETE',
    act: (id) => call('DELETE', `/v1/templates/${id}`),
    says: ({ target, before }, id) => assert.deepEqual([target.id, before.status], [id, 'APPROVED']),
  },
  {
    action: 'number.profile_changed',
    edge: 'whatsapp_business_profile',
    act: () =>
      call('POST', `/graph/v23.0/${gateway.phoneNumberId}/whatsapp_business_profile`, {
        messaging_product: 'whatsapp',
        about: 'Open until nine',
      }),
    says({ target, before, after }) {
      assert.deepEqual([target.id, typeof before, after.about], [numberId, 'object', 'Open until nine'])
    },
  },
  {
    action: 'number.callback_set',
    edge: 'subscribed_apps',
    act: () => call('PUT', `/v1/numbers/${numberId}/callback`),
    says: ({ target, after }) =>
      assert.deepEqual([target.id, after.override.startsWith(gateway.url)], [numberId, true]),
  },
  {
    action: 'number.callback_cleared',
    edge: 'subscribed_apps',
    prepare: async () => String((await call('PUT', `/v1/numbers/${numberId}/callback`)).status),
    act: () => call('DELETE', `/v1/numbers/${numberId}/callback`),
    says({ target, before, after }) {
      assert.deepEqual([target.id, before.override.startsWith(gateway.url), after.override], [numberId, true, null])
    },
  },
]

test.each(changes)('$action without an answer of Meta is recorded, once, as of unknown outcome', async (change) => {
  const { action, edge, method = 'POST', prepare = async () => '', act, says } = change
  const id = await prepare()
  const earlier = (await records(action)).length
  await simulator.faults({ calls: { [edge]: { drop: 'after', method } } })
  const { status } = await act(id)
  assert.equal(status, 503)
  const [record, ...others] = await records(action)
  assert.deepEqual([record?.after.outcome, others.length], ['unknown', earlier])
  assert.ok(record)
  says(record, id)
})

test.each(changes)(
  '$action that Meta refuses leaves no record',
  async ({ action, edge, method = 'POST', prepare = async () => '', act }) => {
    const id = await prepare()
    const earlier = (await records(action)).length
    await simulator.faults({ calls: { [edge]: { code: 100, method } } })
    const { status } = await act(id)
    assert.ok(status >= 400 && status < 500, String(status))
    assert.equal((await records(action)).length, earlier)
  },
)

test.each(changes)('$action that Meta takes is recorded once', async ({ action, prepare = async () => '', act }) => {
  const id = await prepare()
  const earlier = (await records(action)).length
  const { status } = await act(id)
  assert.ok(status < 300, String(status))
  const [record, ...others] = await records(action)
  assert.deepEqual([record?.after?.outcome, others.length], [undefined, earlier])
})

/** As if the process had been dead for as long as a change is given. */
async function letTimePass(): Promise<number> {
  const db = await openDatabase({ dataDir: gateway.dataDir, url: gateway.databaseUrl })
  try {
    const { rowCount } = await db.worker.query(`update audit_attempts set at = at - interval '16 minutes'`)
    return rowCount
  } finally {
    await db.close()
  }
}

test('a process that dies before it hears of Meta leaves a record nevertheless', async () => {
  const died = changes[0] as Change
  const earlier = (await records(died.action)).length
  await simulator.faults({ calls: { [died.edge]: { delayMs: 60_000, times: 1 } } })
  died.act('').catch(() => undefined) // its answer never comes
  await until('Meta to be asked', async () => {
    const faults = (await (await fetch(`${gateway.simulatorUrl}/_simulator/faults`)).json()) as {
      calls: { [edge: string]: { times: number } }
    }
    return faults.calls[died.edge]?.times === 0
  })
  await gateway.process().stop('SIGKILL')
  assert.equal(await letTimePass(), 1)
  await gateway.restart()
  const record = await until('the record', async () => {
    const all = await records(died.action)
    return all.length > earlier && all[0]
  })
  assert.equal(record.after.outcome, 'unknown')
  died.says(record, '')
  assert.ok((await records(died.action)).length === earlier + 1)
  await gateway.process().stop('SIGTERM')
  assert.equal(await letTimePass(), 0)
  await gateway.restart()
})
