import { jobKind } from '#platform/jobs/job.ts'
import { formatMoney, type Micros } from '../../pricing/money.ts'

/** A wallet that fills itself when its balance falls below an amount. */
export interface AutoRecharge {
  accountId: string
  currency: string
  enabled: boolean
  below: Micros
  amount: Micros
  /** Of `PaymentMethod`; null: a person is asked to pay. */
  methodId: string | null
  maxPerDay: number
  maxPerMonth: number
  /** Under way: there is never more than one. */
  topUpId: string | null
  /** In a row. */
  declines: number
  /** Why it was switched off by itself. */
  stoppedReason: 'declined' | 'method_removed' | null
  updatedAt: string
}

/** Looks whether a wallet has to be filled, and what became of the last time. The key is the currency. */
export const checkRecharge = jobKind('recharge.check')

/** So often is looked, for as long as it is enabled. */
export const checkEveryMs = 30_000
/** From so many declined charges in a row on it is switched off: a bank takes more of them for fraud. */
const mostDeclines = 2
/** After a decline nothing is tried for so long. */
const cooldownMs = 3600_000

export function afterDecline(recharge: AutoRecharge): AutoRecharge {
  const declines = recharge.declines + 1
  const isOver = declines >= mostDeclines
  return { ...recharge, declines, enabled: !isOver, stoppedReason: isOver ? 'declined' : null }
}

export const isCoolingDown = ({ declines, updatedAt }: AutoRecharge, now: number): boolean =>
  declines > 0 && now - Date.parse(updatedAt) < cooldownMs

export const rechargeFigures = ({
  currency,
  enabled,
  below,
  amount,
  methodId,
  maxPerDay,
  maxPerMonth,
}: AutoRecharge) => ({
  ...{ currency, enabled, below: formatMoney(below), amount: formatMoney(amount), methodId, maxPerDay, maxPerMonth },
})
