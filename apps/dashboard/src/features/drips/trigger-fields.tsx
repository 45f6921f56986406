import { SelectField, SwitchField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { problemAt, problemsBelow } from '#lib/client/api-error.ts'
import { ListField } from '#lib/fields/list-field.tsx'
import { NumberField } from '#lib/fields/number-field.tsx'
import type { SendChoices } from '#lib/templates/send-choices.ts'
import { campaignChoicesQuery } from './api/campaign-choices.ts'
import type { Trigger, TriggerOf } from './drip-draft.ts'

interface TriggerFieldsProps<One extends Trigger = Trigger> {
  trigger: One
  choices: SendChoices
  error: unknown
  path: string
  onChange(trigger: One): void
}

export function TriggerFields({ trigger, ...props }: TriggerFieldsProps) {
  switch (trigger.on) {
    case 'tag_added':
      return <TagFields trigger={trigger} {...props} />
    case 'segment_entered':
      return <SegmentFields trigger={trigger} {...props} />
    case 'consent_given':
    case 'link_clicked':
      return <OptionalName trigger={trigger} {...props} />
    case 'keyword':
      return <KeywordFields trigger={trigger} {...props} />
    case 'button':
      return <ButtonFields trigger={trigger} {...props} />
    case 'campaign':
      return <CampaignFields trigger={trigger} {...props} />
    case 'date':
      return <DateFields trigger={trigger} {...props} />
    default:
      return null
  }
}

function TagFields({ trigger, error, path, onChange }: TriggerFieldsProps<TriggerOf<'tag_added'>>) {
  const { t } = useLingui()
  return (
    <TextField
      label={t`Tag`}
      value={trigger.tag}
      maxLength={64}
      error={problemAt(error, `${path}.tag`)}
      onChange={(tag) => onChange({ ...trigger, tag })}
      required
    />
  )
}

function SegmentFields({ trigger, choices, error, path, onChange }: TriggerFieldsProps<TriggerOf<'segment_entered'>>) {
  const { t } = useLingui()
  const chosen = choices.segments.find(({ id }) => id === trigger.segmentId)
  return (
    <>
      <SelectField
        label={t`Segment`}
        value={trigger.segmentId || null}
        placeholder={t`Choose a segment`}
        options={choices.segments.map(({ id, name }) => ({ value: id, label: name }))}
        error={problemAt(error, `${path}.segmentId`)}
        onChange={(segmentId) => onChange({ ...trigger, segmentId })}
        required
      />
      {chosen && !chosen.followed && (
        <Text size="s" tone="warning">
          <Trans>
            This segment does not tell who enters. Switch that on in the segment, or nobody enters the drip.
          </Trans>
        </Text>
      )}
    </>
  )
}

/** Without it, everything of the kind counts. */
function OptionalName({ trigger, ...props }: TriggerFieldsProps<TriggerOf<'consent_given' | 'link_clicked'>>) {
  const { t } = useLingui()
  const { error, path, onChange } = props
  if (trigger.on === 'consent_given') {
    const { purpose = '', ...rest } = trigger
    return (
      <TextField
        label={t`Purpose`}
        hint={t`Such as marketing. Empty: any.`}
        value={purpose}
        maxLength={80}
        error={problemAt(error, `${path}.purpose`)}
        onChange={(next) => onChange(next === '' ? rest : { ...rest, purpose: next })}
      />
    )
  }
  const { name = '', ...rest } = trigger
  return (
    <>
      <TextField
        label={t`Name of the link`}
        hint={t`Empty: any.`}
        value={name}
        maxLength={40}
        error={problemAt(error, `${path}.name`)}
        onChange={(next) => onChange(next === '' ? rest : { ...rest, name: next })}
      />
      <CampaignField
        value={trigger.campaignId ?? ''}
        anyLabel={t`Any campaign`}
        error={problemAt(error, `${path}.campaignId`)}
        onChange={(campaignId) => {
          const { campaignId: _, ...others } = trigger
          onChange(campaignId === '' ? others : { ...others, campaignId })
        }}
      />
    </>
  )
}

function KeywordFields({ trigger, error, path, onChange }: TriggerFieldsProps<TriggerOf<'keyword'>>) {
  const { t } = useLingui()
  return (
    <ListField
      label={t`Words`}
      hint={t`One on each line. A message is one of them as a whole.`}
      lines
      value={trigger.words}
      error={problemsBelow(error, `${path}.words`)}
      onChange={(words) => onChange({ ...trigger, words })}
    />
  )
}

function ButtonFields({ trigger, error, path, onChange }: TriggerFieldsProps<TriggerOf<'button'>>) {
  const { t } = useLingui()
  return (
    <TextField
      label={t`Payload of the button`}
      value={trigger.payload}
      maxLength={256}
      error={problemAt(error, `${path}.payload`)}
      onChange={(payload) => onChange({ ...trigger, payload })}
      required
    />
  )
}

function CampaignFields({ trigger, error, path, onChange }: TriggerFieldsProps<TriggerOf<'campaign'>>) {
  const { t } = useLingui()
  return (
    <>
      <CampaignField
        value={trigger.campaignId}
        error={problemAt(error, `${path}.campaignId`)}
        onChange={(campaignId) => onChange({ ...trigger, campaignId })}
      />
      <SelectField
        label={t`What became of it`}
        value={trigger.outcome}
        options={[
          { value: 'delivered', label: t`It was delivered` },
          { value: 'read', label: t`It was read` },
          { value: 'failed', label: t`It failed` },
        ]}
        onChange={(outcome) => onChange({ ...trigger, outcome })}
      />
    </>
  )
}

interface CampaignFieldProps {
  value: string
  /** Absent: one has to be chosen. */
  anyLabel?: string
  error: string | undefined
  onChange(value: string): void
}

function CampaignField({ value, anyLabel, error, onChange }: CampaignFieldProps) {
  const { t } = useLingui()
  const { data: campaigns = [] } = useQuery(campaignChoicesQuery)
  return (
    <SelectField
      label={t`Campaign`}
      value={value === '' && anyLabel === undefined ? null : value}
      placeholder={t`Choose a campaign`}
      options={[
        ...(anyLabel === undefined ? [] : [{ value: '', label: anyLabel }]),
        ...campaigns.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      error={error}
      onChange={onChange}
    />
  )
}

function DateFields({ trigger, choices, error, path, onChange }: TriggerFieldsProps<TriggerOf<'date'>>) {
  const { t } = useLingui()
  const dates = choices.attributes.filter(({ type }) => type === 'date' || type === 'datetime')
  return (
    <>
      <SelectField
        label={t`Attribute`}
        value={trigger.attribute || null}
        placeholder={t`Choose an attribute`}
        options={dates.map(({ key, label }) => ({ value: key, label }))}
        error={problemAt(error, `${path}.attribute`)}
        onChange={(attribute) => onChange({ ...trigger, attribute })}
        required
      />
      <NumberField
        label={t`Days after it`}
        hint={t`Less than zero: before it.`}
        value={trigger.offsetDays}
        error={problemAt(error, `${path}.offsetDays`)}
        onChange={(offsetDays) => onChange({ ...trigger, offsetDays: offsetDays ?? 0 })}
      />
      <TextField
        label={t`Local time of the account`}
        type="time"
        value={trigger.at}
        error={problemAt(error, `${path}.at`)}
        onChange={(at) => onChange({ ...trigger, at })}
      />
      <SwitchField
        label={t`Every year`}
        checked={trigger.yearly}
        onChange={(yearly) => onChange({ ...trigger, yearly })}
      />
    </>
  )
}
