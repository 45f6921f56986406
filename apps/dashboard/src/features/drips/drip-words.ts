import { useLingui } from '@lingui/react/macro'
import type { DripState, PeopleState } from './api/drips.ts'
import type { StepKind, TriggerKind } from './drip-draft.ts'

export function useDripStates(): Record<DripState, string> {
  const { t } = useLingui()
  return { draft: t`Draft`, active: t`Active`, paused: t`Paused`, archived: t`Archived` }
}

export function usePeopleStates(): Record<PeopleState, string> {
  const { t } = useLingui()
  return { active: t`Under way`, completed: t`Completed`, exited: t`Left`, failed: t`Failed` }
}

/** Why somebody's way has ended. */
export function useEndReasons(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    finished: t`The last step was taken`,
    goal: t`A goal was reached`,
    exit_step: t`A step ended it`,
    replied: t`The person answered`,
    opted_out: t`The person opted out`,
    segment_left: t`The person left the segment`,
    max_age: t`It took longer than it may`,
    max_messages: t`The person got as many messages as they may`,
    number_disconnected: t`The number is not connected any more`,
    contact_deleted: t`The contact was deleted`,
    merged: t`The contact was merged with another who is in the drip`,
    send_failed: t`A message failed`,
    canceled: t`Somebody took the person out`,
    too_many_steps: t`The steps lead around in a circle`,
  }
}

export function useTriggerNames(): Record<TriggerKind, string> {
  const { t } = useLingui()
  return {
    tag_added: t`A tag is added`,
    contact_created: t`A contact is new`,
    segment_entered: t`A person enters a segment`,
    consent_given: t`A person opts in`,
    keyword: t`A person writes a word`,
    button: t`A person taps a button`,
    link_clicked: t`A person opens a short link`,
    campaign: t`A message of a campaign`,
    date: t`A date of the contact`,
    api: t`The API, or a person of the team`,
  }
}

export function useStepNames(): Record<StepKind, string> {
  const { t } = useLingui()
  return {
    send_template: t`Send a template`,
    send_message: t`Send a text`,
    wait: t`Wait`,
    branch: t`Branch`,
    split: t`Split`,
    update: t`Change the contact`,
    webhook: t`Tell webhooks`,
    goal: t`Goal`,
    exit: t`Exit`,
  }
}

/** What a step came to. */
function useOutcomes(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    sending: t`being sent`,
    sent: t`sent`,
    delivered: t`delivered`,
    read: t`read`,
    failed: t`failed`,
    waited: t`waited`,
    event: t`it happened`,
    timeout: t`time ran out`,
    reached: t`reached`,
    taken: t`done`,
  }
}

/** `skipped:opted_out` names why nothing was sent. */
export function useOutcomeWords(): (outcome: string) => string {
  const { t } = useLingui()
  const words = useOutcomes()
  return (outcome) => {
    const [kind = '', reason] = outcome.split(':')
    return kind === 'skipped' && reason ? t`left out: ${reason}` : (words[outcome] ?? outcome)
  }
}
