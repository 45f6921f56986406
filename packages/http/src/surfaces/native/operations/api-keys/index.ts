import { createApiKey } from './create-api-key.ts'
import { getApiKey } from './get-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { rotateApiKey } from './rotate-api-key.ts'
import { updateApiKey } from './update-api-key.ts'

/** A key manages only what it could do itself. */
export const apiKeys = { createApiKey, listApiKeys, getApiKey, updateApiKey, rotateApiKey, revokeApiKey }
