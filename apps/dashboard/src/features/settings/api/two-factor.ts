import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

export const twoFactorQuery = queryOptions({
  queryKey: ['two-factor'],
  queryFn: () => take(api.GET('/two-factor')),
})

/** The secret for the authenticator; nothing is on before it is confirmed. */
export const beginTwoFactor = (password: string) => take(api.POST('/two-factor', { body: { password } }))

/** The recovery codes, once. */
export const confirmTwoFactor = (code: string) => take(api.POST('/two-factor/confirm', { body: { code } }))

export const disableTwoFactor = (body: { password: string; code: string }) =>
  take(api.POST('/two-factor/disable', { body }))

export const changePassword = (body: { currentPassword: string; newPassword: string }) =>
  take(api.POST('/password', { body }))
