import { clearNumberCallback } from './clear-number-callback.ts'
import { connectNumber } from './connect-number.ts'
import { disconnectNumber } from './disconnect-number.ts'
import { getNumber } from './get-number.ts'
import { getNumberCallback } from './get-number-callback.ts'
import { listNumbers } from './list-numbers.ts'
import { setNumberCallback } from './set-number-callback.ts'
import { verifyNumber } from './verify-number.ts'

export const numbers = {
  listNumbers,
  getNumber,
  verifyNumber,
  connectNumber,
  disconnectNumber,
  getNumberCallback,
  setNumberCallback,
  clearNumberCallback,
}
