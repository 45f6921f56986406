import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** It changes with a new version of the gateway alone. */
const staleTime = Number.POSITIVE_INFINITY

/** What nodes there are, with the schemas from which their forms are drawn. */
export const nodeKindsQuery = queryOptions({
  queryKey: ['flow-nodes'],
  staleTime,
  queryFn: () => take(api.GET('/flow-nodes')),
})

export const triggerKindsQuery = queryOptions({
  queryKey: ['flow-triggers'],
  staleTime,
  queryFn: async () => (await take(api.GET('/flow-triggers'))).data,
})

type NodeKinds = Awaited<ReturnType<NonNullable<typeof nodeKindsQuery.queryFn>>>
export type NodeKind = NodeKinds['data'][number]
