import { Table } from '@dawk/ui/data/table.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { nodeKindsQuery } from '../api/kinds.ts'
import { useExitNames, useKindNames } from '../bot-words.ts'
import { exitsOf, type NodeExit, summaryOf } from '../document/exits.ts'
import { nodesOf, startOf } from '../document/flow-document.ts'
import type { EditorProps } from './flow-editor.tsx'
import { problemsOf } from './problems.ts'

/** The same flow as a list: all of it can be read and edited by keyboard. */
export function NodeList({ document, problems, selected, onSelect }: EditorProps) {
  const { t } = useLingui()
  const { data: kinds } = useSuspenseQuery(nodeKindsQuery)
  const names = useKindNames()
  const exitNames = useExitNames()
  const nodes = [...nodesOf(document)]
  const said = ({ name, target }: NodeExit) =>
    `${exitNames[name] ?? name} → ${target === undefined ? '…' : (target ?? t`the end`)}`
  if (nodes.length === 0) return <Empty title={t`There are no nodes yet`} />
  return (
    <Table
      label={t`Nodes`}
      items={nodes}
      keyOf={([id]) => id}
      onOpen={([id]) => onSelect(id)}
      columns={[
        {
          head: t`Node`,
          cell: ([id]) => (
            <Text as="span" strong={id === selected}>
              {id}
            </Text>
          ),
        },
        { head: t`Kind`, cell: ([, node]) => names[node.kind] ?? node.kind },
        { head: t`What it says`, cell: ([, node]) => summaryOf(node) },
        {
          head: t`Goes on with`,
          cell: ([, node]) =>
            exitsOf(
              node,
              kinds.data.find(({ kind }) => kind === node.kind),
            )
              .filter(({ target, required }) => target !== undefined || required)
              .map(said)
              .join(', '),
        },
        {
          head: '',
          end: true,
          cell: ([id]) => {
            const count = problemsOf(problems, id).length
            if (count > 0) return <Badge tone="danger">{t`Problems: ${count}`}</Badge>
            return id === startOf(document) ? (
              <Badge tone="success">
                <Trans>Start</Trans>
              </Badge>
            ) : null
          },
        },
      ]}
    />
  )
}
