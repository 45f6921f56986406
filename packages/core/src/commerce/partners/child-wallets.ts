import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, trustedCaller } from '#tenancy/access/caller.ts'
import { getChild, lockChild } from '#tenancy/partners/change-child.ts'
import type { ChildAccount, WalletMode } from '#tenancy/partners/child-account.ts'
import { updateChild } from '#tenancy/partners/child-store.ts'
import { getPartner } from '#tenancy/partners/create-child.ts'
import { selectMarketingReserve, updateMarketingReserve } from '#tenancy/partners/partner-store.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { formatMoney, type Micros, parseMoney } from '../pricing/money.ts'
import { emptyWallet, type Wallet } from '../wallet/wallet.ts'
import { selectWallets } from '../wallet/wallet-store.ts'
import { listWallets, type NewThreshold, setThresholds, setWalletTerms } from '../wallet/wallets.ts'

type Context = Pick<CoreContext, 'transaction' | 'read' | 'worker'>

/** How an account pays, and what it has. */
export interface ChildWallet {
  child: ChildAccount
  wallets: readonly Wallet[]
}

/** @throws GatewayError `not_found` */
export async function readChildWallet(ctx: Context, caller: Caller, childId: string): Promise<ChildWallet> {
  const child = await getChild(ctx, caller, childId)
  return { child, wallets: await listWallets(ctx, { accountId: childId }) }
}

/**
 * Sets how an account pays from the next message on. `poolLimit` is for a day of the account, in its currency; null: none. An account
 * that pays on credit no longer loses its credit limit.
 * @throws GatewayError `not_found`, `invalid_request`
 */
export async function setWalletMode(
  ctx: Context,
  caller: Caller,
  childId: string,
  { mode, poolLimit }: { mode: WalletMode; poolLimit: string | null },
): Promise<ChildAccount> {
  assertScope(caller, 'partner:money')
  const limit = poolLimit === null ? null : notNegative(poolLimit, 'poolLimitPerDay')
  if (limit !== null && mode !== 'pooled') throw invalid('poolLimitPerDay', 'is for the mode pooled alone')
  return ctx.transaction(
    caller,
    async (tx) => {
      const before = await lockChild(tx, childId)
      const stored = limit === null ? null : String(limit)
      const after = { ...before, walletMode: mode, poolLimit: stored, updatedAt: new Date().toISOString() }
      await updateChild(tx, after)
      if (before.walletMode === 'credit' && mode !== 'credit')
        await setWalletTerms(tx, ownerOf(tx.caller, childId), { currency: before.currency, creditLimit: '0' })
      await tx.audit('child_account.wallet_changed', childId, { before: toRecord(before), after: toRecord(after) })
      tx.notify('partners', childId)
      return after
    },
    [childId],
  )
}

const toRecord = ({ name, walletMode, poolLimit }: ChildAccount) => ({ name, walletMode, poolLimit })

/** What an account of the mode credit may owe; the partner is liable for it. @throws GatewayError `conflict` in other modes */
export async function setChildCreditLimit(
  ctx: Context,
  caller: Caller,
  childId: string,
  terms: { currency: string; creditLimit: string },
): Promise<Wallet> {
  assertScope(caller, 'partner:money')
  return ctx.transaction(
    caller,
    async (tx) => {
      const child = await lockChild(tx, childId)
      if (child.walletMode !== 'credit')
        throw new GatewayError('conflict', `The account pays by the mode ${child.walletMode}, not on credit.`)
      const before = await findWallet(tx, childId, terms.currency)
      const wallet = await setWalletTerms(tx, ownerOf(caller, childId), terms)
      const limitOf = ({ creditLimit }: Wallet) => ({ creditLimit: formatMoney(creditLimit) })
      await tx.audit('wallet.changed', childId, { before: limitOf(before), after: limitOf(wallet) })
      return wallet
    },
    [childId],
  )
}

/** Below which balances the account and its partner learn of it. @throws GatewayError `not_found`, `invalid_request` */
export async function setChildThresholds(
  ctx: Context,
  caller: Caller,
  childId: string,
  given: { currency: string; thresholds: readonly NewThreshold[] },
): Promise<Wallet> {
  assertScope(caller, 'partner:money')
  return ctx.transaction(
    caller,
    async (tx) => {
      await lockChild(tx, childId)
      const { thresholds } = await findWallet(tx, childId, given.currency)
      const wallet = await setThresholds(tx, ownerOf(caller, childId), given)
      await tx.audit('wallet.changed', childId, { before: { thresholds }, after: { thresholds: wallet.thresholds } })
      return wallet
    },
    [childId],
  )
}

async function findWallet(tx: UnitOfWork, accountId: string, currency: string): Promise<Wallet> {
  const wallets = await selectWallets(tx, accountId)
  return wallets.find((wallet) => wallet.currency === currency) ?? emptyWallet(accountId, currency)
}

const ownerOf = ({ actor }: Caller, childId: string): Caller => trustedCaller(childId, actor)

/** What marketing leaves in the partner's wallet when its accounts draw on it. @throws GatewayError `invalid_request` */
export async function setMarketingReserve(ctx: Context, caller: Caller, amount: string): Promise<string> {
  assertScope(caller, 'partner:money')
  const micros = notNegative(amount, 'marketingReserve')
  return ctx.transaction(caller, async (tx) => {
    await getPartner(tx)
    const { accountId } = caller
    const before = formatMoney(BigInt((await selectMarketingReserve(tx, accountId)) ?? '0'))
    await updateMarketingReserve(tx, accountId, String(micros))
    const after = formatMoney(micros)
    const change = { before: { marketingReserve: before }, after: { marketingReserve: after } }
    await tx.audit('partner_wallet.changed', accountId, change)
    return after
  })
}

function notNegative(text: string, field: string): Micros {
  const amount = parseMoney(text)
  if (amount === null || amount < 0n) throw invalid(field, `must be an amount such as "500.00" (given: ${text})`)
  return amount
}

const invalid = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
