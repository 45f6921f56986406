import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, SwitchField, TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Box, Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, type ReactNode, useState } from 'react'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { useMay } from '#lib/session/session.ts'
import { changePolicy, type Policy } from './api/policy.ts'
import { type PolicyDraft, toDraft, toPolicy } from './policy-draft.ts'

export function PolicyForm({ policy }: { policy: Policy }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const mayWrite = useMay()('account:write')
  const [draft, setDraft] = useState(() => toDraft(policy))
  const put = (change: Partial<PolicyDraft>) => setDraft({ ...draft, ...change })
  const save = useAction({
    run: () => changePolicy(toPolicy(draft, policy)),
    done: t`The rules are saved`,
    refresh: [['policy']],
    quiet: true,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const parts = { draft, put, error: save.error }
  return (
    <form onSubmit={submit}>
      <Stack gap="m">
        <Marketing {...parts} />
        <Times {...parts} />
        <Frequency {...parts} />
        <Keywords {...parts} />
        {save.error && <Notice tone="danger">{words(save.error).message}</Notice>}
        {mayWrite && (
          <Row justify="end">
            <Button type="submit" tone="primary" busy={save.isPending}>
              <Trans>Save the rules</Trans>
            </Button>
          </Row>
        )}
      </Stack>
    </form>
  )
}

interface PartProps {
  draft: PolicyDraft
  put(change: Partial<PolicyDraft>): void
  error: unknown
}

const Part = ({ title, children }: { title: ReactNode; children: ReactNode }) => (
  <Box surface="card" padding="m" as="section">
    <Stack gap="m">
      <Heading>{title}</Heading>
      {children}
    </Stack>
  </Box>
)

function Marketing({ draft, put, error }: PartProps) {
  const { t } = useLingui()
  return (
    <Part title={<Trans>Marketing</Trans>}>
      <SelectField
        label={t`Who gets marketing`}
        value={draft.marketingConsent}
        options={[
          { value: 'opt_out', label: t`Everybody who has not said stop` },
          { value: 'opt_in', label: t`Only people who have agreed` },
        ]}
        onChange={(marketingConsent) => put({ marketingConsent })}
      />
      <TextField
        label={t`Countries that get none`}
        hint={t`As codes with commas between: US, CA`}
        value={draft.blockedCountries}
        onChange={(blockedCountries) => put({ blockedCountries })}
        error={problemAt(error, 'blockedCountries.0')}
        code
      />
    </Part>
  )
}

function Times({ draft, put, error }: PartProps) {
  const { t } = useLingui()
  return (
    <Part title={<Trans>Quiet hours</Trans>}>
      <SwitchField
        label={t`Marketing waits during quiet hours`}
        checked={draft.isQuiet}
        onChange={(isQuiet) => put({ isQuiet })}
      />
      <Grid cell="s">
        <TextField
          label={t`Quiet from`}
          value={draft.from}
          onChange={(from) => put({ from })}
          error={problemAt(error, 'quietHours.from')}
          disabled={!draft.isQuiet}
          code
        />
        <TextField
          label={t`Quiet until`}
          value={draft.to}
          onChange={(to) => put({ to })}
          error={problemAt(error, 'quietHours.to')}
          disabled={!draft.isQuiet}
          code
        />
        <TextField
          label={t`Time zone of the account`}
          hint={t`For people whose own zone is not known.`}
          value={draft.timeZone}
          onChange={(timeZone) => put({ timeZone })}
          error={problemAt(error, 'timeZone')}
          code
        />
      </Grid>
    </Part>
  )
}

function Frequency({ draft, put, error }: PartProps) {
  const { t } = useLingui()
  return (
    <Part title={<Trans>How often</Trans>}>
      <Grid cell="s">
        <TextField
          label={t`At most in a day`}
          hint={t`Marketing messages for a person; empty: no limit.`}
          type="number"
          value={draft.perDay}
          onChange={(perDay) => put({ perDay })}
          error={problemAt(error, 'caps.0.max')}
        />
        <TextField
          label={t`At most in a week`}
          type="number"
          value={draft.perWeek}
          onChange={(perWeek) => put({ perWeek })}
        />
        <TextField
          label={t`At most in a month`}
          type="number"
          value={draft.perMonth}
          onChange={(perMonth) => put({ perMonth })}
        />
        <TextField
          label={t`Days without the same message`}
          hint={t`The same template with the same values; empty: it may come again.`}
          type="number"
          value={draft.duplicateDays}
          onChange={(duplicateDays) => put({ duplicateDays })}
          error={problemAt(error, 'duplicateDays')}
        />
      </Grid>
      <SwitchField
        label={t`Wait when WhatsApp holds marketing back`}
        checked={draft.learnFromMeta}
        onChange={(learnFromMeta) => put({ learnFromMeta })}
      />
    </Part>
  )
}

function Keywords({ draft, put, error }: PartProps) {
  const { t } = useLingui()
  return (
    <Part title={<Trans>What people write</Trans>}>
      <TextAreaField
        label={t`Phrases that mean stop`}
        hint={t`One on each line, beside STOP and its like in every language.`}
        value={draft.stop}
        onChange={(stop) => put({ stop })}
        error={problemAt(error, 'keywords.stop.0')}
      />
      <TextAreaField
        label={t`Phrases that mean start again`}
        value={draft.start}
        onChange={(start) => put({ start })}
        error={problemAt(error, 'keywords.start.0')}
      />
      <TextAreaField
        label={t`Phrases that mean yes`}
        hint={t`They count from people who were asked.`}
        value={draft.agree}
        onChange={(agree) => put({ agree })}
        error={problemAt(error, 'keywords.agree.0')}
      />
      <SwitchField
        label={t`A stop holds for the number it was sent to alone`}
        checked={draft.stopsPerNumber}
        onChange={(stopsPerNumber) => put({ stopsPerNumber })}
      />
      <TextAreaField
        label={t`Answer to a stop`}
        hint={t`Sent once in a day at most; empty: no answer.`}
        value={draft.confirmation}
        onChange={(confirmation) => put({ confirmation })}
        error={problemAt(error, 'confirmation')}
      />
    </Part>
  )
}
