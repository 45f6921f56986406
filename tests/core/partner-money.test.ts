import assert from 'node:assert/strict'
import { transferMoney } from '@dawk/core/commerce/partners/transfers.ts'
import { defaultPricing } from '@dawk/core/commerce/pricing/account-pricing.ts'
import { listPriceName } from '@dawk/core/commerce/pricing/list-prices.ts'
import { formatMoney } from '@dawk/core/commerce/pricing/money.ts'
import { createPricingDirectory } from '@dawk/core/commerce/pricing/pricing-directory.ts'
import { setPricing } from '@dawk/core/commerce/pricing/set-pricing.ts'
import { auditLedger } from '@dawk/core/commerce/wallet/ledger-audit-store.ts'
import type { Hold } from '@dawk/core/commerce/wallet/reserve.ts'
import { createChargeReaction } from '@dawk/core/commerce/wallet/settle-charges.ts'
import { availableOf } from '@dawk/core/commerce/wallet/wallet.ts'
import { listWallets, recordTopUp } from '@dawk/core/commerce/wallet/wallets.ts'
import { createAcceptor } from '@dawk/core/messaging/messages/send/accept-message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { operatorCaller } from '@dawk/core/tenancy/access/caller.ts'
import { insertChild } from '@dawk/core/tenancy/partners/child-store.ts'
import { makePartner } from '@dawk/core/tenancy/partners/create-child.ts'
import type { UnitsOfWork } from '@dawk/core/tenancy/unit-of-work.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { messageHolds } from '../../apps/gateway/src/price-check.ts'
import { type Owner, openCore, sendCommand, type TestCore, unitsOfWork } from '../support/core.ts'
import { randomFrom } from '../support/odd-requests.ts'

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

const pricing = { ...defaultPricing, currency: 'INR', cardName: listPriceName, timeZone: 'Asia/Kolkata' }

interface Family {
  partner: Owner
  children: Owner[]
}

/** A partner whose wallet has so much, and accounts of it, which draw on that wallet. */
async function family(amount: string, children: number, limit: string | null = null): Promise<Family> {
  const partner = await core.newAccount()
  await makePartner(units, operatorCaller(partner.accountId))
  await setPricing(units, operatorCaller(partner.accountId), pricing)
  await recordTopUp(units, operatorCaller(partner.accountId), { currency: 'INR', amount, reference: 'first' })
  const made: Owner[] = []
  for (let place = 0; place < children; place++) {
    const child = await core.newAccount()
    await insertChild(core.db.worker, {
      ...{ id: child.accountId, partnerId: partner.accountId, externalId: `shop-${place}`, ownerName: null },
      ...{ language: 'en', country: 'IN', currency: 'INR', timezone: 'Asia/Kolkata', tags: [], metadata: {} },
      createdAt: new Date().toISOString(),
    })
    const change = `update partner_accounts set wallet_mode = 'pooled', pool_limit = $2::bigint where account_id = $1`
    await core.db.worker.run(change, [child.accountId, limit === null ? null : String(Number(limit) * 1e6)])
    await setPricing(units, operatorCaller(child.accountId), pricing)
    made.push(child)
  }
  return { partner, children: made }
}

const acceptor = () => createAcceptor({ db: core.db, log: core.log, wakeLanes: () => undefined, holds: messageHolds })

function hold(amount: string, partner: Owner, category: Hold['category'] = 'utility'): Hold {
  const quote: Hold['quote'] = {
    ...{ meta: amount, markup: '0.00', fee: '0.00', total: amount, market: 'India', category },
    ...{ cardId: null, steps: [], country: 'IN' },
  }
  const held = BigInt(Math.round(Number(amount) * 1e6))
  const expiresAt = new Date(Date.now() + 3600_000).toISOString()
  return { currency: 'INR', held, category, quote, expiresAt, isFinal: false, payers: [partner.accountId] }
}

const availableIn = async (owner: Owner) => {
  const [wallet] = await listWallets(units, owner)
  assert.ok(wallet)
  return formatMoney(availableOf(wallet))
}

const codeOf = (error: unknown) => (error instanceof GatewayError ? error.code : String(error))

/** The books of each account agree, and what partners gave is what their accounts got. */
async function assertAudited(): Promise<void> {
  assert.deepEqual(await auditLedger(core.db.worker), [])
  const rows = await core.db.worker.many<{ code: string; net: string }>(
    `select code, sum(credits - debits)::bigint as net from ledger_balances where code in ('partner:accounts', 'partner:funding') group by code`,
  )
  const net = Object.fromEntries(rows.map(({ code, net: sum }) => [code, BigInt(sum)]))
  assert.equal((net['partner:accounts'] ?? 0n) + (net['partner:funding'] ?? 0n), 0n)
}

const report = (owner: Owner, messageId: string, status: 'delivered' | 'failed') => ({
  ...{ accountId: owner.accountId, type: `message.status.${status}` as 'message.status.delivered' },
  at: new Date().toISOString(),
  data: {
    ...{ messageId, wamid: null, to: '919900112233', toUserId: null, phoneNumberId: '1', status, sentAt: null },
    ...{ deliveredAt: status === 'delivered' ? new Date().toISOString() : null, readAt: null, failedAt: null },
    ...{ pricing: null, error: null, metadata: null },
  },
})

