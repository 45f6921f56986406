import { getNumberSignup } from './get-number-signup.ts'
import { revealNumberPin } from './reveal-number-pin.ts'
import { signUpNumber } from './sign-up-number.ts'

export const numberSignups = { signUpNumber, getNumberSignup, revealNumberPin }
