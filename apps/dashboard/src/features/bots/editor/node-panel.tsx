import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Empty, Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type NodeKind, nodeKindsQuery } from '../api/kinds.ts'
import { useExitNames, useKindNames } from '../bot-words.ts'
import { exitsOf, type NodeExit } from '../document/exits.ts'
import {
  connect,
  type Document,
  type DraftNode,
  nodesOf,
  putNode,
  removeNode,
  renameNode,
  startOf,
} from '../document/flow-document.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { EditorProps } from './flow-editor.tsx'
import { problemBelow } from './problems.ts'

/** The form of the node that is chosen, with its ways out. */
export function NodePanel({ document, problems, selected, editable, onSelect, onChange }: EditorProps) {
  const { t } = useLingui()
  const { data: kinds } = useSuspenseQuery(nodeKindsQuery)
  const node = selected === null ? undefined : nodesOf(document).get(selected)
  if (selected === null || !node) return <Empty title={t`Choose a node`} />
  const kind = kinds.data.find((one) => one.kind === node.kind)
  const put = (next: DraftNode) => onChange(putNode(document, selected, next))
  const path = `nodes.${selected}`
  const own = problems.filter(({ field }) => field === path || field === `${path}.kind` || field === `${path}.data`)
  return (
    <Box surface="card" padding="m">
      <Stack gap="m">
        <NodeHead node={node} kind={kind} />
        {own.map(({ message }) => (
          <Notice key={message} tone="danger">
            {message}
          </Notice>
        ))}
        {kind && (
          <SchemaForm
            schema={kind.schema}
            value={node.data}
            disabled={!editable}
            path={`${path}.data`}
            problemOf={(at) => problemBelow(problems, at)}
            onChange={(data) => put({ ...node, data })}
          />
        )}
        <ExitFields
          document={document}
          id={selected}
          exits={exitsOf(node, kind)}
          editable={editable}
          problemOf={(name) => problemBelow(problems, `${path}.exits.${name}`)}
          onConnect={(name, target) => put(connect(node, name, target))}
        />
        {editable && (
          <NodeActions
            document={document}
            id={selected}
            onRename={(to) => {
              onChange(renameNode(document, selected, to))
              onSelect(to)
            }}
            onStart={() => onChange({ ...document, start: selected })}
            onRemove={() => {
              onChange(removeNode(document, selected))
              onSelect(null)
            }}
          />
        )}
      </Stack>
    </Box>
  )
}

function NodeHead({ node, kind }: { node: DraftNode; kind: NodeKind | undefined }) {
  const names = useKindNames()
  return (
    <Stack gap="xs">
      <Heading>{names[node.kind] ?? node.kind}</Heading>
      {kind && (
        <Text size="s" tone="secondary">
          {kind.title}
        </Text>
      )}
    </Stack>
  )
}

interface ExitFieldsProps {
  document: Document
  id: string
  exits: readonly NodeExit[]
  editable: boolean
  problemOf(name: string): string | undefined
  onConnect(name: string, target: string | null | undefined): void
}

/** Ids of nodes have no star. */
const nowhere = '*nowhere'
const end = '*end'

function ExitFields({ document, id, exits, editable, problemOf, onConnect }: ExitFieldsProps) {
  const { t } = useLingui()
  const names = useExitNames()
  if (exits.length === 0) return null
  const ids = [...nodesOf(document).keys()]
  const options = ({ required, target }: NodeExit) => [
    { value: nowhere, label: required ? t`Choose a node` : t`As usual` },
    ...ids.map((one) => ({ value: one, label: one === id ? t`${one} (again)` : one })),
    ...(target && !ids.includes(target) ? [{ value: target, label: target }] : []),
    { value: end, label: t`The end` },
  ]
  return (
    <Stack gap="s" role="group" aria-label={t`Ways out`}>
      <Heading level={3}>
        <Trans>Ways out</Trans>
      </Heading>
      {exits.map((exit) => (
        <SelectField
          key={exit.name}
          label={names[exit.name] ?? exit.name}
          value={exit.target === undefined ? nowhere : (exit.target ?? end)}
          searchable
          disabled={!editable}
          options={options(exit)}
          error={problemOf(exit.name)}
          onChange={(to) => onConnect(exit.name, to === nowhere ? undefined : to === end ? null : to)}
        />
      ))}
    </Stack>
  )
}

interface NodeActionsProps {
  document: Document
  id: string
  onRename(to: string): void
  onStart(): void
  onRemove(): void
}

function NodeActions({ document, id, onRename, onStart, onRemove }: NodeActionsProps) {
  const { t } = useLingui()
  const [name, setName] = useState(id)
  const isTaken = name !== id && nodesOf(document).has(name)
  return (
    <Stack gap="s">
      <TextField
        label={t`Id of the node`}
        value={name}
        maxLength={64}
        {...(isTaken && { error: t`Another node has it.` })}
        onChange={(next) => setName(next.replaceAll(/[^\w-]/g, '-'))}
        onBlur={() => name !== id && name !== '' && !isTaken && onRename(name)}
        code
      />
      <Row gap="s" justify="between" wrap>
        {id !== startOf(document) && (
          <Button size="small" onClick={onStart}>
            <Trans>Start here</Trans>
          </Button>
        )}
        <Button size="small" tone="danger" onClick={onRemove}>
          <Trans>Remove the node</Trans>
        </Button>
      </Row>
    </Stack>
  )
}
