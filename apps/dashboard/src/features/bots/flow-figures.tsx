import { Table } from '@dawk/ui/data/table.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type Flow, statsQuery } from './api/flows.ts'
import { useExitNames, useKindNames } from './bot-words.ts'
import { nodesOf } from './document/flow-document.ts'

/** How often each node was left by each way out, of the live version in the last 30 days, and where people wait now. */
export function FlowFigures({ flow }: { flow: Flow }) {
  const { t } = useLingui()
  const names = useKindNames()
  const exits = useExitNames()
  const { data } = useQuery(statsQuery(flow.id))
  if (!data) return <Skeleton rows={5} label={t`Loading`} />
  const nodes = nodesOf(flow.spec)
  const counted = [...data.nodes, ...data.waiting].map(({ node }) => node)
  const ids = [...new Set([...[...nodes.keys()].filter((id) => counted.includes(id)), ...counted])]
  if (ids.length === 0) return <Empty title={t`Nobody has come to this flow yet`} />
  const of = (id: string) => data.nodes.filter(({ node }) => node === id)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  return (
    <Table
      label={t`Nodes`}
      items={ids}
      keyOf={(id) => id}
      columns={[
        { head: t`Node`, cell: (id) => id },
        { head: t`Kind`, cell: (id) => names[nodes.get(id)?.kind ?? ''] ?? '' },
        { head: t`Left`, cell: (id) => sum(of(id).map(({ count }) => count)).toLocaleString() },
        {
          head: t`By way out`,
          cell: (id) =>
            of(id)
              .flatMap(({ exit, count }) => (exit === null ? [] : `${exits[exit] ?? exit} ${count.toLocaleString()}`))
              .join(', '),
        },
        { head: t`Errors`, cell: (id) => sum(of(id).map(({ errors }) => errors)).toLocaleString() },
        {
          head: t`Wait there now`,
          cell: (id) => sum(data.waiting.filter(({ node }) => node === id).map(({ count }) => count)).toLocaleString(),
        },
      ]}
    />
  )
}
