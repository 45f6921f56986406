import type { NumberConfig } from '../numbers/numbers.ts'

/** A business number to begin with: its ids and secrets are fixed, and mean nothing at Meta. */
export const sampleNumber: NumberConfig = {
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  displayPhoneNumber: '+1 555 000 1111',
  verifiedName: 'Test shop',
  accessToken: 'simulator-token',
  appSecret: 'simulator-app-secret',
  verifyToken: 'simulator-verify-token',
}
