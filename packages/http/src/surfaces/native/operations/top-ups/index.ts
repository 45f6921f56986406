import { getTopUp } from './get-top-up.ts'
import { getTopUpOptions } from './get-top-up-options.ts'
import { listTopUps } from './list-top-ups.ts'
import { proveTopUp } from './prove-top-up.ts'
import { refundTopUp } from './refund-top-up.ts'
import { startTopUp } from './start-top-up.ts'

export const topUps = { startTopUp, listTopUps, getTopUp, proveTopUp, refundTopUp, getTopUpOptions }
