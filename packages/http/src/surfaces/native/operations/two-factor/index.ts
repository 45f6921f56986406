import { beginTwoFactor } from './begin-two-factor.ts'
import { confirmTwoFactor } from './confirm-two-factor.ts'
import { disableTwoFactor } from './disable-two-factor.ts'
import { getTwoFactor } from './get-two-factor.ts'
import { renewRecoveryCodes } from './renew-recovery-codes.ts'

export const twoFactor = { getTwoFactor, beginTwoFactor, confirmTwoFactor, disableTwoFactor, renewRecoveryCodes }
