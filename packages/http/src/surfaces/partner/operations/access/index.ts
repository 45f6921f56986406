import { createChildKey } from './create-child-key.ts'
import { createChildToken } from './create-child-token.ts'
import { listChildKeys } from './list-child-keys.ts'
import { listChildTokens } from './list-child-tokens.ts'
import { revokeChildKey } from './revoke-child-key.ts'
import { revokeChildToken } from './revoke-child-token.ts'
import { rotateChildKey } from './rotate-child-key.ts'

export const access = {
  createChildToken,
  listChildTokens,
  revokeChildToken,
  createChildKey,
  listChildKeys,
  rotateChildKey,
  revokeChildKey,
}
