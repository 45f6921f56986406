import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type AccountPricing, defaultPricing } from '@dawk/core/commerce/pricing/account-pricing.ts'
import { listPriceName } from '@dawk/core/commerce/pricing/list-prices.ts'
import { createPricingDirectory } from '@dawk/core/commerce/pricing/pricing-directory.ts'
import { setPricing } from '@dawk/core/commerce/pricing/set-pricing.ts'
import { expireMoney } from '@dawk/core/commerce/wallet/expire-money.ts'
import { auditLedger } from '@dawk/core/commerce/wallet/ledger-audit-store.ts'
import type { Hold } from '@dawk/core/commerce/wallet/reserve.ts'
import { createChargeReaction } from '@dawk/core/commerce/wallet/settle-charges.ts'
import { findCharge, listHolds, listTransactions } from '@dawk/core/commerce/wallet/statements.ts'
import { walletFigures } from '@dawk/core/commerce/wallet/wallet.ts'
import {
  adjustWallet,
  grantPromo,
  listWallets,
  recordTopUp,
  setThresholds,
} from '@dawk/core/commerce/wallet/wallets.ts'
import type { MessageStatusData } from '@dawk/core/events/catalogue.ts'
import { createBatchAcceptor } from '@dawk/core/messaging/messages/send/accept-batch.ts'
import { createAcceptor } from '@dawk/core/messaging/messages/send/accept-message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { operatorCaller } from '@dawk/core/tenancy/access/caller.ts'
import type { UnitsOfWork } from '@dawk/core/tenancy/unit-of-work.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { messageHolds } from '../../apps/gateway/src/price-check.ts'
import { type Owner, openCore, sendCommand, type TestCore, unitsOfWork } from '../support/core.ts'

let core: TestCore
let units: UnitsOfWork
beforeAll(async () => {
  core = await openCore()
  const pricing = createPricingDirectory(core.db.worker)
  units = unitsOfWork(core.db, {
    reactions: [createChargeReaction(pricing)],
    deliver: (_, accountId) => pricing.forget(accountId),
  })
})
afterAll(() => core.close())

const newAcceptor = () =>
  createAcceptor({ db: core.db, log: core.log, wakeLanes: () => undefined, holds: messageHolds })

const inRupees = { ...defaultPricing, currency: 'INR', cardName: listPriceName, timeZone: 'Asia/Kolkata' }

async function payingAccount(amount: string, pricing: Partial<AccountPricing> = {}): Promise<Owner> {
  const owner = await core.newAccount()
  const caller = operatorCaller(owner.accountId)
  await setPricing(units, caller, { ...inRupees, ...pricing })
  if (amount !== '0') await recordTopUp(units, caller, { currency: 'INR', amount, reference: 'first' })
  return owner
}

const priceOf = (amount: string): Hold['quote'] => ({
  ...{ meta: amount, markup: '0.00', fee: '0.00', total: amount, market: 'India', category: 'utility' },
  ...{ cardId: null, steps: [], country: 'IN' },
})

const hold = (amount: string, change: Partial<Hold> = {}): Hold => ({
  ...{ currency: 'INR', held: BigInt(Math.round(Number(amount) * 1e6)), category: 'utility', quote: priceOf(amount) },
  ...{ expiresAt: new Date(Date.now() + 3600_000).toISOString(), isFinal: false },
  ...change,
})

const walletOf = async (owner: Owner) => {
  const [wallet] = await listWallets(units, owner)
  assert.ok(wallet)
  return walletFigures(wallet)
}

const codeOf = (error: unknown) => (error instanceof GatewayError ? error.code : String(error))

/** As Meta's reports do when they are applied. */
function report(
  owner: Owner,
  messageId: string,
  change: Partial<MessageStatusData> & Pick<MessageStatusData, 'status'>,
) {
  const at = new Date().toISOString()
  const data: MessageStatusData = {
    ...{
      messageId,
      wamid: null,
      to: '919900112233',
      toUserId: null,
      phoneNumberId: '1',
      sentAt: at,
      deliveredAt: null,
    },
    ...{ readAt: null, failedAt: null, pricing: null, error: null, metadata: null },
    ...change,
  }
  const type = `message.status.${data.status}` as 'message.status.delivered'
  return { accountId: owner.accountId, type, at, data }
}

const apply = (...facts: ReturnType<typeof report>[]) => units.worker.transaction(async (tx) => tx.emit(...facts))

const pricingSaid = (category: string, type = 'regular') => ({ category, type, model: 'PMP', billable: true })

const assertAudited = async () => assert.deepEqual(await auditLedger(core.db.worker), [])

