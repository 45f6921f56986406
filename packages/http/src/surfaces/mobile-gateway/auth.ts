import { isApiKey } from '@dawk/core/tenancy/api-keys/api-key.ts'
import type { ReadKey } from '#auth/identify.ts'

/**
 * `Basic` with the API key as user name and an empty password, or with the bare key where base64 should stand, as the
 * seed's `Basic <token>` is often filled in; `Bearer` as in the other dialects.
 */
export const readKey = ((header) => {
  const [, scheme = '', token = ''] = /^(Basic|Bearer) +(\S+) *$/i.exec(header ?? '') ?? []
  if (token === '' || scheme.toLowerCase() === 'bearer' || isApiKey(token)) return token || null
  const [user = '', ...password] = Buffer.from(token, 'base64').toString('utf8').split(':')
  return password.join(':') === '' && user !== '' ? user : null
}) satisfies ReadKey
