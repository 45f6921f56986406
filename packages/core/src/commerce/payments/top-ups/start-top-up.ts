import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { lastId, newId } from '#platform/ids.ts'
import { assertScope, type Caller, type Reader, systemCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { taxOnPayment } from '../../invoices/top-up-documents.ts'
import { formatMoney, isPayable, minorDigits, parseMoney } from '../../pricing/money.ts'
import { selectWallets } from '../../wallet/wallet-store.ts'
import type { Dispute } from '../disputes/dispute.ts'
import { selectDisputes } from '../disputes/dispute-store.ts'
import { selectMethod, selectMethods } from '../methods/method-store.ts'
import { type PaymentVendor, type PaymentVendors, type VendorName, vendorNames } from '../payment-vendor.ts'
import type { Refund } from '../refunds/refund.ts'
import { selectRefunds } from '../refunds/refund-store.ts'
import { checkTopUps, nextCheckMs, type Payment, type TopUp, topUpFigures, totalOf } from './top-up.ts'
import {
  insertTopUp,
  openTopUp,
  selectIdOwners,
  selectPayments,
  selectTopUp,
  selectTopUps,
  writeProviderIds,
} from './top-up-store.ts'

export interface TopUpContext extends Pick<CoreContext, 'transaction' | 'read' | 'worker' | 'log'> {
  vendors: PaymentVendors
  /** How the outside reaches this host, without a slash at its end. */
  publicUrl(): string
}

export interface NewTopUp {
  amount: string
  currency: string
  provider: VendorName | null
  /** Where the person goes on; null: the wallet's page. */
  returnUrl: string | null
  /** Whether the person lets the provider keep the method, for payments without a person. */
  savesMethod: boolean
}

/** A thousand times what a wallet is usually topped up by: more is somebody's mistake. */
const mostMicros = 10_000_000n * 1_000_000n

/**
 * Records what is to be paid, and has the vendor make a page for it. Nothing is credited before the vendor itself says that
 * the money is there. A crash in between leaves a record that the check completes: the vendor makes one order for one id.
 * @throws GatewayError `not_found` without a vendor, `invalid_request`, `upstream_unavailable`, `upstream_refused`
 */
export async function startTopUp(ctx: TopUpContext, caller: Caller, given: NewTopUp): Promise<TopUp> {
  assertScope(caller, 'wallet:write')
  const { accountId } = caller
  const wallets = await ctx.read(caller, (db) => selectWallets(db, accountId))
  const vendor = chooseVendor(ctx.vendors, given)
  const currencies = wallets.map(({ currency }) => currency)
  const draft = readTopUp(ctx, vendor, { ...given, accountId, currencies })
  const dueAt = new Date(Date.now() + (nextCheckMs(0) ?? 0)).toISOString()
  const topUp = await ctx.transaction(caller, (tx) => recordOrder(tx, draft, dueAt))
  return openAtVendor(ctx, vendor, topUp)
}

/** With the tax on it. Its first check opens it at the vendor, if that was not done by then. */
export async function recordOrder(tx: UnitOfWork, draft: TopUp, dueAt: string | undefined): Promise<TopUp> {
  const taxed = await taxOnPayment(tx, draft)
  const topUp = taxed === null ? draft : { ...draft, tax: taxed.tax, taxTreatment: taxed.treatment }
  await insertTopUp(tx, topUp, tx.caller.actor.id)
  await tx.audit('top_up.created', topUp.id, {
    before: null,
    after: { provider: topUp.provider, origin: topUp.origin, ...topUpFigures(topUp) },
  })
  tx.schedule(checkTopUps, { key: topUp.id, payload: { topUpId: topUp.id }, dueAt })
  return topUp
}

/** The transaction may have been committed and its answer lost: what is there stays. What was saved is charged, else a person pays. */
export async function openAtVendor(
  ctx: Pick<TopUpContext, 'worker' | 'publicUrl'>,
  vendor: PaymentVendor,
  topUp: TopUp,
): Promise<TopUp> {
  const { orderId, paymentUrl } = (await chargeSaved(ctx, vendor, topUp)) ?? (await openForPerson(ctx, vendor, topUp))
  const { accountId, id, provider } = topUp
  const at = new Date().toISOString()
  await ctx.worker.transaction(async (tx) => {
    const isFirst = (await openTopUp(tx, topUp, { orderId, paymentUrl, at })) > 0
    await writeProviderIds(tx, [{ provider, id: orderId, accountId, topUpId: id }])
    if (isFirst && paymentUrl !== null && topUp.origin === 'auto_recharge')
      tx.as(systemCaller(accountId)).emit('wallet.payment_requested', {
        ...{ topUpId: id, provider, paymentUrl },
        ...topUpFigures(topUp),
      })
  })
  return { ...topUp, state: 'requires_payment', orderId, paymentUrl, updatedAt: at }
}

/** Null: there is no saved method, or it is gone, here or there. */
async function chargeSaved(
  { worker }: Pick<TopUpContext, 'worker'>,
  vendor: PaymentVendor,
  topUp: TopUp,
): Promise<{ orderId: string; paymentUrl: null } | null> {
  const { accountId, id: topUpId, currency } = topUp
  const method = topUp.methodId === null ? null : await selectMethod(worker, accountId, topUp.methodId)
  if (method === null || vendor.methods === null) return null
  const { customerId, methodId } = method
  const charge = { accountId, topUpId, total: totalOf(topUp), currency, description: describe(topUp) }
  const charged = await vendor.methods.charge({ ...charge, customerId, methodId }).catch(nullWhenRefused)
  return charged && { ...charged, paymentUrl: null }
}

function nullWhenRefused(error: unknown): null {
  if (error instanceof GatewayError && error.code === 'upstream_refused') return null
  throw error
}

async function openForPerson(
  ctx: Pick<TopUpContext, 'worker' | 'publicUrl'>,
  vendor: PaymentVendor,
  topUp: TopUp,
): Promise<{ orderId: string; paymentUrl: string }> {
  const { accountId, id, currency, provider } = topUp
  const returnUrl = `${ctx.publicUrl()}/payments/${provider}/return/{orderId}`
  const description = describe(topUp)
  const opened = await vendor.openPayment({
    accountId,
    topUpId: id,
    total: totalOf(topUp),
    currency,
    description,
    returnUrl,
    customerId: topUp.savesMethod ? await customerOf(ctx, vendor, accountId) : null,
  })
  const ownPage = `${ctx.publicUrl()}/payments/${provider}/checkout/${opened.orderId}`
  return { orderId: opened.orderId, paymentUrl: opened.paymentUrl ?? ownPage }
}

/** Known from a method that was saved before, or made there. */
export async function customerOf(
  { worker }: Pick<TopUpContext, 'worker'>,
  vendor: PaymentVendor,
  accountId: string,
): Promise<string | null> {
  const method = (await selectMethods(worker, accountId)).find(({ provider }) => provider === vendor.name)
  return method?.customerId ?? (await vendor.methods?.customerOf(accountId)) ?? null
}

export const describe = ({ amount, currency }: Pick<TopUp, 'amount' | 'currency'>): string =>
  `Wallet top-up of ${formatMoney(amount)} ${currency}`

function chooseVendor(vendors: PaymentVendors, { provider, currency }: NewTopUp): PaymentVendor {
  if (vendors.size === 0) throw new GatewayError('not_found', 'No payment provider is set up on this installation.')
  if (provider !== null) {
    const vendor = vendors.get(provider)
    if (!vendor) throw invalid('provider', `must be one of ${[...vendors.keys()].join(', ')} (given: ${provider})`)
    if (!vendor.currencies.includes(currency))
      throw invalid(
        'currency',
        `must be one that ${provider} takes: ${vendor.currencies.join(', ')} (given: ${currency})`,
      )
    return vendor
  }
  const fitting = vendorNames
    .flatMap((name) => vendors.get(name) ?? [])
    .find((one) => one.currencies.includes(currency))
  if (!fitting) throw invalid('currency', `is taken by no payment provider here (given: ${currency})`)
  return fitting
}

function readTopUp(
  ctx: Pick<TopUpContext, 'publicUrl'>,
  vendor: PaymentVendor,
  given: NewTopUp & { accountId: string; currencies: readonly string[] },
): TopUp {
  const { accountId, currency, currencies } = given
  if (currencies.length > 0 && !currencies.includes(currency))
    throw invalid('currency', `must be that of the wallet, ${currencies.join(' or ')} (given: ${currency})`)
  if (given.savesMethod && vendor.methods === null)
    throw invalid('saveMethod', `must be absent with ${vendor.name}, which keeps no method of payment here`)
  const amount = parseMoney(given.amount)
  const least = vendor.minimum(currency)
  if (amount === null || amount < least || amount > mostMicros)
    throw invalid(
      'amount',
      `must lie between ${formatMoney(least)} and ${formatMoney(mostMicros)} (given: ${given.amount})`,
    )
  if (!isPayable(amount, currency))
    throw invalid('amount', `must have at most ${minorDigits(currency)} decimals, as ${currency} has coins`)
  const at = new Date().toISOString()
  return {
    ...{
      accountId,
      id: newId(),
      provider: vendor.name,
      currency,
      amount,
      tax: 0n,
      state: 'creating',
      taxTreatment: null,
    },
    ...{ orderId: null, paymentUrl: null, origin: 'customer', savesMethod: given.savesMethod, methodId: null },
    ...{ createdAt: at, updatedAt: at },
    returnUrl: readReturnUrl(given.returnUrl) ?? `${ctx.publicUrl()}/app/wallet`,
  }
}

function readReturnUrl(text: string | null): string | null {
  if (text === null) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '')
    throw invalid('returnUrl', 'must be an address such as https://example.com/paid')
  return url.href
}

