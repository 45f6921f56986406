import { type Micros, minorDigits } from '../../pricing/money.ts'

const small =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`.split(
    ' ',
  )
const tens = ['', ...'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')]

/** Names of powers, the greatest first: India counts in lakhs and crores. */
const scales = {
  indian: [
    [10_000_000n, 'crore'],
    [100_000n, 'lakh'],
    [1000n, 'thousand'],
    [100n, 'hundred'],
  ],
  western: [
    [1_000_000_000_000n, 'trillion'],
    [1_000_000_000n, 'billion'],
    [1_000_000n, 'million'],
    [1000n, 'thousand'],
    [100n, 'hundred'],
  ],
} as const

const units: Readonly<Record<string, readonly [whole: string, part: string]>> = {
  INR: ['rupees', 'paise'],
  USD: ['US dollars', 'cents'],
  EUR: ['euros', 'cents'],
  GBP: ['pounds', 'pence'],
}

/** `Rupees one lakh eighteen thousand and fifty paise only`. */
export function amountInWords(amount: Micros, currency: string): string {
  const system = currency === 'INR' ? 'indian' : 'western'
  const [whole, part] = units[currency] ?? [currency, 'hundredths']
  const absolute = amount < 0n ? -amount : amount
  const coins = (absolute % 1_000_000n) / 10n ** BigInt(6 - minorDigits(currency))
  const words = `${amount < 0n ? 'minus ' : ''}${whole} ${wordsOf(absolute / 1_000_000n, system)}`
  const rest = coins === 0n ? '' : ` and ${wordsOf(coins, system)} ${part}`
  return `${words[0]?.toUpperCase()}${words.slice(1)}${rest} only`
}

function wordsOf(value: bigint, system: keyof typeof scales): string {
  if (value < 20n) return small[Number(value)] ?? ''
  if (value < 100n) {
    const [ten, one] = [Number(value / 10n), Number(value % 10n)]
    return `${tens[ten - 1] ?? ''}${one === 0 ? '' : `-${small[one]}`}`
  }
  const [size, name] = scales[system].find(([power]) => value >= power) ?? [100n, 'hundred']
  const rest = value % size
  return `${wordsOf(value / size, system)} ${name}${rest === 0n ? '' : ` ${wordsOf(rest, system)}`}`
}
