import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { sendChoicesQuery } from '#lib/templates/send-choices.ts'
import { saveDrip } from './api/change-drip.ts'
import type { Drip } from './api/drips.ts'
import { type DripDraft, emptyDraft, toDraft } from './drip-draft.ts'
import { RulesForm } from './rules-form.tsx'
import { StepList } from './steps/step-list.tsx'
import { TriggerList } from './trigger-list.tsx'

interface DripFormProps {
  /** Null: a new one. */
  drip: Drip | null
  onSaved(drip: Drip): void
}

/** The draft of a drip: who enters, what happens, and the rules for all of it. */
export function DripForm({ drip, onSaved }: DripFormProps) {
  const { t } = useLingui()
  const words = useErrorWords()
  const { data: choices } = useSuspenseQuery(sendChoicesQuery)
  const [draft, setDraft] = useState<DripDraft>(() =>
    drip === null ? emptyDraft(choices.numbers[0]?.id ?? '') : toDraft(drip),
  )
  const save = useAction({
    run: () => saveDrip(drip?.id ?? null, draft),
    done: t`The drip is saved`,
    refresh: [['drips']],
    quiet: true,
    onDone: onSaved,
  })
  const change = (part: Partial<DripDraft>) => setDraft((former) => ({ ...former, ...part }))
  const { error } = save
  const described = words(error)
  return (
    <Stack gap="l">
      <Section title={<Trans>What it is</Trans>}>
        <TextField
          label={t`Name`}
          value={draft.name}
          maxLength={200}
          error={problemAt(error, 'name')}
          onChange={(name) => change({ name })}
          required
        />
        <SelectField
          label={t`Number`}
          value={draft.numberId || null}
          options={choices.numbers.map(({ id, displayPhoneNumber, phoneNumberId }) => ({
            value: id,
            label: displayPhoneNumber ?? phoneNumberId,
          }))}
          error={problemAt(error, 'numberId')}
          onChange={(numberId) => change({ numberId })}
          required
        />
      </Section>
      <Section title={<Trans>Who enters</Trans>}>
        <TriggerList
          triggers={draft.triggers}
          choices={choices}
          error={error}
          onChange={(triggers) => change({ triggers })}
        />
      </Section>
      <Section title={<Trans>Steps</Trans>}>
        <StepList steps={draft.steps} choices={choices} error={error} onChange={(steps) => change({ steps })} />
      </Section>
      <Section title={<Trans>Rules</Trans>}>
        <Box surface="card" padding="m">
          <RulesForm draft={draft} choices={choices} error={error} change={change} />
        </Box>
      </Section>
      {error && (
        <Notice tone="danger">
          {described.message} {described.detail}
        </Notice>
      )}
      <Row justify="end">
        <Button
          tone="primary"
          busy={save.isPending}
          disabled={draft.name.trim() === '' || draft.numberId === ''}
          onClick={() => save.mutate()}
        >
          <Trans>Save the draft</Trans>
        </Button>
      </Row>
    </Stack>
  )
}

const Section = ({ title, children }: { title: ReactNode; children: ReactNode }) => (
  <Stack gap="m" as="section">
    <Heading>{title}</Heading>
    {children}
  </Stack>
)
