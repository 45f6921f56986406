import assert from 'node:assert/strict'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { accountEntries } from '../support/audit/account.ts'
import { type AuditWorld, good, startAuditWorld } from '../support/audit/audit-world.ts'
import { campaignEntries } from '../support/audit/campaigns.ts'
import { consentEntries } from '../support/audit/consent.ts'
import { contactEntries } from '../support/audit/contacts.ts'
import { conversationEntries } from '../support/audit/conversations.ts'
import type { Entry } from '../support/audit/entry.ts'
import { flowEntries } from '../support/audit/flows.ts'
import { importEntries } from '../support/audit/imports.ts'
import { inboxEntries } from '../support/audit/inbox.ts'
import { integrationEntries } from '../support/audit/integrations.ts'
import { numberEntries } from '../support/audit/numbers.ts'
import { partnerEntries } from '../support/audit/partners.ts'
import { peopleEntries } from '../support/audit/people.ts'
import { edited, template, templateEntries } from '../support/audit/templates.ts'
import { messageOperations, recordedElsewhere, unrecorded } from '../support/audit/unrecorded.ts'
import { webhookEntries } from '../support/audit/webhooks.ts'
import { operationsOf } from '../support/operations.ts'

const documents = await readDocuments()
const writing = [...documents]
  .filter(([name]) => name !== 'all')
  .flatMap(([name, document]) => operationsOf(name, document))
  .filter(({ method }) => method !== 'GET')
  .map(({ surface, name }) => `${surface} ${name}`)

/** A writing operation stands in one of these tables, or in `unrecorded.ts` with the reason. */
const areas = {
  account: accountEntries,
  people: peopleEntries,
  numbers: numberEntries,
  contacts: contactEntries,
  imports: importEntries,
  conversations: conversationEntries,
  inbox: inboxEntries,
  campaigns: campaignEntries,
  integrations: integrationEntries,
  flows: flowEntries,
  consent: consentEntries,
  templates: templateEntries,
  webhooks: webhookEntries,
  partners: partnerEntries,
}

let world: AuditWorld
beforeAll(async () => {
  world = await startAuditWorld()
})
afterAll(() => world.close())

test('every writing operation is recorded, or it is listed why not', () => {
  const tables = [...Object.values(areas), unrecorded, recordedElsewhere]
  const listed = tables.flatMap((table) => Object.keys(table)).concat(messageOperations)
  assert.deepEqual(writing.toSorted(), listed.toSorted())
})

describe.each(Object.entries(areas))(
  '%s: who did what, before and after, stands in the audit log',
  (_area, entries) => {
    test.each(Object.entries(entries))('%s', async (_name, entry) => {
      const act = await entry.prepare(world)
      const before = new Set((await logged(entry)).map(({ id }) => id))
      good(await act())
      const [made] = (await logged(entry)).filter(({ id }) => !before.has(id))
      assert.ok(made, `no ${entry.action}`)
      assertTold(made)
    })
  },
)

interface AuditView {
  id: string
  action: string
  actor: { kind: string }
  target: { kind: string; id: string }
  before: object | null
  after: object | null
}

/** None where the account that it is about is not there yet. */
async function logged({ action, ofOther }: Entry): Promise<AuditView[]> {
  const headers = ofOther && world.other ? { authorization: world.other } : {}
  const reply = await world.call('GET', `/v1/audit-log?action=${action}&limit=100`, undefined, headers)
  return reply.status === 200 ? reply.body.data : []
}

/** What was made has no before, what is gone has no after, what was changed has both, and they differ. */
function assertTold({ action, target, before, after }: AuditView): void {
  assert.ok(target.id)
  if (/\.(created|connected|started)$/.test(action)) assert.deepEqual([before, after === null], [null, false], action)
  if (/\.(deleted|disconnected|removed)$/.test(action))
    assert.deepEqual([before === null, after], [false, null], action)
  if (/\.(changed|edited|role_changed|retention_changed|released)$/.test(action) && !action.startsWith('password')) {
    assert.ok(before && after, action)
    assert.notDeepEqual(before, after, action)
  }
}

test('the record of a template tells its components before and after, and who', async () => {
  const { call } = world
  const { id, name } = await template(world)
  const edit = edited(world)
  good(await call('PATCH', `/v1/templates/${id}`, edit))
  good(await call('DELETE', `/v1/templates/${id}`))
  const { body } = await call('GET', `/v1/audit-log?targetKind=template&targetId=${id}`)
  const texts = body.data.map((one: { action: string; before: Told | null; after: Told | null }) => [
    one.action,
    one.before?.components[0]?.text ?? null,
    one.after?.components[0]?.text ?? null,
  ])
  const [first, second] = [`Your order for ${name} is ready.`, edit.components[0]?.text]
  assert.deepEqual(texts, [
    ['template.deleted', second, null],
    ['template.edited', first, second],
    ['template.created', null, first],
  ])
  assert.deepEqual([body.data[0].actor.kind, body.data[0].before.name], ['api_key', name])
  assert.ok(body.data[0].requestId)
})
type Told = { components: { text: string }[] }
