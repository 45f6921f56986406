import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { CloseIcon, PlusIcon } from '@dawk/ui/icons.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Json, text } from '#lib/data/json.ts'
import { triggerKindsQuery } from '../api/kinds.ts'
import { useTriggerKindNames } from '../bot-words.ts'
import { triggersOf } from '../document/flow-document.ts'
import { blankOf } from '../document/schema.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { EditorProps } from './flow-editor.tsx'
import { problemBelow } from './problems.ts'

let made = 0

/** What starts the flow by itself; the API starts it whatever stands here. */
export function TriggersPanel({ document, problems, editable, onChange }: EditorProps) {
  const { t } = useLingui()
  const { data: kinds } = useSuspenseQuery(triggerKindsQuery)
  const names = useTriggerKindNames()
  const triggers = triggersOf(document)
  const [ids, setIds] = useState(() => triggers.map(() => ++made))
  const put = (next: readonly Json[]) => onChange({ ...document, triggers: next })
  return (
    <Stack gap="m">
      {triggers.length === 0 && (
        <Text tone="secondary">
          <Trans>Nothing starts it by itself: the API and other flows do.</Trans>
        </Text>
      )}
      {triggers.map((trigger, at) => {
        const kind = kinds.find((one) => one.kind === trigger['kind'])
        const name = names[text(trigger['kind'])] ?? text(trigger['kind'])
        const exact = problems.find(({ field }) => field === `triggers.${at}`)
        return (
          <Box key={ids[at] ?? `given-${at}`} surface="card" padding="m" role="group" aria-label={name}>
            <Stack gap="m">
              <Row justify="between" gap="s">
                <Heading level={3}>{name}</Heading>
                {editable && (
                  <IconButton
                    size="small"
                    label={t`Remove trigger ${at + 1}`}
                    onClick={() => {
                      setIds(ids.toSpliced(at, 1))
                      put(triggers.toSpliced(at, 1))
                    }}
                  >
                    <CloseIcon />
                  </IconButton>
                )}
              </Row>
              {exact && <Notice tone="danger">{exact.message}</Notice>}
              {kind && (
                <SchemaForm
                  schema={kind.schema}
                  value={trigger}
                  disabled={!editable}
                  path={`triggers.${at}`}
                  problemOf={(path) => problemBelow(problems, path)}
                  onChange={(next) => put(triggers.toSpliced(at, 1, next))}
                  without={['kind']}
                />
              )}
            </Stack>
          </Box>
        )
      })}
      {editable && (
        <Row>
          <ActionMenu
            trigger={
              <Button icon={<PlusIcon />}>
                <Trans>Add a trigger</Trans>
              </Button>
            }
            actions={kinds.map(({ kind, schema }) => ({
              label: names[kind] ?? kind,
              onSelect: () => {
                setIds([...ids, ++made])
                put([...triggers, blankOf(schema)])
              },
            }))}
          />
        </Row>
      )}
    </Stack>
  )
}
