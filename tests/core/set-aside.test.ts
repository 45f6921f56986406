import assert from 'node:assert/strict'
import { type ApplyReceived, createApply } from '@dawk/core/messaging/inbound/apply-payloads.ts'
import { createApplyWorker } from '@dawk/core/messaging/inbound/apply-worker.ts'
import { createJournal } from '@dawk/core/messaging/inbound/journal.ts'
import { countUnapplied, listUnapplied, retryUnapplied } from '@dawk/core/messaging/inbound/unapplied-items.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { type TestContext, test } from 'vitest'
import { openCore } from '../support/core.ts'
import { until } from '../support/processes.ts'

/** A journal whose rules do not understand messages with the text `poison`, until they are mended. */
async function openJournal(t: TestContext) {
  const core = await openCore()
  const { phoneNumberId } = await core.newAccount()
  const apply = createApply({ ...core, numbers: createNumberDirectory(core), operatorAppFingerprint: null })
  let isMended = false
  const mayFail: ApplyReceived = async (tx, payloads) => {
    if (!isMended && JSON.stringify(payloads).includes('"poison"')) throw new Error('a rule that is wrong')
    await apply(tx, payloads)
  }
  const ctx = { ...core, apply: mayFail }
  const worker = createApplyWorker(ctx)
  const journal = createJournal({ ...ctx, onPending: () => undefined })
  t.onTestFinished(async () => {
    await journal.drain()
    await worker.stop()
    await core.close()
  })
  worker.start()
  return {
    core,
    store: (...texts: string[]) => journal.store({ appFingerprint: 'app', body: payload(phoneNumberId, texts) }),
    mend: () => {
      isMended = true
    },
    texts: async () =>
      (
        await core.worker.many<{ text: string }>(
          `select data->'message'->'text'->>'body' as text from events where type = 'message.received' order by text`,
        )
      ).map(({ text }) => text),
  }
}

const payload = (phoneNumberId: string, texts: readonly string[]) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '1', phone_number_id: phoneNumberId },
              messages: texts.map((body) => ({
                ...{ from: '919900112233', id: `wamid.${body}`, timestamp: '1795243849', type: 'text', text: { body } },
              })),
            },
          },
        ],
      },
    ],
  })

test('what fails is set aside alone: its neighbours are applied at once, it once the rule is mended, and nothing twice', async (t) => {
  const { core, store, mend, texts } = await openJournal(t)
  await store('one', 'poison', 'two')
  await until('it is set aside', async () => (await countUnapplied(core.worker)).retrying === 1)
  assert.deepEqual(await texts(), ['one', 'two'])
  const [listed] = await listUnapplied(core, 10)
  assert.match(listed?.error ?? '', /a rule that is wrong/)
  mend()
  assert.equal(await retryUnapplied(core, null), 1)
  await until('it is applied', async () => (await texts()).length === 3)
  assert.deepEqual(await texts(), ['one', 'poison', 'two'])
  assert.deepEqual(await countUnapplied(core.worker), { retrying: 0, givenUp: 0 })
})