test('64 senders in two processes on a wallet worth exactly 1,000 messages: 1,000 are accepted', async () => {
  const owner = await payingAccount('115.00')
  const acceptors = [newAcceptor(), newAcceptor()]
  let left = 1100
  const outcomes = new Map<string, number>()
  await Promise.all(
    Array.from({ length: 64 }, async (_, sender) => {
      while (left-- > 0) {
        const accepting = acceptors[sender % 2]?.accept(sendCommand(owner, { hold: hold('0.115') }))
        const outcome = await accepting?.then(() => 'accepted', codeOf)
        outcomes.set(outcome ?? '', (outcomes.get(outcome ?? '') ?? 0) + 1)
      }
    }),
  )
  assert.deepEqual(Object.fromEntries(outcomes), { accepted: 1000, insufficient_balance: 100 })
  const { available, held, paid } = await walletOf(owner)
  assert.deepEqual([available, held, paid], ['0.00', '115.00', '115.00'])
  const { stored } = await core.db.worker.one<{ stored: number }>(
    'select count(*)::int as stored from messages where account_id = $1',
    [owner.accountId],
  )
  assert.equal(stored, 1000)
  await assertAudited()
})

test('a repeated request holds nothing more, also when nothing is left', async () => {
  const owner = await payingAccount('1.00')
  const acceptor = newAcceptor()
  const command = sendCommand(owner, { hold: hold('1'), idempotency: { key: 'k', fingerprint: Buffer.alloc(32) } })
  const [first, second] = await Promise.all([acceptor.accept(command), acceptor.accept(command)])
  assert.equal(first.id, second.id)
  assert.equal((await acceptor.accept(command)).replayed, true)
  assert.equal((await walletOf(owner)).held, '1.00')
})

test('of a batch those are refused that nobody can pay for, in their places, and the rest is sent', async () => {
  const owner = await payingAccount('2.50')
  const { acceptBatch } = createBatchAcceptor({ db: core.db, wakeLanes: () => undefined, holds: messageHolds })
  const commands = ['1', '1', '1', '0.5'].map((amount) => sendCommand(owner, { hold: hold(amount) }))
  const batch = { accountId: owner.accountId, commands, indexes: [0, 2, 3, 5], refused: [], idempotency: null }
  const answer = await acceptBatch(batch)
  assert.deepEqual(
    [answer.queued, answer.refused.map(({ index, code }) => [index, code])],
    [3, [[3, 'insufficient_balance']]],
  )
  assert.equal((await walletOf(owner)).available, '0.00')
})

test('what is delivered is captured once at the price of its day, however reports come', async () => {
  const owner = await payingAccount('10.00')
  const { id } = await newAcceptor().accept(sendCommand(owner, { hold: hold('0.8631', { category: 'marketing' }) }))
  const delivered = report(owner, id, {
    status: 'delivered',
    deliveredAt: new Date().toISOString(),
    pricing: pricingSaid('utility'),
  })
  await apply(delivered, report(owner, id, { status: 'read', readAt: new Date().toISOString() }))
  await apply(delivered)
  const charge = await findCharge(units, owner, id)
  assert.deepEqual([charge?.state, charge?.captured], ['captured', 115_000n]) // Meta says that it was utility
  assert.equal(charge?.price?.steps[0]?.label, `India, utility, card ${listPriceName} of 2026-01-01`)
  const { available, held } = await walletOf(owner)
  assert.deepEqual([available, held], ['9.885', '0.00'])
  const lines = await listTransactions(units, owner, { before: null, limit: 10 })
  assert.deepEqual(
    lines.map(({ kind, sequence, messageId }) => [kind, sequence, messageId]),
    [
      ['capture', '2', id],
      ['top_up', '1', null],
    ],
  )
  await assertAudited()
})

test('what fails is released; a delivery that comes after all is charged late', async () => {
  const owner = await payingAccount('1.00')
  const { id } = await newAcceptor().accept(sendCommand(owner, { hold: hold('1') }))
  await apply(report(owner, id, { status: 'failed' }))
  assert.equal((await walletOf(owner)).available, '1.00')
  await apply(
    report(owner, id, {
      status: 'delivered',
      deliveredAt: new Date().toISOString(),
      pricing: pricingSaid('marketing'),
    }),
  )
  const [line] = await listTransactions(units, owner, { before: null, limit: 1 })
  assert.equal(line?.kind, 'late_capture')
  assert.equal((await walletOf(owner)).available, '0.1369')
  await assertAudited()
})

test('the thousandth service message of the month is free, the next one costs', async () => {
  const owner = await payingAccount('10.00', { freeServiceMessages: 3 })
  const acceptor = newAcceptor()
  const deliveredAt = new Date().toISOString()
  const facts: ReturnType<typeof report>[] = []
  for (let sent = 0; sent < 5; sent += 1) {
    const { id } = await acceptor.accept(sendCommand(owner, { hold: hold('0.115', { category: 'service' }) }))
    facts.push(report(owner, id, { status: 'delivered', deliveredAt, pricing: pricingSaid('service') }))
  }
  await apply(...facts.slice(0, 2))
  await apply(...facts)
  const charges = await Promise.all(facts.map(({ data }) => findCharge(units, owner, data.messageId)))
  assert.deepEqual(
    charges.map((charge) => charge?.captured),
    [0n, 0n, 0n, 115_000n, 115_000n],
  )
  await assertAudited()
})

