import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { CloseIcon, PlusIcon } from '@dawk/ui/icons.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { problemAt } from '#lib/client/api-error.ts'
import type { SendChoices } from '#lib/templates/send-choices.ts'
import { freshTrigger, type Trigger, triggerKinds } from './drip-draft.ts'
import { useTriggerNames } from './drip-words.ts'
import { TriggerFields } from './trigger-fields.tsx'

interface TriggerListProps {
  triggers: readonly Trigger[]
  choices: SendChoices
  error: unknown
  onChange(triggers: Trigger[]): void
}

let made = 0
const most = 10

/** What leads people in. */
export function TriggerList({ triggers, choices, error, onChange }: TriggerListProps) {
  const { t } = useLingui()
  const names = useTriggerNames()
  const [ids, setIds] = useState(() => triggers.map(() => ++made))
  const remove = (place: number) => {
    setIds(ids.toSpliced(place, 1))
    onChange(triggers.toSpliced(place, 1))
  }
  return (
    <Stack gap="m">
      {triggers.length === 0 && (
        <Text tone="secondary">
          <Trans>Nothing leads people in by itself: the API and the team do.</Trans>
        </Text>
      )}
      {triggers.map((trigger, place) => {
        const path = `triggers.${place}`
        const problem = problemAt(error, path)
        return (
          <Box key={ids[place]} surface="card" padding="m" role="group" aria-label={names[trigger.on]}>
            <Stack gap="m">
              <Row justify="between" gap="s">
                <Heading level={3}>{names[trigger.on]}</Heading>
                <IconButton size="small" label={t`Remove trigger ${place + 1}`} onClick={() => remove(place)}>
                  <CloseIcon />
                </IconButton>
              </Row>
              <TriggerFields
                trigger={trigger}
                choices={choices}
                error={error}
                path={path}
                onChange={(next) => onChange(triggers.toSpliced(place, 1, next))}
              />
              {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
            </Stack>
          </Box>
        )
      })}
      {triggers.length < most && (
        <Row>
          <ActionMenu
            trigger={
              <Button icon={<PlusIcon />}>
                <Trans>Add a trigger</Trans>
              </Button>
            }
            actions={triggerKinds.map((on) => ({
              label: names[on],
              onSelect: () => {
                setIds([...ids, ++made])
                onChange([...triggers, freshTrigger(on)])
              },
            }))}
          />
        </Row>
      )}
    </Stack>
  )
}
