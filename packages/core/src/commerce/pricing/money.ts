/** An amount in millionths of the currency's unit: 1.50 INR is 1500000n. Signed; prices of messages have up to six decimals. */
export type Micros = bigint

const microsPerUnit = 1_000_000n

/** The largest amount that is taken from a caller: a thousand million million units are somebody's mistake. */
const maxMicros = 10n ** 18n

const moneyPattern = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/

/** A decimal string such as `12.5` as micros; null: it is none, has more than six decimals, or is absurdly large. */
export function parseMoney(text: string): Micros | null {
  const match = moneyPattern.exec(text)
  if (!match) return null
  const [, sign, whole = '', fraction = ''] = match
  const micros = BigInt(whole) * microsPerUnit + BigInt(fraction.padEnd(6, '0'))
  if (micros > maxMicros) return null
  return sign === '-' ? -micros : micros
}

/** Two decimals at least, six at most: `12.50`, `0.0118`. */
export function formatMoney(micros: Micros): string {
  const absolute = micros < 0n ? -micros : micros
  const fraction = (absolute % microsPerUnit)
    .toString()
    .padStart(6, '0')
    .replace(/0{1,4}$/, '')
  return `${micros < 0n ? '-' : ''}${absolute / microsPerUnit}.${fraction}`
}

/** How many decimals the currency's smallest coin has, as ISO 4217 says: INR 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** An ISO 4217 code that this runtime knows. */
export const isCurrency = (code: string): boolean => currencies.has(code)

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** Whether the amount can be paid in coins: no fraction of the smallest one. */
export const isPayable = (micros: Micros, currency: string): boolean =>
  micros % 10n ** BigInt(6 - minorDigits(currency)) === 0n

export type RoundingMode = 'half_up' | 'half_even'

/** `numerator / denominator` as an integer. Halves go away from zero, or to the even neighbour. `denominator` is positive. */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode = 'half_up'): bigint {
  const negative = numerator < 0n
  const absolute = negative ? -numerator : numerator
  const quotient = absolute / denominator
  const twice = (absolute % denominator) * 2n
  const up = twice > denominator || (twice === denominator && (mode === 'half_up' || quotient % 2n === 1n))
  const rounded = up ? quotient + 1n : quotient
  return negative ? -rounded : rounded
}

/** In the smallest coins, as payment providers count. @throws RangeError for a fraction of a coin */
export function toMinorUnits(micros: Micros, currency: string): number {
  if (!isPayable(micros, currency)) throw new RangeError(`${formatMoney(micros)} ${currency} is no number of coins`)
  return Number(micros / 10n ** BigInt(6 - minorDigits(currency)))
}

export const fromMinorUnits = (coins: number, currency: string): Micros =>
  BigInt(coins) * 10n ** BigInt(6 - minorDigits(currency))
