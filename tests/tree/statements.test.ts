import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'vitest'
import { root } from '../support/processes.ts'
import { repositoryFiles } from './repository-files.ts'

const core = 'packages/core/src/'
/** A statement that is sent: `tx.query('select …')`, `db.many<Row>(` and a text. */
const statement =
  /\.(?:query|one|maybe|many|run|queryAsAccounts)(?:<[\w\s<>{}[\]|&,.:;'"?]*?>)?\(\s*(?:\[[^\]]*\],\s*)?[`'"]/

/** Stages, where the statement is the stage: accept, claim, apply, settle, drop. A name that ends with a slash is a folder. */
const stages = [
  'messaging/dispatch/',
  'messaging/inbound/',
  'operations/privacy/erase/',
  'events/event-horizon.ts',
  'events/record-events.ts',
  'messaging/conversations/show-sent-messages.ts',
  'messaging/media/download/media-downloads.ts',
  'messaging/messages/expire-messages.ts',
  'messaging/messages/reports/apply-reports.ts',
  'messaging/messages/scheduler.ts',
  'messaging/messages/send/accept-batch.ts',
  'messaging/messages/send/accept-message.ts',
  'messaging/numbers/webhook-gaps.ts',
  'messaging/templates/held-messages.ts',
  'messaging/templates/sync/template-syncs.ts',
  'operations/maintenance.ts',
  'operations/retention.ts',
  'tenancy/audit/record-audit.ts',
]

test('SQL stands in stores and queue stages only', async () => {
  const sources = (await repositoryFiles(`${core}**/*.ts`)).filter(
    (path) => !path.endsWith('.test.ts') && !path.startsWith(`${core}platform/`) && !path.endsWith('-store.ts'),
  )
  const found: string[] = []
  for (const path of sources)
    if (statement.test(await readFile(join(root, path), 'utf8'))) found.push(path.slice(core.length))
  const isNamed = (path: string) => stages.some((one) => path === one || (one.endsWith('/') && path.startsWith(one)))
  assert.deepEqual(
    found.filter((path) => !isNamed(path)),
    [],
    'write the statement as a function of a store (*-store.ts), or name the stage here',
  )
  const isUsed = (one: string) => found.some((path) => path === one || (one.endsWith('/') && path.startsWith(one)))
  assert.deepEqual(
    stages.filter((one) => !isUsed(one)),
    [],
    'these hold no statement any more',
  )
})

/** They write messages, and change nothing by which messages are counted. */
const countedAlike = [
  'messaging/dispatch/stopped-items.ts', // the timeline; who fails is written by reports
  'messaging/identities/contact-store.ts', // whom it concerns
  'messaging/inbound/apply-payments.ts', // the timeline
  'messaging/messages/scheduler.ts', // scheduled to queued: both wait
  'messaging/messages/send/accept-message.ts', // new ones, of hours that are not counted yet
  'messaging/templates/held-messages.ts', // the timeline
]

test('whoever changes messages notes it for the figures of hours that are counted', async () => {
  const unnoted: string[] = []
  for (const path of await repositoryFiles(`${core}**/*.ts`)) {
    if (path.endsWith('.test.ts')) continue
    const source = await readFile(join(root, path), 'utf8')
    if (!/\b(?:update|insert into|delete from) messages\b/.test(source)) continue
    if (!source.includes('noteOldChanges(')) unnoted.push(path.slice(core.length))
  }
  assert.deepEqual(unnoted.toSorted(), countedAlike)
})
