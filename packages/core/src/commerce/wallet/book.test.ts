import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { formatMoney } from '../pricing/money.ts'
import { createBook, type LockedWallet } from './book.ts'
import type { Charge, StoredPrice } from './charge.ts'
import { capture, refund } from './charge-lines.ts'
import { effectOnWallet, moveShares, reverse } from './ledger.ts'
import { crossThresholds } from './thresholds.ts'
import { availableOf, emptyWallet } from './wallet.ts'

const at = '2026-11-30T00:00:00.000Z'
const account = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'

const walletOf = (paid: bigint, lots: LockedWallet['lots'] = []): LockedWallet => ({
  ...emptyWallet(account, 'INR'),
  paid,
  promo: lots.reduce((sum, { remaining }) => sum + remaining, 0n),
  lots,
})

const priceOf = (meta: bigint, markup: bigint, fee: bigint): StoredPrice => ({
  ...{ meta: formatMoney(meta), markup: formatMoney(markup), fee: formatMoney(fee) },
  ...{
    total: formatMoney(meta + markup + fee),
    market: 'India',
    category: 'utility',
    cardId: null,
    country: 'IN',
    steps: [],
  },
})

const chargeOf = (messageId: string, price: StoredPrice, held: bigint): Charge => ({
  ...{ accountId: account, messageId, currency: 'INR', state: 'held', held, captured: null, category: 'utility' },
  ...{ quote: price, price: null, expiresAt: at, settledAt: null },
})

/** What a message does to a wallet of plain numbers. */
type Step = { kind: 'hold' | 'capture' | 'fail' | 'refund'; message: number }

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('hold', 'capture', 'fail', 'refund'),
    message: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 60 },
)
const prices = fc.array(
  fc.tuple(fc.bigInt({ min: 0n, max: 900n }), fc.bigInt({ min: -200n, max: 200n }), fc.bigInt({ min: 0n, max: 50n })),
  { minLength: 6, maxLength: 6 },
)

test('whatever happens to messages, the wallet is what a plain account of it says, and nothing is held twice', () => {
  fc.assert(
    fc.property(
      steps,
      prices,
      fc.bigInt({ min: 0n, max: 3000n }),
      fc.bigInt({ min: 0n, max: 2000n }),
      (taken, given, paid, promo) => {
        const lots = promo > 0n ? [{ id: 'lot', granted: promo, remaining: promo, expiresAt: null }] : []
        const book = createBook([walletOf(paid, lots)], at)
        const model = { balance: paid + promo, held: 0n, states: new Map<number, string>() }
        for (const { kind, message } of taken) {
          const [meta = 0n, markup = 0n, fee = 0n] = given[message] ?? []
          const price = priceOf(meta, markup < -meta ? -meta : markup, fee)
          const total = meta + (markup < -meta ? -meta : markup) + fee
          const charge = book.charge(String(message)) ?? chargeOf(String(message), price, total)
          const state = model.states.get(message)
          if (kind === 'hold' && state === undefined && book.canHold(charge)) {
            assert.ok(model.balance - model.held >= total)
            book.hold(charge)
            model.held += total
            model.states.set(message, 'held')
          }
          if (kind === 'capture' && state === 'held') {
            book.unhold(charge)
            capture(book, { ...charge, held: 0n }, { price, kind: 'capture', at })
            model.held -= total
            model.balance -= total
            model.states.set(message, 'captured')
          }
          if (kind === 'fail' && state === 'held') {
            book.unhold(charge)
            book.settle({ ...charge, state: 'released', held: 0n })
            model.held -= total
            model.states.set(message, 'released')
          }
          if (kind === 'refund' && state === 'captured') {
            refund(book, charge, at)
            model.balance += total
            model.states.set(message, 'refunded')
          }
        }
        const wallet = book.wallet(account, 'INR')
        assert.ok(wallet)
        assert.equal(wallet.paid + wallet.promo, model.balance)
        assert.equal(wallet.held, model.held)
        assert.ok(availableOf(wallet) >= 0n)
        const { transactions } = book.changes()
        assert.equal(
          wallet.lots.reduce((sum, { remaining }) => sum + remaining, 0n),
          wallet.promo,
        )
        assert.equal(
          transactions.reduce((sum, { lines }) => sum + effectOnWallet(lines), 0n),
          model.balance - paid - promo,
        )
        assert.deepEqual(
          transactions.map(({ sequence }) => sequence),
          transactions.map((_, place) => BigInt(place + 1)),
        )
      },
    ),
    { numRuns: 500 },
  )
})