test('paid for when it is accepted, and given back when it fails', async () => {
  const owner = await payingAccount('0', { chargeAt: 'accept' })
  await grantPromo(units, operatorCaller(owner.accountId), {
    ...{ currency: 'INR', amount: '0.60', reference: 'welcome', expiresAt: null },
  })
  await recordTopUp(units, operatorCaller(owner.accountId), { currency: 'INR', amount: '1.00', reference: 'bank 1' })
  const { id } = await newAcceptor().accept(sendCommand(owner, { hold: hold('1', { isFinal: true }) }))
  assert.deepEqual(await walletOf(owner), {
    ...{ currency: 'INR', available: '0.60', paid: '0.60', promo: '0.00', held: '0.00' },
    ...{ creditLimit: '0.00', reserve: '0.00' },
  })
  await apply(report(owner, id, { status: 'failed' }), report(owner, id, { status: 'failed' }))
  const { paid, promo } = await walletOf(owner)
  assert.deepEqual([paid, promo], ['1.00', '0.60'])
  assert.equal((await findCharge(units, owner, id))?.state, 'refunded')
  await assertAudited()
})

test('a payment that is reported 20 times at once is credited once', async () => {
  const owner = await payingAccount('0')
  const payment = { currency: 'INR', amount: '50.00', reference: 'razorpay:pay_1' }
  const told = await Promise.all(
    Array.from({ length: 20 }, () => recordTopUp(units, operatorCaller(owner.accountId), payment)),
  )
  assert.equal(told.filter(({ isNew }) => isNew).length, 1)
  assert.equal((await walletOf(owner)).paid, '50.00')
})

test('amounts that cannot be paid are refused by name', async () => {
  const owner = await payingAccount('0')
  const caller = operatorCaller(owner.accountId)
  for (const amount of ['0', '-1', '1.005', '1e3', '', '9999999999999'])
    await assert.rejects(recordTopUp(units, caller, { currency: 'INR', amount, reference: amount }), (error) => {
      assert.ok(error instanceof GatewayError)
      assert.equal(error.details[0]?.field, 'amount')
      return true
    })
  await assert.rejects(setPricing(units, caller, { ...inRupees, currency: 'XYZ' }), /Validation/)
})

test('a balance that falls below a threshold is told in the transaction that moves it, once', async () => {
  const owner = await payingAccount('10.00')
  const caller = operatorCaller(owner.accountId)
  await setThresholds(units, caller, { currency: 'INR', thresholds: [{ id: 'low', below: '5.00' }] })
  const acceptor = newAcceptor()
  await acceptor.accept(sendCommand(owner, { hold: hold('6') }))
  await acceptor.accept(sendCommand(owner, { hold: hold('4') }))
  await adjustWallet(units, caller, { currency: 'INR', amount: '6.00', reference: 'goodwill' })
  const events = await core.db.worker.many<{ type: string; data: { threshold?: { id: string } } }>(
    `select type, data from events where account_id = $1 and type like 'wallet.%' order by id`,
    [owner.accountId],
  )
  assert.deepEqual(
    events.map(({ type, data }) => [type, data.threshold?.id]),
    [
      ['wallet.topped_up', undefined],
      ['wallet.low_balance', 'low'],
      ['wallet.exhausted', 'exhausted'],
      ['wallet.recovered', 'low'],
      ['wallet.recovered', 'exhausted'],
    ],
  )
})

test('holds of which nothing was heard end, and so does credit that nobody needs', async () => {
  const owner = await payingAccount('1.00')
  const past = new Date(Date.now() - 1000).toISOString()
  await grantPromo(units, operatorCaller(owner.accountId), {
    ...{ currency: 'INR', amount: '2.00', reference: randomUUID(), expiresAt: past },
  })
  const acceptor = newAcceptor()
  await acceptor.accept(sendCommand(owner, { hold: hold('0.25', { expiresAt: past }) }))
  await acceptor.accept(sendCommand(owner, { hold: hold('2.50') }))
  await expireMoney(units, new Date())
  const { promo, held, available } = await walletOf(owner)
  assert.deepEqual([promo, held, available], ['1.50', '2.50', '0.00']) // what is held is not taken from under it
  assert.equal((await listHolds(units, owner, { before: null, limit: 10 })).length, 1)
  await expireMoney(units, new Date())
  assert.equal((await walletOf(owner)).promo, '1.50') // it goes on for a day
  await assertAudited()
})

test('an audit names what does not agree', async () => {
  const owner = await payingAccount('1.00')
  await core.db.worker.run(`update wallets set paid = paid + 1 where account_id = $1`, [owner.accountId])
  const differences = await auditLedger(core.db.worker)
  assert.deepEqual(
    differences.filter(({ accountId }) => accountId === owner.accountId).map(({ what }) => what),
    ['balance of the statement', 'paid'],
  )
})
