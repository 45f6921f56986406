import { useQueryClient } from '@tanstack/react-query'
import { api } from '#lib/client/client.ts'

/** Ends the session, and forgets everything that was read with it. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await api.DELETE('/session').catch(() => {})
    client.clear()
    location.assign('/app/sign-in')
  }
}
