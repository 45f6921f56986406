import { useLingui } from '@lingui/react/macro'

/** Short names of the kinds of nodes; a kind that is new to the dashboard has that of the API. */
export function useKindNames(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    send_text: t`Text`,
    send_media: t`File`,
    send_buttons: t`Text with buttons`,
    send_list: t`Text with a list`,
    send_link: t`Text with a link`,
    send_template: t`Template`,
    send_message: t`Any message`,
    ask: t`Question`,
    choice: t`Choice`,
    wait: t`Wait`,
    wait_reply: t`Wait for an answer`,
    wait_event: t`Wait for an event`,
    wait_status: t`Wait for delivery`,
    wait_hours: t`Wait for open hours`,
    condition: t`Condition`,
    switch: t`Cases`,
    split: t`Split`,
    hours: t`Open hours`,
    set: t`Set values`,
    calculate: t`Calculate`,
    lookup: t`Look up`,
    code: t`Random code`,
    contact: t`Change the contact`,
    http: t`Call an address`,
    signal: t`Tell webhooks`,
    conversation: t`Change the conversation`,
    note: t`Note for the team`,
    handover: t`Hand over to people`,
    ai_reply: t`Answer of a model`,
    ai_classify: t`Model chooses the way`,
    ai_extract: t`Model reads values`,
    run_flow: t`Run another flow`,
    end: t`End`,
  }
}

export function useGroupNames(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    send: t`Send`,
    ask: t`Ask`,
    wait: t`Wait`,
    branch: t`Branch`,
    data: t`Values`,
    outside: t`Outside`,
    people: t`People`,
    ai: t`Models`,
    flow: t`Flow`,
  }
}

export function useTriggerKindNames(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    keyword: t`A person writes a word`,
    payload: t`A person taps a button`,
    referral: t`A person comes from an ad`,
    message_type: t`A kind of message comes`,
    first_message: t`A person writes for the first time`,
    first_since: t`A person writes again after days`,
    outside_hours: t`A person writes while it is closed`,
    any_message: t`A person writes anything`,
    event: t`Something happens to the contact`,
  }
}

/** Ways out that many kinds have; others are named by the flow itself. */
export function useExitNames(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    ok: t`then`,
    failed: t`failed`,
    window_closed: t`window closed`,
    invalid: t`no fitting answer`,
    timeout: t`time ran out`,
    escape: t`left by a word`,
    true: t`yes`,
    false: t`no`,
    default: t`none of them`,
    none: t`none of them`,
    open: t`open`,
    closed: t`closed`,
    error: t`error`,
    missing: t`not found`,
    http_error: t`bad status`,
    bad_body: t`answer is not JSON`,
    blocked: t`address not allowed`,
    handover: t`to a person`,
    limit: t`limit reached`,
  }
}

export function useSessionStates(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    waiting: t`Waiting`,
    completed: t`Completed`,
    failed: t`Failed`,
    expired: t`Expired`,
    stopped: t`Stopped`,
    handed_over: t`Handed over`,
  }
}