test('credit that ends first is spent first, and a refund gives it back with its end', () => {
  const lots = [
    { id: 'soon', granted: 100n, remaining: 100n, expiresAt: '2026-12-01T12:00:00.000Z' },
    { id: 'late', granted: 100n, remaining: 100n, expiresAt: null },
  ]
  const book = createBook([walletOf(1000n, lots)], at)
  const price = priceOf(150n, 0n, 0n)
  capture(book, chargeOf('m', price, 0n), { price, kind: 'capture', at })
  const after = book.wallet(account, 'INR')
  assert.deepEqual([after?.paid, after?.promo, after?.lots.map(({ id }) => id)], [1000n, 50n, ['late']])
  const charge = book.charge('m')
  assert.ok(charge)
  refund(book, charge, at)
  const again = book.wallet(account, 'INR')
  assert.deepEqual([again?.paid, again?.promo], [1000n, 200n])
  assert.deepEqual(
    again?.lots.map(({ remaining, expiresAt }) => [remaining, expiresAt]),
    [
      [50n, null],
      [100n, '2026-12-01T12:00:00.000Z'],
      [50n, null],
    ],
  )
})

test('the reserve is for authentication messages alone', () => {
  const book = createBook([{ ...walletOf(100n), reserve: 60n }], at)
  const charge = chargeOf('m', priceOf(50n, 0n, 0n), 50n)
  assert.equal(book.canHold(charge), false)
  assert.equal(book.canHold({ ...charge, category: 'authentication' }), true)
  assert.equal(book.canHold({ ...charge, held: 40n }), true)
})

test('lines move what one side gives to what the other gets, to the last of it', () => {
  const lines = moveShares(
    [
      { account: 'wallet:promo', amount: 3n },
      { account: 'wallet:paid', amount: 7n },
    ],
    [
      { account: 'passthrough:meta', amount: 5n },
      { account: 'revenue:markup', amount: 0n },
      { account: 'revenue:platform_fee', amount: 5n },
    ],
  )
  assert.deepEqual(
    lines.map(({ debit, credit, amount }) => [debit, credit, amount]),
    [
      ['wallet:promo', 'passthrough:meta', 3n],
      ['wallet:paid', 'passthrough:meta', 2n],
      ['wallet:paid', 'revenue:platform_fee', 5n],
    ],
  )
  assert.equal(effectOnWallet(lines), -10n)
  assert.equal(effectOnWallet([...lines, ...reverse(lines)]), 0n)
  assert.throws(() => moveShares([], [{ account: 'passthrough:meta', amount: 1n }]), /nowhere/)
})

test('a balance that sways around a threshold is told once for each crossing', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -50n, max: 250n }), { maxLength: 200 }), (balances) => {
      const low = { id: 'low', below: '0.0001', rearmAbove: '0.00012' } // 100 and 120 millionths
      let crossed: readonly string[] = []
      let isLow = false
      for (const balance of balances) {
        const found = crossThresholds({ ...walletOf(balance), lastSequence: 1n, thresholds: [low], crossed }, at)
        const told = found.facts.filter(
          ({ type, data }) => type === 'wallet.low_balance' && data.threshold.id === 'low',
        )
        const falls: boolean = !isLow && balance < 100n
        assert.equal(told.length, falls ? 1 : 0)
        if (falls) isLow = true
        else if (balance >= 120n) isLow = false
        crossed = found.crossed
      }
    }),
    { numRuns: 200 },
  )
})