test('eight accounts that draw on a wallet worth exactly 400 messages: 400 are accepted', async () => {
  const { partner, children } = await family('400.00', 8)
  const acceptors = [acceptor(), acceptor()]
  const outcomes = new Map<string, number>()
  await Promise.all(
    Array.from({ length: 480 }, async (_, place) => {
      const child = children[place % 8] as Owner
      const accepting = acceptors[place % 2]?.accept(sendCommand(child, { hold: hold('1', partner) }))
      const outcome = await accepting?.then(() => 'accepted', codeOf)
      outcomes.set(outcome ?? '', (outcomes.get(outcome ?? '') ?? 0) + 1)
    }),
  )
  assert.deepEqual(Object.fromEntries(outcomes), { accepted: 400, insufficient_balance: 80 })
  assert.equal(await availableIn(partner), '0.00')
  await assertAudited()
})

test('a burst of one account ends at its own ceiling, and leaves the others theirs', async () => {
  const { partner, children } = await family('100.00', 2, '30')
  const [busy, quiet] = children as [Owner, Owner]
  const taking = acceptor()
  const send = (child: Owner) =>
    taking.accept(sendCommand(child, { hold: hold('1', partner) })).then(() => 'yes', codeOf)
  const burst = await Promise.all(Array.from({ length: 50 }, () => send(busy)))
  assert.equal(burst.filter((outcome) => outcome === 'yes').length, 30)
  assert.equal(await send(quiet), 'yes')
  assert.equal(await availableIn(partner), '69.00')
  await assertAudited()
})

test('marketing stops first, what is left is for authentication alone', async () => {
  const { partner, children } = await family('10.00', 1)
  const [child] = children as [Owner]
  await core.db.worker.run('update partners set marketing_reserve = 6000000 where account_id = $1', [partner.accountId])
  await core.db.worker.run('update wallets set reserve = 3000000 where account_id = $1', [partner.accountId])
  const taking = acceptor()
  const until = async (category: Hold['category']) => {
    for (let sent = 0; ; sent++) {
      const outcome = await taking.accept(sendCommand(child, { hold: hold('1', partner, category) })).catch(codeOf)
      if (outcome === 'insufficient_balance') return sent
    }
  }
  assert.deepEqual([await until('marketing'), await until('utility'), await until('authentication')], [4, 3, 3])
  await assertAudited()
})

test('transfers, draws, deliveries and failures at random: the books agree with a plain model', {
  timeout: 60_000,
}, async () => {
  const { partner, children } = await family('1000.00', 3)
  const caller = operatorCaller(partner.accountId)
  const taking = acceptor()
  const random = randomFrom(20261130)
  let inPartner = 1000
  const model = children.map(() => ({ paid: 0, held: 0, given: 0 }))
  const waiting: { place: number; id: string; price: number }[] = []
  for (let step = 0; step < 250; step++) {
    const place = Math.floor(random() * 3)
    const child = children[place] as Owner
    const own = model[place] as (typeof model)[number]
    const price = 1 + Math.floor(random() * 20)
    const dice = random()
    if (dice < 0.25) {
      const amount = String(price * 5)
      const command = {
        direction: 'credit',
        amount,
        currency: 'INR',
        description: null,
        reference: `c${step}`,
      } as const
      const outcome = await transferMoney(units, caller, child.accountId, command).then(() => 'yes', codeOf)
      assert.equal(outcome, inPartner >= price * 5 ? 'yes' : 'conflict')
      if (outcome === 'yes') {
        await transferMoney(units, caller, child.accountId, command) // once more: the same transfer
        inPartner -= price * 5
        own.paid += price * 5
        own.given += price * 5
      }
    } else if (dice < 0.4) {
      const command = {
        direction: 'debit',
        amount: String(price),
        currency: 'INR',
        description: null,
        reference: null,
      } as const
      const most = Math.min(own.given, own.paid - own.held)
      const outcome = await transferMoney(units, caller, child.accountId, command).then(() => 'yes', codeOf)
      assert.equal(outcome, most >= price ? 'yes' : 'conflict', `step ${step}`)
      if (outcome === 'yes') {
        inPartner += price
        own.paid -= price
        own.given -= price
      }
    } else if (dice < 0.75) {
      const lacking = Math.max(0, price - (own.paid - own.held))
      const command = sendCommand(child, { hold: hold(String(price), partner) })
      const outcome = await taking.accept(command).catch(codeOf)
      assert.equal(typeof outcome === 'string' ? outcome : 'yes', lacking <= inPartner ? 'yes' : 'insufficient_balance')
      if (typeof outcome === 'string') continue
      inPartner -= lacking
      own.paid += lacking
      own.given += lacking
      own.held += price
      waiting.push({ place, id: outcome.id, price })
    } else {
      const [ended] = waiting.splice(Math.floor(random() * waiting.length), 1)
      if (!ended) continue
      const isDelivered = random() < 0.6
      const owner = children[ended.place] as Owner
      const its = model[ended.place] as (typeof model)[number]
      await units.worker.transaction(async (tx) =>
        tx.emit(report(owner, ended.id, isDelivered ? 'delivered' : 'failed')),
      )
      its.held -= ended.price
      if (isDelivered) {
        const [wallet] = await listWallets(units, owner)
        its.paid = Number(wallet?.paid ?? 0n) / 1e6 // the card of the day prices it, not the hold
      }
    }
  }
  assert.equal(await availableIn(partner), formatMoney(BigInt(Math.round(inPartner * 1e6))))
  for (const [place, child] of children.entries()) {
    const own = model[place] as (typeof model)[number]
    assert.equal(await availableIn(child), formatMoney(BigInt(Math.round((own.paid - own.held) * 1e6))))
  }
  await assertAudited()
})
