import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { CloseIcon, PlusIcon } from '@dawk/ui/icons.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { sendChoicesQuery } from '#lib/templates/send-choices.ts'
import { ActionFields } from './action-fields.tsx'
import { automationChoicesQuery } from './api/automation-choices.ts'
import { changeSource, learnedQuery, type Source } from './api/sources.ts'
import { type Action, type ActionKind, actionsOf, freshAction, mappingOf } from './source-draft.ts'

/** What follows from events. */
export function ActionsForm({ source }: { source: Source }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const { data: choices } = useSuspenseQuery(sendChoicesQuery)
  const { data: automations } = useSuspenseQuery(automationChoicesQuery)
  const { data: learned } = useSuspenseQuery(learnedQuery(source.id))
  const [actions, setActions] = useState<Action[]>(() => actionsOf(source))
  const save = useAction({
    run: () => changeSource(source.id, { actions }),
    done: t`The actions are saved`,
    refresh: [['event-source', source.id], ['event-sources']],
    quiet: true,
  })
  const kinds: Record<ActionKind, string> = {
    send_template: t`Send a template`,
    start_flow: t`Start a bot`,
    enroll: t`Let the person into a drip`,
    exit_drip: t`Take the person out of a drip`,
  }
  const described = words(save.error)
  const numberId = choices.numbers[0]?.id ?? ''
  return (
    <Stack gap="m">
      {actions.length === 0 && (
        <Text tone="secondary">
          <Trans>Events are stored and keep contacts true. Add an action for what else is to follow.</Trans>
        </Text>
      )}
      {actions.map((action, at) => (
        <Box key={action.id} surface="card" padding="m" role="group" aria-label={kinds[action.kind]}>
          <Stack gap="s">
            <Row justify="between" gap="s">
              <Heading level={3}>{kinds[action.kind]}</Heading>
              <IconButton
                size="small"
                label={t`Remove the action ${at + 1}`}
                onClick={() => setActions(actions.toSpliced(at, 1))}
              >
                <CloseIcon />
              </IconButton>
            </Row>
            <ActionFields
              action={action}
              choices={choices}
              automations={automations}
              places={learned.places.map(({ pointer, examples }) => ({
                value: pointer,
                label: `${pointer}  ·  ${examples[0] ?? ''}`.slice(0, 90),
              }))}
              data={Object.keys(mappingOf(source).data)}
              error={save.error}
              path={`actions.${at}`}
              onChange={(next) => setActions(actions.with(at, next))}
            />
          </Stack>
        </Box>
      ))}
      {save.error && (
        <Notice tone="danger">
          {described.message} {described.detail}
        </Notice>
      )}
      <Row justify="between" gap="s" wrap>
        <ActionMenu
          trigger={
            <Button icon={<PlusIcon />}>
              <Trans>Add an action</Trans>
            </Button>
          }
          actions={(Object.keys(kinds) as ActionKind[]).map((kind) => ({
            label: kinds[kind],
            onSelect: () => setActions([...actions, freshAction(actions, kind, numberId)]),
          }))}
        />
        <Button tone="primary" busy={save.isPending} onClick={() => save.mutate()}>
          <Trans>Save the actions</Trans>
        </Button>
      </Row>
    </Stack>
  )
}
