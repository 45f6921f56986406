import { api, take } from '#lib/client/client.ts'

interface Credentials {
  phoneNumberId: string
  accessToken: string
  appSecret?: string
}

export const connectNumber = (body: Credentials) => take(api.POST('/numbers', { body }))
