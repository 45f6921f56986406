import type { Fact } from '#tenancy/reactions.ts'
import { formatMoney, type Micros, parseMoney } from '../pricing/money.ts'
import { availableOf, type Wallet } from './wallet.ts'

/** Every wallet has it: nothing is left. */
const exhaustedId = 'exhausted'

/** Where a caller names none: a fifth above, so that a balance that sways around it is told once. */
export function defaultRearm(below: string): string {
  const micros = parseMoney(below) ?? 0n
  return formatMoney(micros + (micros < 0n ? -micros : micros) / 5n)
}

interface Crossing {
  crossed: string[]
  facts: WalletFact[]
}

type WalletFact = Fact<'wallet.low_balance'> | Fact<'wallet.exhausted'> | Fact<'wallet.recovered'>

/** Which thresholds the balance is below now, and what happened since: one fact for each that was crossed or armed again. */
export function crossThresholds(wallet: Wallet, at: string): Crossing {
  const available = availableOf(wallet)
  const crossed: string[] = []
  const facts: WalletFact[] = []
  for (const { id, isBelow, isArmed } of limitsOf(wallet, available)) {
    const was = wallet.crossed.includes(id)
    const is = was ? !isArmed : isBelow
    if (is) crossed.push(id)
    if (is !== was) facts.push(toFact({ wallet, id, available, at }, is))
  }
  return { crossed, facts }
}

function limitsOf({ thresholds, creditLimit, paid, promo, lastSequence }: Wallet, available: Micros) {
  const isUsed = lastSequence > 0n || paid + promo + creditLimit !== 0n
  return [
    ...thresholds.map(({ id, below, rearmAbove }) => ({
      id,
      isBelow: available < (parseMoney(below) ?? 0n),
      isArmed: available >= (parseMoney(rearmAbove) ?? 0n),
    })),
    { id: exhaustedId, isBelow: isUsed && available <= 0n, isArmed: available > 0n },
  ]
}

interface Crossed {
  wallet: Wallet
  id: string
  available: Micros
  at: string
}

function toFact(
  { wallet: { accountId, currency, thresholds }, id, available, at }: Crossed,
  isBelow: boolean,
): WalletFact {
  const below = thresholds.find((threshold) => threshold.id === id)?.below ?? '0.00'
  const data = { currency, available: formatMoney(available), threshold: { id, below } }
  if (!isBelow) return { accountId, at, type: 'wallet.recovered', data }
  return { accountId, at, type: id === exhaustedId ? 'wallet.exhausted' : 'wallet.low_balance', data }
}
