import { useLingui } from '@lingui/react/macro'

const spaced = (name: string): string => {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What a member of a node is called; one that is new to the dashboard by its own name. */
export function useFieldLabel(): (name: string) => string {
  const labels = { ...useTextLabels(), ...useRuleLabels() } as Readonly<Record<string, string>>
  return (name) => labels[name] ?? spaced(name)
}

function useTextLabels() {
  const { t } = useLingui()
  return {
    text: t`Text`,
    header: t`Header`,
    footer: t`Footer`,
    button: t`Button`,
    buttons: t`Buttons`,
    rows: t`Rows`,
    choices: t`Choices`,
    title: t`Title`,
    description: t`Description`,
    label: t`Label`,
    url: t`Address`,
    link: t`Link`,
    media: t`Kind of file`,
    mediaId: t`Stored file`,
    caption: t`Caption`,
    filename: t`File name`,
    quote: t`Quote the message`,
    previewUrl: t`Preview of the link`,
    whenClosed: t`Template while the window is closed`,
    name: t`Name`,
    language: t`Language`,
    components: t`Parts of the template`,
    content: t`Message`,
    answer: t`Kind of answer`,
    saveAs: t`Save as`,
    retryText: t`What is said then`,
    prompt: t`Instructions for the model`,
    note: t`Note`,
    result: t`Result`,
    id: t`Id`,
    words: t`Words`,
    payload: t`Payload`,
    headline: t`Headline`,
    sourceId: t`Ad or post`,
  }
}

function useRuleLabels() {
  const { t } = useLingui()
  return {
    min: t`At least`,
    max: t`At most`,
    pattern: t`Pattern`,
    redact: t`Keep out of traces`,
    retries: t`Retries`,
    timeoutSeconds: t`Time to answer`,
    escape: t`Words that leave the flow count`,
    seconds: t`How long`,
    until: t`Until`,
    time: t`Time`,
    timeZone: t`Time zone`,
    spans: t`Open hours`,
    day: t`Day`,
    from: t`From`,
    to: t`To`,
    if: t`Condition`,
    cases: t`Cases`,
    exit: t`Way out`,
    parts: t`Parts`,
    weight: t`Share`,
    sticky: t`The same way each time`,
    values: t`Values`,
    type: t`Kind`,
    types: t`Kinds`,
    into: t`Save as`,
    left: t`Left side`,
    op: t`Operation`,
    right: t`Right side`,
    key: t`Key`,
    value: t`Value`,
    table: t`Table`,
    length: t`Length`,
    digits: t`Digits`,
    attributes: t`Attributes`,
    tags: t`Tags to add`,
    untag: t`Tags to take off`,
    method: t`Method`,
    headers: t`Headers`,
    body: t`Body`,
    bodyType: t`Kind of body`,
    success: t`Statuses that count as good`,
    map: t`Values of the answer`,
    path: t`Path`,
    mock: t`Answer in the preview`,
    status: t`Status`,
    priority: t`Priority`,
    closeReason: t`Reason to close`,
    assignee: t`Assignee`,
    teamId: t`Team`,
    hours: t`Hours`,
    provider: t`Provider`,
    history: t`Messages that it sees`,
    maxTokens: t`Longest answer in tokens`,
    temperature: t`Temperature`,
    maxMessages: t`Messages at most`,
    classes: t`Classes`,
    means: t`Meaning`,
    fields: t`Values to read`,
    flowId: t`Flow`,
    outcome: t`Outcome`,
    match: t`How it matches`,
    cooldownSeconds: t`Not again within`,
    numberIds: t`Numbers`,
    days: t`Days`,
  }
}

/** What a choice of a member is called. */
export function useValueLabel(): (name: string, value: string) => string {
  const { t } = useLingui()
  const words: Readonly<Record<string, string>> = {
    mon: t`Monday`,
    tue: t`Tuesday`,
    wed: t`Wednesday`,
    thu: t`Thursday`,
    fri: t`Friday`,
    sat: t`Saturday`,
    sun: t`Sunday`,
    delivered: t`Delivered`,
    read: t`Read`,
    completed: t`Completed`,
    failed: t`Failed`,
    open: t`Open`,
    pending: t`Pending`,
    closed: t`Closed`,
    text: t`Text`,
    number: t`Number`,
    yes_no: t`Yes or no`,
    date: t`Date`,
    image: t`Image`,
    video: t`Video`,
    audio: t`Sound`,
    document: t`Document`,
    sticker: t`Sticker`,
    exact: t`The message is the word`,
    prefix: t`The message begins with it`,
    any_word: t`The word is in it`,
    contains: t`It is in the message`,
    near: t`One letter may be off`,
  }
  return (_, value) => words[value] ?? spaced(value)
}

export function useOperatorWords(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    equals: t`is`,
    not_equals: t`is something else than`,
    contains: t`contains`,
    not_contains: t`does not contain`,
    starts_with: t`begins with`,
    ends_with: t`ends with`,
    has_phrase: t`has the phrase`,
    has_any_word: t`has one of the words`,
    has_all_words: t`has all of the words`,
    is_near: t`is nearly`,
    matches: t`matches the pattern`,
    in: t`is one of`,
    not_in: t`is none of`,
    is_empty: t`is empty`,
    is_set: t`is set`,
    is_true: t`is true`,
    is_false: t`is false`,
    greater: t`is more than`,
    at_least: t`is at least`,
    less: t`is less than`,
    at_most: t`is at most`,
    between: t`is between`,
    before: t`is before`,
    after: t`is after`,
    is_number: t`is a number`,
    is_email: t`is an e-mail address`,
    is_phone: t`is a phone number`,
    length_at_least: t`is at least as long as`,
    length_at_most: t`is at most as long as`,
  }
}
