const integerDigits = 18

/**
 * A decimal as a text whose order is that of the numbers, byte by byte, so that one index serves every type. `decimal` has
 * at most 18 digits before the point and no zeros at its ends. Negative numbers have the complement of each digit, and a
 * mark at the end that is greater than any digit: of two of them the longer one is the smaller number.
 */
export function decimalKey(decimal: string): string {
  const isNegative = decimal.startsWith('-')
  const [integer = '', fraction] = (isNegative ? decimal.slice(1) : decimal).split('.')
  const padded = integer.padStart(integerDigits, '0') + (fraction === undefined ? '' : `.${fraction}`)
  return isNegative ? `a${padded.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))}~` : `b${padded}`
}

const decimalPattern = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/

/** Without zeros at its ends; null: it is no decimal number. */
export function normalizeDecimal(text: string): string | null {
  const [, sign, integer, fraction] = decimalPattern.exec(text) ?? []
  if (integer === undefined) return null
  const value = integer + (fraction ? `.${fraction}` : '')
  return value === '0' ? '0' : `${sign}${value}`
}
