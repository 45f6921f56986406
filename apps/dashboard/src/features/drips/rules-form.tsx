import { SelectField, SwitchField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import { problemAt, problemsBelow } from '#lib/client/api-error.ts'
import { ListField } from '#lib/fields/list-field.tsx'
import { NumberField } from '#lib/fields/number-field.tsx'
import { WeekdaysField } from '#lib/fields/weekdays-field.tsx'
import type { SendChoices } from '#lib/templates/send-choices.ts'
import type { DripDraft } from './drip-draft.ts'

export interface DraftFormProps {
  draft: DripDraft
  choices: SendChoices
  error: unknown
  change(part: Partial<DripDraft>): void
}

/** When messages may leave, what ends it for a person, and whether they come again. */
export const RulesForm = (props: DraftFormProps) => (
  <Stack gap="m">
    <Grid align="end">
      <ExitFields {...props} />
      <ReentryFields {...props} />
      <MostMessages {...props} />
    </Grid>
    <HourFields {...props} />
  </Stack>
)

function ExitFields({ draft: { exits }, choices, error, change }: DraftFormProps) {
  const { t } = useLingui()
  const { reply, segmentId, maxAgeDays } = exits
  const put = (part: Partial<Record<keyof typeof exits, unknown>>) =>
    change({
      exits: Object.fromEntries(
        Object.entries({ ...exits, ...part }).filter(([, value]) => value !== undefined),
      ) as typeof exits,
    })
  return (
    <>
      <SelectField
        label={t`When the person answers`}
        hint={t`An opt-out always ends it.`}
        value={reply === 'any' ? 'any' : reply ? 'words' : 'none'}
        options={[
          { value: 'any', label: t`It ends with any answer` },
          { value: 'words', label: t`It ends with some words` },
          { value: 'none', label: t`It goes on` },
        ]}
        onChange={(how) => put({ reply: how === 'any' ? 'any' : how === 'words' ? [] : undefined })}
      />
      {Array.isArray(reply) && (
        <ListField
          label={t`Words that end it`}
          hint={t`One on each line.`}
          lines
          value={reply}
          error={problemsBelow(error, 'exits.reply')}
          onChange={(words) => put({ reply: words })}
        />
      )}
      <SelectField
        label={t`Only while the person is in a segment`}
        value={segmentId ?? ''}
        options={[
          { value: '', label: t`No segment` },
          ...choices.segments.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        error={problemAt(error, 'exits.segmentId')}
        onChange={(id) => put({ segmentId: id === '' ? undefined : id })}
      />
      <NumberField
        label={t`Ends after days`}
        hint={t`Empty: it takes as long as it takes.`}
        value={maxAgeDays ?? null}
        error={problemAt(error, 'exits.maxAgeDays')}
        onChange={(days) => put({ maxAgeDays: days ?? undefined })}
      />
    </>
  )
}

function ReentryFields({ draft: { reentry }, error, change }: DraftFormProps) {
  const { t } = useLingui()
  return (
    <>
      <SelectField
        label={t`Whether a person may come again`}
        value={reentry.rule}
        options={[
          { value: 'never', label: t`Never` },
          { value: 'after_exit', label: t`After they have left` },
          { value: 'after_days', label: t`After some days` },
          { value: 'each_event', label: t`With each event, also twice at once` },
        ]}
        onChange={(rule) => change({ reentry: rule === 'after_days' ? { rule, days: 30 } : { rule } })}
      />
      {reentry.rule === 'after_days' && (
        <NumberField
          label={t`Days until then`}
          value={reentry.days}
          error={problemsBelow(error, 'reentry')}
          onChange={(days) => change({ reentry: { rule: 'after_days', days: days ?? 1 } })}
          required
        />
      )}
    </>
  )
}

type OpenHours = NonNullable<DripDraft['openHours']>

const usual = { from: '09:00', to: '20:00' }

function HourFields({ draft: { openHours }, error, change }: DraftFormProps) {
  const { t } = useLingui()
  const { days, ...rest }: OpenHours = openHours ?? usual
  const put = (part: Partial<OpenHours>) => change({ openHours: { ...usual, ...openHours, ...part } })
  return (
    <>
      <SwitchField
        label={t`Messages leave at certain hours alone`}
        hint={t`Local time of each person.`}
        checked={openHours !== null}
        onChange={(on) => change({ openHours: on ? usual : null })}
      />
      {openHours && (
        <>
          <Row gap="s" wrap>
            <TextField
              label={t`From`}
              type="time"
              value={openHours.from}
              error={problemsBelow(error, 'openHours')}
              onChange={(from) => put({ from })}
            />
            <TextField label={t`Until`} type="time" value={openHours.to} onChange={(to) => put({ to })} />
          </Row>
          <WeekdaysField
            label={t`Days`}
            value={days}
            onChange={(next) => change({ openHours: next === undefined ? rest : { ...rest, days: next } })}
          />
        </>
      )}
    </>
  )
}

function MostMessages({ draft: { maxMessages }, error, change }: DraftFormProps) {
  const { t } = useLingui()
  return (
    <NumberField
      label={t`Messages to a person at most`}
      hint={t`Empty: any number.`}
      value={maxMessages}
      error={problemAt(error, 'maxMessages')}
      onChange={(next) => change({ maxMessages: next })}
    />
  )
}
