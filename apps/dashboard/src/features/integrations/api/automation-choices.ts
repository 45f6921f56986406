import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** The bots and drips to which an action may lead. */
export const automationChoicesQuery = queryOptions({
  queryKey: ['automation-choices'],
  queryFn: async () => {
    const query = { limit: 100 }
    const [flows, drips] = await Promise.all([
      take(api.GET('/flows', { params: { query } })),
      take(api.GET('/drips', { params: { query } })),
    ])
    const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
    return { flows: flows.data.map(named), drips: drips.data.map(named) }
  },
})

export type AutomationChoices = Awaited<ReturnType<NonNullable<typeof automationChoicesQuery.queryFn>>>
