import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type CloudApiClient, createCloudApiClient } from '@dawk/cloud-api/client.ts'
import { applyPayloads } from '@dawk/core/messaging/inbound/apply-payloads.ts'
import { createIdentityLearner } from '@dawk/core/messaging/inbound/learn-identities.ts'
import { createNumberDirectory, type NumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { createGapTracker } from '@dawk/core/messaging/numbers/webhook-gaps.ts'
import { getTemplate, listTemplates } from '@dawk/core/messaging/templates/read-templates.ts'
import { syncTemplates } from '@dawk/core/messaging/templates/sync/sync-templates.ts'
import { claimSyncs, endSync, failSync, listNewAccounts } from '@dawk/core/messaging/templates/sync/template-syncs.ts'
import { editTemplate } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { operatorCaller } from '@dawk/core/tenancy/access/caller.ts'
import { type Simulator, startSimulator } from '@dawk/simulator/simulator.ts'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { openCore, type TestCore, unitsOfWork } from '../support/core.ts'

let core: TestCore
let simulator: Simulator
let numbers: NumberDirectory
beforeAll(async () => {
  core = await openCore()
  simulator = await startSimulator({ port: 0 })
  numbers = createNumberDirectory(core)
})
afterAll(async () => {
  await simulator.close()
  await core.close()
})

/** An account whose number the simulator knows, with its templates read once. */
async function world() {
  const account = await core.newAccount()
  const wabaId = `9${account.phoneNumberId}`
  const { phoneNumberId } = account
  const number = {
    phoneNumberId,
    wabaId,
    displayPhoneNumber: '+1 555 000 0000',
    verifiedName: 'T',
    accessToken: 'token',
    appSecret: 's',
  }
  await control('PUT', 'numbers', { numbers: [number] })
  const client = createCloudApiClient({ baseUrl: simulator.url })
  onTestFinished(() => client.close())
  const ctx = { ...core, graph: () => client, numbers }
  const own = await numbers.ofWaba(account.accountId, wabaId)
  assert.ok(own)
  const sync = (isRepeat = true) => syncTemplates(ctx, own, { isRepeat })
  await sync(false)
  const all = () => listTemplates(core, account, {}, { after: null, limit: 100 })
  const named = async (name: string) => {
    const found = (await all()).find((template) => template.name === name)
    assert.ok(found, name)
    return found
  }
  const tell = (field: string, value: object, { time = now(), appFingerprint = 'app' } = {}) =>
    apply([{ id: wabaId, time, changes: [{ field, value }] }], appFingerprint)
  const events = async () => {
    const { rows } = await core.db.worker.query<{ type: string }>(
      `select type from events where account_id = $1 order by sequence`,
      [account.accountId],
    )
    return rows.map(({ type }) => type)
  }
  /** Meta, which does something more right after it was read, and before its answer is stored. */
  const racing = (afterRead: () => Promise<void>) => {
    const graph = (): CloudApiClient => ({
      ...client,
      getTemplate: (asked) => client.getTemplate(asked).finally(afterRead),
      listTemplates: (asked) => client.listTemplates(asked).finally(afterRead),
    })
    return { ...ctx, graph }
  }
  const isSyncDue = async () => {
    const { rows } = await core.db.worker.query(
      'select 1 from template_syncs where account_id = $1 and waba_id = $2 and next_at <= now()',
      [account.accountId, wabaId],
    )
    return rows.length === 1
  }
  return { ...account, own, wabaId, client, sync, all, named, tell, events, racing, isSyncDue }
}

const now = () => Math.floor(Date.now() / 1000)

async function control(method: string, path: string, body: object) {
  const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  assert.equal((await fetch(`${simulator.url}/_simulator/${path}`, init)).status, 200)
}

async function apply(entry: object[], appFingerprint = 'app') {
  const ctx = {
    log: core.log,
    numbers,
    operatorAppFingerprint: null,
    gaps: createGapTracker(),
    identities: createIdentityLearner(),
  }
  const row = { journalId: randomUUID(), appFingerprint, notification: { object: 'whatsapp_business_account', entry } }
  await unitsOfWork(core.db).worker.transaction((tx) => applyPayloads(ctx, tx, [row]))
}

test('each change that Meta tells is one event; repeats, older news and other apps change nothing', async () => {
  const { named, tell, events, all } = await world()
  const { metaId, name } = await named('order_ready')
  const id = { message_template_id: Number(metaId), message_template_name: name, message_template_language: 'en-US' }
  const status = (event: string, at = {}) =>
    tell('message_template_status_update', { ...id, event, reason: 'NONE' }, at)
  await status('PAUSED', { appFingerprint: 'foreign' })
  assert.equal((await named(name)).status, 'APPROVED')
  await status('PAUSED')
  await status('PAUSED')
  await status('APPROVED', { time: now() - 60 })
  assert.equal((await named(name)).status, 'PAUSED')
  await status('APPROVED')
  await status('FLAGGED')
  await status('FLAGGED')
  await tell('message_template_quality_update', { ...id, previous_quality_score: 'GREEN', new_quality_score: 'RED' })
  await tell('template_category_update', {
    ...id,
    new_category: 'UTILITY',
    correct_category: 'MARKETING',
    category_update_timestamp: 1,
  })
  await tell('template_category_update', { ...id, previous_category: 'UTILITY', new_category: 'MARKETING' })
  await status('REJECTED')
  await status('SOMETHING_NEW')
  const after = await named(name)
  assert.deepEqual(
    [after.quality, after.category, after.flagged, after.status],
    ['RED', 'MARKETING', true, 'SOMETHING_NEW'],
  )
  assert.notEqual(after.holdBefore, null)
  await status('PENDING_DELETION')
  assert.equal((await all()).length, 7)
  assert.deepEqual(await events(), [
    'template.paused',
    'template.approved',
    'template.flagged',
    'template.quality_changed',
    'template.category_change_announced',
    'template.category_changed',
    'template.rejected',
    'template.status_changed',
    'template.deleted',
  ])
})

test('a sync tells what differs, keeps what webhooks told since, and is of one account alone', async () => {
  const one = await world()
  const other = await world()
  const sale = await one.named('summer_sale')
  await control('POST', `templates/${sale.metaId}/quality`, { score: 'GREEN' })
  const ready = await one.named('order_ready')
  await one.client.deleteTemplate({ wabaId: one.wabaId, token: 'token', name: ready.name })
  assert.deepEqual(await one.sync(), { ok: true, count: 7 })
  assert.deepEqual(await one.events(), ['template.quality_changed', 'template.deleted'])
  assert.deepEqual([(await other.all()).length, (await other.events()).length], [8, 0])
  await assert.rejects(getTemplate(core, { accountId: other.accountId, numberIds: null }, sale.id), {
    code: 'not_found',
  })
  assert.deepEqual(await one.sync(), { ok: true, count: 7 }) // nothing new: no event
  assert.equal((await one.events()).length, 2)
})

test('an approval that comes while an edit is read from Meta is not overwritten, in whichever second', async () => {
  const { accountId, named, tell, client, racing, events } = await world()
  const { metaId, name } = await named('order_ready')
  let reads = 0
  const ctx = racing(async () => {
    reads += 1
    if (reads > 1) return
    await control('POST', `templates/${metaId}/approve`, {})
    await tell('message_template_status_update', { message_template_id: Number(metaId), event: 'APPROVED' })
  })
  const components = [{ type: 'BODY', text: 'It is ready, come and fetch it.' }]
  const edited = await editTemplate(ctx, operatorCaller(accountId), metaId, { components })
  const atMeta = await client.getTemplate({ templateId: metaId, token: 'token' })
  assert.ok(atMeta.ok)
  assert.deepEqual([atMeta.data.status, reads], ['APPROVED', 2])
  assert.deepEqual([edited.status, (await named(name)).status], ['APPROVED', 'APPROVED'])
  assert.deepEqual((await named(name)).components, components, 'and the contract is that of the new text')
  assert.deepEqual(await events(), ['template.content_changed'])
})

test('webhooks that never pause end an edit all the same, and a sync settles it', async () => {
  const { accountId, named, tell, racing, isSyncDue } = await world()
  const { metaId, name } = await named('order_ready')
  let turn = 0
  const ctx = racing(async () => {
    turn += 1
    const score = turn % 2 ? 'RED' : 'GREEN'
    await tell('message_template_quality_update', { message_template_id: Number(metaId), new_quality_score: score })
  })
  await editTemplate(ctx, operatorCaller(accountId), metaId, {
    components: [{ type: 'BODY', text: 'Come and fetch it.' }],
  })
  assert.deepEqual([turn, (await named(name)).quality, await isSyncDue()], [3, 'RED', true])
})

test('what a webhook tells while a sync reads stays, and is read again', async () => {
  const { named, tell, own, racing, isSyncDue } = await world()
  const { metaId, name } = await named('order_ready')
  const ctx = racing(() =>
    tell('message_template_status_update', { message_template_id: Number(metaId), event: 'PAUSED' }),
  )
  await syncTemplates(ctx, own, { isRepeat: true })
  assert.deepEqual([(await named(name)).status, await isSyncDue()], ['PAUSED', true])
  await syncTemplates(
    racing(async () => undefined),
    own,
    { isRepeat: true },
  )
  assert.equal((await named(name)).status, 'APPROVED', 'as Meta has it')
})

test('news of the very second in which we read may be older: they count, and Meta is asked again', async () => {
  const { accountId, named, tell, sync, isSyncDue } = await world()
  const { rows } = await core.db.worker.query<{ second: number }>(
    'select extract(epoch from status_at)::int as second from templates where account_id = $1 limit 1',
    [accountId],
  )
  const read = rows[0]?.second ?? Number.NaN
  const tellOf = async (name: string, event: string, time: number) => {
    const { metaId } = await named(name)
    await tell('message_template_status_update', { message_template_id: Number(metaId), event }, { time })
  }
  await tellOf('summer_sale', 'APPROVED', read)
  assert.equal(await isSyncDue(), false, 'it says nothing new')
  await core.db.worker.query(
    `update templates set status_at = status_at - interval '1 s' where account_id = $1 and name = 'summer_sale'`,
    [accountId],
  )
  await tellOf('summer_sale', 'PAUSED', read)
  assert.deepEqual([(await named('summer_sale')).status, await isSyncDue()], ['PAUSED', false], 'it is newer')
  await tellOf('order_ready', 'PENDING', read)
  assert.deepEqual([(await named('order_ready')).status, await isSyncDue()], ['PENDING', true])
  await sync()
  assert.equal((await named('order_ready')).status, 'APPROVED', 'as Meta has it')
})

test('an announced category stands through a sync, until it is the category', async () => {
  const { named, tell, sync } = await world()
  const { metaId, name } = await named('order_ready')
  const announced = async () => {
    await sync()
    const { category, announcedCategory } = await named(name)
    return [category, announcedCategory]
  }
  const id = { message_template_id: Number(metaId) }
  await tell('template_category_update', { ...id, new_category: 'UTILITY', correct_category: 'MARKETING' })
  assert.deepEqual(await announced(), ['UTILITY', 'MARKETING'])
  await control('POST', `templates/${metaId}/category`, { category: 'MARKETING' })
  assert.deepEqual(await announced(), ['MARKETING', null])
})

test('malformed news of templates are kept as other news, and news of an unknown one ask for a sync', async () => {
  const { tell, events, wabaId } = await world()
  for (const value of [{}, { message_template_id: {} }, { message_template_id: 5, event: 5 }])
    await tell('message_template_status_update', value)
  await apply([{ id: wabaId, changes: [{ field: 'message_template_status_update', value: 'text' }] }])
  assert.deepEqual(await events(), ['whatsapp.other'])
  const { rows } = await core.db.worker.query('select 1 from template_syncs where waba_id = $1 and next_at <= now()', [
    wabaId,
  ])
  assert.equal(rows.length, 1)
})

test('of two processes one takes a sync; one that is asked for meanwhile is not lost, and failures wait longer', async () => {
  const { accountId, wabaId } = await world()
  await core.db.worker.query('delete from template_syncs')
  await listNewAccounts(core.db.worker)
  const mine = (syncs: { accountId: string }[]) => syncs.filter((sync) => sync.accountId === accountId)
  const [a, b] = await Promise.all([claimSyncs(core.db.worker, 100), claimSyncs(core.db.worker, 100)])
  assert.equal(mine([...a, ...b]).length, 1)
  const nextIn = async () => {
    const { rows } = await core.db.worker.query<{ seconds: number }>(
      'select extract(epoch from next_at - now())::float8 as seconds from template_syncs where account_id = $1',
      [accountId],
    )
    return rows[0]?.seconds ?? Number.NaN
  }
  await endSync(core.db.worker, { accountId, wabaId }, new Date(Date.now() - 60_000)) // asked for a moment ago: after the start
  assert.ok((await nextIn()) <= 0)
  await endSync(core.db.worker, { accountId, wabaId }, new Date(Date.now() + 1000))
  assert.ok((await nextIn()) > 2800)
  for (const least of [20, 40, 80]) {
    await failSync(core.db.worker, { accountId, wabaId }, 'away')
    assert.ok((await nextIn()) > least, `after ${least} s`)
  }
})

test('a number learns its business account from the first webhook that names both', async () => {
  const { accountId, phoneNumberId, numberId, wabaId } = await core
    .newAccount()
    .then((account) => ({ ...account, wabaId: '777001' }))
  await core.db.worker.query('update numbers set waba_id = null where id = $1::uuid', [numberId])
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneNumberId }, errors: [{ code: 1 }] }
  await apply([{ id: wabaId, changes: [{ field: 'messages', value }] }], 'foreign')
  assert.equal(await numbers.ofWaba(accountId, wabaId), null)
  await apply([{ id: wabaId, changes: [{ field: 'messages', value }] }])
  assert.equal((await numbers.ofWaba(accountId, wabaId))?.phoneNumberId, phoneNumberId)
})