export type TopUpWithPayments = TopUp & {
  payments: readonly Payment[]
  refunds: readonly Refund[]
  disputes: readonly Dispute[]
}

export const listTopUps = (
  ctx: Pick<TopUpContext, 'read'>,
  { accountId }: Reader,
  { before, limit }: { before: string | null; limit: number },
): Promise<TopUp[]> => ctx.read({ accountId }, (db) => selectTopUps(db, accountId, { before: before ?? lastId, limit }))

/** Null: the account has none of this id. */
export const findTopUp = (
  ctx: Pick<TopUpContext, 'read'>,
  { accountId }: Reader,
  id: string,
): Promise<TopUpWithPayments | null> =>
  ctx.read({ accountId }, async (db) => {
    const topUp = await selectTopUp(db, { accountId, id })
    if (topUp === null) return null
    const payments = await selectPayments(db, topUp)
    return { ...topUp, payments, refunds: await selectRefunds(db, topUp), disputes: await selectDisputes(db, topUp) }
  })

/** By the vendor's id of the order; null: it belongs to no top-up here. */
export async function findTopUpOfOrder(
  { worker }: Pick<TopUpContext, 'worker'>,
  provider: VendorName,
  orderId: string,
): Promise<TopUp | null> {
  const [owner] = await selectIdOwners(worker, provider, [orderId])
  return owner ? selectTopUp(worker, { accountId: owner.accountId, id: owner.topUpId }) : null
}

const invalid = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
