"""Written by scripts/sdk/write-sdks.ts from docs/openapi/native.json. Change the API, not this file."""

from __future__ import annotations

from typing import Any, Dict, FrozenSet, List, Literal, NotRequired, Optional, TypeAlias, TypedDict, Union

from .._files import FileInput

class AcceptedMessage(TypedDict):
    id: str
    status: str
    scheduledAt: Optional[str]


class AccountErasure(TypedDict):
    id: str
    state: str
    requestedAt: str
    dueAt: str


class AddressRequestMessageBody(TypedDict):
    text: str


class AddressRequestMessageFooter(TypedDict):
    text: str


class AddressRequestMessageActionParametersValues(TypedDict):
    name: NotRequired[str]
    phoneNumber: NotRequired[str]
    inPinCode: NotRequired[str]
    sgPostCode: NotRequired[str]
    houseNumber: NotRequired[str]
    floorNumber: NotRequired[str]
    towerNumber: NotRequired[str]
    unitNumber: NotRequired[str]
    buildingName: NotRequired[str]
    address: NotRequired[str]
    landmarkArea: NotRequired[str]
    city: NotRequired[str]
    state: NotRequired[str]


class AddressRequestMessageActionParametersSavedAddressesItemValue(TypedDict):
    name: NotRequired[str]
    phoneNumber: NotRequired[str]
    inPinCode: NotRequired[str]
    sgPostCode: NotRequired[str]
    houseNumber: NotRequired[str]
    floorNumber: NotRequired[str]
    towerNumber: NotRequired[str]
    unitNumber: NotRequired[str]
    buildingName: NotRequired[str]
    address: NotRequired[str]
    landmarkArea: NotRequired[str]
    city: NotRequired[str]
    state: NotRequired[str]


class AddressRequestMessageActionParametersSavedAddressesItem(TypedDict):
    id: str
    value: "AddressRequestMessageActionParametersSavedAddressesItemValue"


class AddressRequestMessageActionParametersValidationErrors(TypedDict):
    """What is wrong with a value, under its name."""
    name: NotRequired[str]
    phoneNumber: NotRequired[str]
    inPinCode: NotRequired[str]
    sgPostCode: NotRequired[str]
    houseNumber: NotRequired[str]
    floorNumber: NotRequired[str]
    towerNumber: NotRequired[str]
    unitNumber: NotRequired[str]
    buildingName: NotRequired[str]
    address: NotRequired[str]
    landmarkArea: NotRequired[str]
    city: NotRequired[str]
    state: NotRequired[str]


class AddressRequestMessageActionParameters(TypedDict):
    country: str
    values: NotRequired["AddressRequestMessageActionParametersValues"]
    savedAddresses: NotRequired[List["AddressRequestMessageActionParametersSavedAddressesItem"]]
    validationErrors: NotRequired["AddressRequestMessageActionParametersValidationErrors"]


class AddressRequestMessageAction(TypedDict):
    name: str
    parameters: "AddressRequestMessageActionParameters"


class AddressRequestMessage(TypedDict):
    type: str
    header: NotRequired["InteractiveHeader"]
    body: "AddressRequestMessageBody"
    footer: NotRequired["AddressRequestMessageFooter"]
    action: "AddressRequestMessageAction"


class AttributeOptionsItem(TypedDict):
    key: str
    label: str


class Attribute(TypedDict):
    id: str
    key: str
    label: str
    type: str
    options: List["AttributeOptionsItem"]
    unique: bool
    indexed: bool
    pii: bool
    sensitive: bool
    archivedAt: Optional[str]
    createdAt: str
    updatedAt: str


class AudioContent(TypedDict):
    id: NotRequired[str]
    link: NotRequired[str]
    voice: NotRequired[bool]


class BatchResultsItemErrorErrorsItem(TypedDict):
    path: str
    pointer: str
    detail: str


class BatchResultsItemError(TypedDict):
    code: str
    detail: str
    errors: List["BatchResultsItemErrorErrorsItem"]


class BatchResultsItem(TypedDict):
    index: int
    id: Optional[str]
    error: Optional["BatchResultsItemError"]


class Batch(TypedDict):
    batchId: str
    accepted: int
    refused: int
    results: List["BatchResultsItem"]


class BillingProfile(TypedDict):
    name: str
    address: str
    country: str
    state: Optional[str]
    gstin: Optional[str]
    vatId: Optional[str]
    email: Optional[str]


class BulkChange(TypedDict):
    id: str
    state: str
    changed: int
    failed: int
    lastError: Optional[str]
    createdAt: str
    finishedAt: Optional[str]


class CallButtonMessageBody(TypedDict):
    text: str


class CallButtonMessageFooter(TypedDict):
    text: str


class CallButtonMessageActionParameters(TypedDict):
    displayText: NotRequired[str]
    ttlMinutes: NotRequired[int]
    payload: NotRequired[str]


class CallButtonMessageAction(TypedDict):
    name: str
    parameters: NotRequired["CallButtonMessageActionParameters"]


class CallButtonMessage(TypedDict):
    type: str
    header: NotRequired["InteractiveHeader"]
    body: "CallButtonMessageBody"
    footer: NotRequired["CallButtonMessageFooter"]
    action: "CallButtonMessageAction"


class CallPermissionMessageBody(TypedDict):
    text: str


class CallPermissionMessageFooter(TypedDict):
    text: str


class CallPermissionMessageAction(TypedDict):
    name: str


class CallPermissionMessage(TypedDict):
    type: str
    body: "CallPermissionMessageBody"
    footer: NotRequired["CallPermissionMessageFooter"]
    action: "CallPermissionMessageAction"


class CampaignTemplate(TypedDict):
    """must name a template of the business account of the number"""
    name: str
    language: str


class CampaignAudience(TypedDict):
    """Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it."""
    segmentIds: NotRequired[List[str]]
    filter: NotRequired[Dict[str, Any]]
    contactIds: NotRequired[List[str]]
    excludeSegmentIds: NotRequired[List[str]]


class CampaignVariantsItemTemplate(TypedDict):
    """must name a template of the business account of the number"""
    name: str
    language: str


class CampaignVariantsItem(TypedDict):
    weight: int
    template: NotRequired["CampaignVariantsItemTemplate"]
    bindings: NotRequired[Dict[str, Any]]


class CampaignSchedule(TypedDict):
    at: str
    timezone: NotRequired[str]
    fallbackTimezone: NotRequired[str]
    ifPassed: NotRequired[str]


class CampaignRamp(TypedDict):
    """must be percents of the people after which it waits so many minutes, such as [1, 5, 20]"""
    percents: List[float]
    everyMinutes: int


CampaignQuietHours = TypedDict(
    "CampaignQuietHours",
    {
        "from": str,
        "to": str,
    },
)


class CampaignLatePolicy(TypedDict):
    """must say what a start leads to that was missed by more"""
    maxDelayMinutes: int
    action: str


class CampaignBreaker(TypedDict):
    """must be the share of the last so many outcomes that may fail with one code before it pauses"""
    failPercent: int
    window: int


class Campaign(TypedDict):
    id: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    waitsFor: Optional[str]
    waitsUntil: Optional[str]
    parentId: Optional[str]
    planned: int
    duplicates: int
    counts: Dict[str, int]
    numberId: str
    template: "CampaignTemplate"
    bindings: Dict[str, Any]
    audience: "CampaignAudience"
    variants: List["CampaignVariantsItem"]
    weight: int
    holdoutPercent: int
    schedule: Optional["CampaignSchedule"]
    maxPerMinute: Optional[int]
    ramp: Optional["CampaignRamp"]
    reservePercent: int
    quietHours: Optional["CampaignQuietHours"]
    endsAt: Optional[str]
    latePolicy: "CampaignLatePolicy"
    breaker: "CampaignBreaker"
    attributionHours: int
    version: int
    createdAt: str
    updatedAt: str
    launchedAt: Optional[str]
    startsAt: Optional[str]
    startedAt: Optional[str]
    endedAt: Optional[str]


class CampaignMetricsRates(TypedDict):
    """Of the people to whom was delivered, but for `delivery`; null: of nobody."""
    delivery: Optional[float]
    read: Optional[float]
    reply: Optional[float]
    click: Optional[float]
    optOut: Optional[float]


class CampaignMetricsLinksItem(TypedDict):
    name: str
    people: int
    clicked: int
    clicks: int
    robotClicks: int


class CampaignMetricsVariantsItemRates(TypedDict):
    """Of the people to whom was delivered, but for `delivery`; null: of nobody."""
    delivery: Optional[float]
    read: Optional[float]
    reply: Optional[float]
    click: Optional[float]
    optOut: Optional[float]


class CampaignMetricsVariantsItem(TypedDict):
    variant: int
    planned: int
    states: Dict[str, int]
    sent: int
    delivered: int
    read: int
    failed: int
    replied: int
    repliedTo: int
    clicked: int
    tapped: int
    linkClicked: int
    optedOut: int
    rates: "CampaignMetricsVariantsItemRates"


class CampaignMetricsHoursItem(TypedDict):
    hour: str
    sent: int
    delivered: int
    read: int
    failed: int
    replied: int


class CampaignMetrics(TypedDict):
    planned: int
    states: Dict[str, int]
    sent: int
    delivered: int
    read: int
    failed: int
    replied: int
    repliedTo: int
    clicked: int
    tapped: int
    linkClicked: int
    optedOut: int
    rates: "CampaignMetricsRates"
    skippedBy: Dict[str, int]
    failedBy: Dict[str, int]
    clickedBy: Dict[str, int]
    links: List["CampaignMetricsLinksItem"]
    variants: List["CampaignMetricsVariantsItem"]
    hours: List["CampaignMetricsHoursItem"]


class CampaignRecipient(TypedDict):
    id: int
    contactId: Optional[str]
    name: Optional[str]
    phone: Optional[str]
    userId: Optional[str]
    variant: int
    state: str
    reason: Optional[str]
    code: Optional[int]
    dueAt: str
    messageId: Optional[str]
    sentAt: Optional[str]
    deliveredAt: Optional[str]
    readAt: Optional[str]
    failedAt: Optional[str]
    repliedAt: Optional[str]
    clickedAt: Optional[str]
    tappedAt: Optional[str]
    linkClickedAt: Optional[str]
    payload: Optional[str]
    optedOutAt: Optional[str]


class CannedReply(TypedDict):
    id: str
    shortcut: str
    body: str
    createdAt: str
    updatedAt: str


class CarouselMessageBody(TypedDict):
    text: str


class CarouselMessageActionCardsItem1Header1(TypedDict):
    type: str
    image: "HeaderMedia"


class CarouselMessageActionCardsItem1Header2(TypedDict):
    type: str
    video: "HeaderMedia"


class CarouselMessageActionCardsItem1Body(TypedDict):
    text: str


class CarouselMessageActionCardsItem1Action1ButtonsItemQuickReply(TypedDict):
    id: str
    title: str


class CarouselMessageActionCardsItem1Action1ButtonsItem(TypedDict):
    type: str
    quickReply: "CarouselMessageActionCardsItem1Action1ButtonsItemQuickReply"


class CarouselMessageActionCardsItem1Action1(TypedDict):
    buttons: List["CarouselMessageActionCardsItem1Action1ButtonsItem"]


class CarouselMessageActionCardsItem1Action2Parameters(TypedDict):
    displayText: str
    url: str


class CarouselMessageActionCardsItem1Action2(TypedDict):
    name: str
    parameters: "CarouselMessageActionCardsItem1Action2Parameters"


class CarouselMessageActionCardsItem1(TypedDict):
    cardIndex: int
    type: str
    header: Union["CarouselMessageActionCardsItem1Header1", "CarouselMessageActionCardsItem1Header2"]
    body: NotRequired["CarouselMessageActionCardsItem1Body"]
    action: Union["CarouselMessageActionCardsItem1Action1", "CarouselMessageActionCardsItem1Action2"]


class CarouselMessageActionCardsItem2Action(TypedDict):
    catalogId: str
    productRetailerId: str


class CarouselMessageActionCardsItem2(TypedDict):
    cardIndex: int
    type: str
    action: "CarouselMessageActionCardsItem2Action"


class CarouselMessageAction(TypedDict):
    cards: List[Union["CarouselMessageActionCardsItem1", "CarouselMessageActionCardsItem2"]]


class CarouselMessage(TypedDict):
    type: str
    body: "CarouselMessageBody"
    action: "CarouselMessageAction"


class CatalogMessageBody(TypedDict):
    text: str


class CatalogMessageFooter(TypedDict):
    text: str


class CatalogMessageActionParameters(TypedDict):
    thumbnailProductRetailerId: NotRequired[str]


class CatalogMessageAction(TypedDict):
    name: str
    parameters: NotRequired["CatalogMessageActionParameters"]


class CatalogMessage(TypedDict):
    type: str
    body: "CatalogMessageBody"
    footer: NotRequired["CatalogMessageFooter"]
    action: "CatalogMessageAction"


class Connection(TypedDict):
    id: str
    kind: str
    name: str
    state: str
    problem: Optional[str]
    settings: Dict[str, str]
    mapping: Dict[str, Any]
    eventSourceId: str
    lastOkAt: Optional[str]
    createdAt: str
    updatedAt: str


class Consent(TypedDict):
    purpose: str
    state: str
    since: Optional[str]
    source: Optional[str]
    eventId: Optional[str]


class ConsentEventProofIdentifier(TypedDict):
    kind: str
    value: str


class ConsentEventProof(TypedDict):
    salt: str
    content: Dict[str, Any]
    identifier: Optional["ConsentEventProofIdentifier"]


class ConsentEvent(TypedDict):
    id: str
    contactId: str
    seq: int
    purpose: str
    act: str
    state: str
    source: str
    actorKind: str
    actorId: Optional[str]
    language: Optional[str]
    noticeVersion: Optional[str]
    identifierHash: Optional[str]
    proofDigest: Optional[str]
    occurredAt: str
    recordedAt: str
    previousDigest: str
    digest: str
    proof: Optional["ConsentEventProof"]


class ConsentTopic(TypedDict):
    key: str
    name: str
    description: Optional[str]
    createdAt: str
    archivedAt: Optional[str]


class ContactExternalIdsItem(TypedDict):
    source: str
    externalId: str
    since: str


class ContactMarketing(TypedDict):
    """What they told WhatsApp about marketing messages; null: nothing."""
    preference: NotRequired[str]
    at: NotRequired[str]


class ContactIdentifiersItem(TypedDict):
    kind: str
    value: str
    since: str


class ContactProvenanceValue(TypedDict):
    source: str
    at: str
    by: Optional[str]


class Contact(TypedDict):
    id: str
    name: Optional[str]
    username: Optional[str]
    phone: Optional[str]
    userId: Optional[str]
    language: Optional[str]
    timezone: Optional[str]
    country: Optional[str]
    tags: List[str]
    attributes: Dict[str, Any]
    externalIds: List["ContactExternalIdsItem"]
    marketing: Optional["ContactMarketing"]
    lastInboundAt: Optional[str]
    version: int
    createdAt: str
    updatedAt: str
    identifiers: List["ContactIdentifiersItem"]
    provenance: Dict[str, "ContactProvenanceValue"]


class ContactContentName(TypedDict):
    formattedName: str
    firstName: NotRequired[str]
    lastName: NotRequired[str]
    middleName: NotRequired[str]
    suffix: NotRequired[str]
    prefix: NotRequired[str]


class ContactContentPhonesItem(TypedDict):
    phone: NotRequired[str]
    type: NotRequired[str]
    waId: NotRequired[str]


class ContactContentEmailsItem(TypedDict):
    email: NotRequired[str]
    type: NotRequired[str]


class ContactContentAddressesItem(TypedDict):
    street: NotRequired[str]
    city: NotRequired[str]
    state: NotRequired[str]
    zip: NotRequired[str]
    country: NotRequired[str]
    countryCode: NotRequired[str]
    type: NotRequired[str]


class ContactContentOrg(TypedDict):
    company: NotRequired[str]
    department: NotRequired[str]
    title: NotRequired[str]


class ContactContentUrlsItem(TypedDict):
    url: NotRequired[str]
    type: NotRequired[str]


class ContactContent(TypedDict):
    name: "ContactContentName"
    phones: NotRequired[List["ContactContentPhonesItem"]]
    emails: NotRequired[List["ContactContentEmailsItem"]]
    addresses: NotRequired[List["ContactContentAddressesItem"]]
    org: NotRequired["ContactContentOrg"]
    urls: NotRequired[List["ContactContentUrlsItem"]]
    birthday: NotRequired[str]


class ContactRequestMessageBody(TypedDict):
    text: str


class ContactRequestMessageFooter(TypedDict):
    text: str


class ContactRequestMessageAction(TypedDict):
    name: str


class ContactRequestMessage(TypedDict):
    type: str
    body: "ContactRequestMessageBody"
    footer: NotRequired["ContactRequestMessageFooter"]
    action: NotRequired["ContactRequestMessageAction"]


class ContactSettings(TypedDict):
    sourcePriority: List[List[str]]


class ContactSummaryExternalIdsItem(TypedDict):
    source: str
    externalId: str
    since: str


class ContactSummaryMarketing(TypedDict):
    """What they told WhatsApp about marketing messages; null: nothing."""
    preference: NotRequired[str]
    at: NotRequired[str]


class ContactSummary(TypedDict):
    id: str
    name: Optional[str]
    username: Optional[str]
    phone: Optional[str]
    userId: Optional[str]
    language: Optional[str]
    timezone: Optional[str]
    country: Optional[str]
    tags: List[str]
    attributes: Dict[str, Any]
    externalIds: List["ContactSummaryExternalIdsItem"]
    marketing: Optional["ContactSummaryMarketing"]
    lastInboundAt: Optional[str]
    version: int
    createdAt: str
    updatedAt: str


class ConversationContact(TypedDict):
    id: str
    name: Optional[str]
    username: Optional[str]
    phone: Optional[str]
    userId: Optional[str]
    groupId: Optional[str]


class ConversationLastMessage(TypedDict):
    """Reactions and notices do not show here; null: nothing else was said."""
    id: NotRequired[str]
    direction: NotRequired[str]
    type: NotRequired[str]
    preview: NotRequired[str]
    at: NotRequired[str]


class ConversationWindow(TypedDict):
    """The 24 hours after the person wrote."""
    state: str
    until: Optional[str]
    freeEntryUntil: Optional[str]


class Conversation(TypedDict):
    id: str
    numberId: str
    contact: "ConversationContact"
    lastMessage: Optional["ConversationLastMessage"]
    unread: int
    window: "ConversationWindow"
    threadOwner: str
    status: str
    snoozedUntil: Optional[str]
    closeReason: Optional[str]
    priority: str
    teamId: Optional[str]
    labelIds: List[str]
    assignee: Optional[str]
    lastActivityAt: str
    createdAt: str


class ConversationClocksDataItem(TypedDict):
    kind: str
    startedAt: str
    dueAt: str
    breachedAt: Optional[str]


class ConversationClocks(TypedDict):
    data: List["ConversationClocksDataItem"]


class ConversationSteps(TypedDict):
    assignee: NotRequired[Optional[str]]
    teamId: NotRequired[Optional[str]]
    addLabelIds: NotRequired[List[str]]
    removeLabelIds: NotRequired[List[str]]
    priority: NotRequired[str]
    status: NotRequired[str]
    closeReason: NotRequired[str]
    snoozeMinutes: NotRequired[int]
    note: NotRequired[str]


class Dispute(TypedDict):
    id: str
    paymentId: str
    state: str
    currency: str
    amount: str
    frozen: str
    createdAt: str
    updatedAt: str


class DocumentContent(TypedDict):
    id: NotRequired[str]
    link: NotRequired[str]
    caption: NotRequired[str]
    filename: NotRequired[str]


class Draft(TypedDict):
    body: str
    updatedAt: Optional[str]


DripOpenHours = TypedDict(
    "DripOpenHours",
    {
        "from": str,
        "to": str,
        "days": NotRequired[List[int]],
        "timezone": NotRequired[str],
    },
)


class Drip(TypedDict):
    id: str
    name: str
    state: str
    version: int
    hasUnpublishedChanges: bool
    numberId: str
    triggers: List[Dict[str, Any]]
    steps: List[Dict[str, Any]]
    exits: Dict[str, Any]
    reentry: Dict[str, Any]
    openHours: Optional["DripOpenHours"]
    maxMessages: Optional[int]
    createdAt: str
    updatedAt: str


class DripStatisticsPeopleItem(TypedDict):
    state: str
    reason: Optional[str]
    step: Optional[str]
    count: int


class DripStatisticsStepsItem(TypedDict):
    step: str
    outcome: str
    count: int


class DripStatistics(TypedDict):
    people: List["DripStatisticsPeopleItem"]
    steps: List["DripStatisticsStepsItem"]


class Enrollment(TypedDict):
    id: str
    version: int
    contactId: str
    contactName: Optional[str]
    state: str
    reason: Optional[str]
    goal: Optional[str]
    step: str
    dueAt: str
    waitsFor: Optional[str]
    sent: int
    lastOutcome: Optional[str]
    enrolledAt: str
    endedAt: Optional[str]


class Event(TypedDict):
    id: str
    type: str
    timestamp: str
    data: Dict[str, Any]


class EventSource(TypedDict):
    id: str
    name: str
    kind: str
    state: str
    url: str
    auth: Dict[str, Any]
    hasSecret: bool
    dedupe: Dict[str, Any]
    mapping: Dict[str, Any]
    actions: List[Dict[str, Any]]
    respond: Dict[str, Any]
    previousUrlUntil: Optional[str]
    previousSecretUntil: Optional[str]
    lastEventAt: Optional[str]
    createdAt: str
    updatedAt: str


class EventSourceWithSecret(TypedDict):
    id: str
    name: str
    kind: str
    state: str
    url: str
    auth: Dict[str, Any]
    hasSecret: bool
    dedupe: Dict[str, Any]
    mapping: Dict[str, Any]
    actions: List[Dict[str, Any]]
    respond: Dict[str, Any]
    previousUrlUntil: Optional[str]
    previousSecretUntil: Optional[str]
    lastEventAt: Optional[str]
    createdAt: str
    updatedAt: str
    secret: Optional[str]


class Export(TypedDict):
    id: str
    state: str
    format: str
    filter: Optional[Dict[str, Any]]
    columns: List[str]
    rows: int
    sizeBytes: Optional[float]
    url: Optional[str]
    expiresAt: Optional[str]
    error: Optional[str]
    createdBy: Optional[str]
    createdAt: str
    finishedAt: Optional[str]


class Flow(TypedDict):
    id: str
    name: str
    folder: Optional[str]
    enabled: bool
    liveVersion: Optional[int]
    draftRevision: int
    disabledReason: Optional[str]
    createdAt: str
    updatedAt: str
    archivedAt: Optional[str]
    spec: Dict[str, Any]


class FlowMessageBody(TypedDict):
    text: str


class FlowMessageFooter(TypedDict):
    text: str


class FlowMessageActionParametersFlowActionPayload(TypedDict):
    screen: NotRequired[str]
    data: NotRequired[Dict[str, Any]]


class FlowMessageActionParameters(TypedDict):
    flowMessageVersion: str
    flowId: NotRequired[str]
    flowName: NotRequired[str]
    flowCta: str
    mode: NotRequired[str]
    flowToken: NotRequired[str]
    flowAction: NotRequired[str]
    flowActionPayload: NotRequired["FlowMessageActionParametersFlowActionPayload"]


class FlowMessageAction(TypedDict):
    name: str
    parameters: "FlowMessageActionParameters"


class FlowMessage(TypedDict):
    type: str
    header: NotRequired["InteractiveHeader"]
    body: "FlowMessageBody"
    footer: NotRequired["FlowMessageFooter"]
    action: "FlowMessageAction"


class FlowSession(TypedDict):
    id: str
    flowId: str
    versionId: str
    conversationId: str
    contactId: str
    contactName: Optional[str]
    numberId: str
    state: str
    node: str
    waitsFor: Optional[str]
    waitsUntil: Optional[str]
    values: Dict[str, Any]
    event: Dict[str, Any]
    result: Optional[str]
    turns: int
    startedAt: str
    updatedAt: str
    endedAt: Optional[str]


class FlowSimulationProblemsItem(TypedDict):
    line: int
    message: str
    unexpected: bool


class FlowSimulationLinesItemStepsItem(TypedDict):
    node: Optional[str]
    kind: str
    exit: Optional[str]
    output: Optional[Dict[str, Any]]
    error: Optional[str]


class FlowSimulationLinesItem(TypedDict):
    line: int
    sends: List[Dict[str, Any]]
    steps: List["FlowSimulationLinesItemStepsItem"]


class FlowSimulationSession(TypedDict):
    state: NotRequired[str]
    node: NotRequired[str]
    vars: NotRequired[Dict[str, Any]]
    result: NotRequired[Optional[str]]


class FlowSimulation(TypedDict):
    passed: bool
    problems: List["FlowSimulationProblemsItem"]
    lines: List["FlowSimulationLinesItem"]
    session: Optional["FlowSimulationSession"]


class FlowStatsNodesItem(TypedDict):
    node: str
    exit: Optional[str]
    count: int
    people: int
    errors: int


class FlowStatsWaitingItem(TypedDict):
    versionId: str
    node: str
    count: int


class FlowStats(TypedDict):
    nodes: List["FlowStatsNodesItem"]
    waiting: List["FlowStatsWaitingItem"]


class FlowStep(TypedDict):
    id: str
    turn: int
    versionId: Optional[str]
    node: Optional[str]
    kind: str
    exit: Optional[str]
    output: Optional[Dict[str, Any]]
    error: Optional[str]
    at: str


class FlowSummary(TypedDict):
    id: str
    name: str
    folder: Optional[str]
    enabled: bool
    liveVersion: Optional[int]
    draftRevision: int
    disabledReason: Optional[str]
    createdAt: str
    updatedAt: str
    archivedAt: Optional[str]


class FlowValidationErrorsItem(TypedDict):
    field: str
    message: str


class FlowValidationWarningsItem(TypedDict):
    field: str
    message: str


class FlowValidationTestsItem(TypedDict):
    name: str
    passed: bool
    problem: Optional[str]


class FlowValidation(TypedDict):
    errors: List["FlowValidationErrorsItem"]
    warnings: List["FlowValidationWarningsItem"]
    tests: List["FlowValidationTestsItem"]


class FlowVersionWarningsItem(TypedDict):
    field: str
    message: str


class FlowVersionTestsItem(TypedDict):
    name: str
    passed: bool
    problem: Optional[str]


class FlowVersionPublishedBy(TypedDict):
    kind: str
    id: Optional[str]
    name: Optional[str]


class FlowVersion(TypedDict):
    id: str
    flowId: str
    number: int
    checksum: str
    message: Optional[str]
    warnings: List["FlowVersionWarningsItem"]
    tests: List["FlowVersionTestsItem"]
    publishedBy: "FlowVersionPublishedBy"
    publishedAt: str
    spec: Dict[str, Any]


class FlowVersionSummaryWarningsItem(TypedDict):
    field: str
    message: str


class FlowVersionSummaryTestsItem(TypedDict):
    name: str
    passed: bool
    problem: Optional[str]


class FlowVersionSummaryPublishedBy(TypedDict):
    kind: str
    id: Optional[str]
    name: Optional[str]


class FlowVersionSummary(TypedDict):
    id: str
    flowId: str
    number: int
    checksum: str
    message: Optional[str]
    warnings: List["FlowVersionSummaryWarningsItem"]
    tests: List["FlowVersionSummaryTestsItem"]
    publishedBy: "FlowVersionSummaryPublishedBy"
    publishedAt: str


class HeaderDocument(TypedDict):
    id: NotRequired[str]
    link: NotRequired[str]
    filename: NotRequired[str]


class HeaderMedia(TypedDict):
    id: NotRequired[str]
    link: NotRequired[str]


class ImageContent(TypedDict):
    id: NotRequired[str]
    link: NotRequired[str]
    caption: NotRequired[str]


class ImportAnalysisColumnsItemCounterExamplesItem(TypedDict):
    row: int
    value: str


class ImportAnalysisColumnsItem(TypedDict):
    column: str
    filled: int
    type: str
    confidence: float
    counterExamples: List["ImportAnalysisColumnsItemCounterExamplesItem"]


class ImportAnalysisPhonesItemByCountryItem(TypedDict):
    country: str
    valid: int
    of: int


class ImportAnalysisPhonesItem(TypedDict):
    column: str
    international: int
    national: int
    scientific: int
    byCountry: List["ImportAnalysisPhonesItemByCountryItem"]


class ImportAnalysisSampleItem(TypedDict):
    row: int
    cells: List[str]


class ImportAnalysisProposalMappingColumnsItem(TypedDict):
    column: str
    target: str
    mode: NotRequired[str]
    defaultCountry: NotRequired[str]
    split: NotRequired[str]
    source: NotRequired[str]
    dateFormat: NotRequired[str]
    timezone: NotRequired[str]
    decimal: NotRequired[str]
    createOptions: NotRequired[bool]
    currency: NotRequired[str]


class ImportAnalysisProposalMappingConsentEvidence(TypedDict):
    kind: str
    occurredAt: NotRequired[str]
    occurredAtColumn: NotRequired[str]
    text: NotRequired[str]
    textColumn: NotRequired[str]
    reference: NotRequired[str]
    referenceColumn: NotRequired[str]
    noticeVersion: NotRequired[str]


class ImportAnalysisProposalMappingConsent(TypedDict):
    """Without evidence rows may opt people out, never in. What a person has said since stands."""
    purpose: str
    state: NotRequired[str]
    column: NotRequired[str]
    evidence: NotRequired["ImportAnalysisProposalMappingConsentEvidence"]


class ImportAnalysisProposalMapping(TypedDict):
    columns: List["ImportAnalysisProposalMappingColumnsItem"]
    key: str
    onConflict: str
    addToSegment: Optional[str]
    clear: str
    consent: Optional["ImportAnalysisProposalMappingConsent"]


class ImportAnalysisProposalConfidenceItem(TypedDict):
    column: str
    confidence: float


class ImportAnalysisProposal(TypedDict):
    mapping: "ImportAnalysisProposalMapping"
    confidence: List["ImportAnalysisProposalConfidenceItem"]


class ImportAnalysis(TypedDict):
    format: str
    encoding: str
    delimiter: str
    sheets: NotRequired[List[str]]
    sheet: NotRequired[str]
    header: bool
    rows: int
    columns: List["ImportAnalysisColumnsItem"]
    phones: List["ImportAnalysisPhonesItem"]
    sample: List["ImportAnalysisSampleItem"]
    proposal: "ImportAnalysisProposal"
    savedMappingId: Optional[str]


class ImportMappingColumnsItem(TypedDict):
    column: str
    target: str
    mode: NotRequired[str]
    defaultCountry: NotRequired[str]
    split: NotRequired[str]
    source: NotRequired[str]
    dateFormat: NotRequired[str]
    timezone: NotRequired[str]
    decimal: NotRequired[str]
    createOptions: NotRequired[bool]
    currency: NotRequired[str]


class ImportMappingConsentEvidence(TypedDict):
    kind: str
    occurredAt: NotRequired[str]
    occurredAtColumn: NotRequired[str]
    text: NotRequired[str]
    textColumn: NotRequired[str]
    reference: NotRequired[str]
    referenceColumn: NotRequired[str]
    noticeVersion: NotRequired[str]


class ImportMappingConsent(TypedDict):
    """Without evidence rows may opt people out, never in. What a person has said since stands."""
    purpose: str
    state: NotRequired[str]
    column: NotRequired[str]
    evidence: NotRequired["ImportMappingConsentEvidence"]


class ImportDryRunCountsByErrorItem(TypedDict):
    code: str
    count: int
    sampleRows: List[int]


class ImportDryRunCounts(TypedDict):
    created: int
    updated: int
    unchanged: int
    failed: int
    duplicatesInFile: int
    conflicts: int
    invalid: int
    suppressed: int
    landlines: int
    consentsChanged: int
    consentsKept: int
    addedToSegment: int
    byError: List["ImportDryRunCountsByErrorItem"]


class ImportDryRun(TypedDict):
    rows: int
    counts: "ImportDryRunCounts"


class ImportRunCountsByErrorItem(TypedDict):
    code: str
    count: int
    sampleRows: List[int]


class ImportRunCounts(TypedDict):
    created: int
    updated: int
    unchanged: int
    failed: int
    duplicatesInFile: int
    conflicts: int
    invalid: int
    suppressed: int
    landlines: int
    consentsChanged: int
    consentsKept: int
    addedToSegment: int
    byError: List["ImportRunCountsByErrorItem"]


class ImportRun(TypedDict):
    rows: int
    counts: "ImportRunCounts"


class ImportUndo(TypedDict):
    deleted: int
    restored: int
    kept: int


class Import(TypedDict):
    id: str
    state: str
    filename: Optional[str]
    sizeBytes: float
    hasFile: bool
    analysis: Optional["ImportAnalysis"]
    mapping: Optional["ImportMapping"]
    dryRun: Optional["ImportDryRun"]
    run: Optional["ImportRun"]
    undo: Optional["ImportUndo"]
    error: Optional[str]
    createdBy: Optional[str]
    createdAt: str
    startedAt: Optional[str]
    finishedAt: Optional[str]
    undoUntil: Optional[str]


class ImportMappingMappingColumnsItem(TypedDict):
    column: str
    target: str
    mode: NotRequired[str]
    defaultCountry: NotRequired[str]
    split: NotRequired[str]
    source: NotRequired[str]
    dateFormat: NotRequired[str]
    timezone: NotRequired[str]
    decimal: NotRequired[str]
    createOptions: NotRequired[bool]
    currency: NotRequired[str]


class ImportMappingMappingConsentEvidence(TypedDict):
    kind: str
    occurredAt: NotRequired[str]
    occurredAtColumn: NotRequired[str]
    text: NotRequired[str]
    textColumn: NotRequired[str]
    reference: NotRequired[str]
    referenceColumn: NotRequired[str]
    noticeVersion: NotRequired[str]


class ImportMappingMappingConsent(TypedDict):
    """Without evidence rows may opt people out, never in. What a person has said since stands."""
    purpose: str
    state: NotRequired[str]
    column: NotRequired[str]
    evidence: NotRequired["ImportMappingMappingConsentEvidence"]


class ImportMappingMapping(TypedDict):
    columns: List["ImportMappingMappingColumnsItem"]
    key: str
    onConflict: str
    addToSegment: Optional[str]
    clear: str
    consent: Optional["ImportMappingMappingConsent"]


class ImportMapping(TypedDict):
    id: str
    name: str
    mapping: "ImportMappingMapping"
    createdAt: str
    updatedAt: str


class InboxAgent(TypedDict):
    memberId: str
    available: bool
    availableChangedAt: str
    capacity: int
    load: int


class InboxCountersDataItem(TypedDict):
    view: str
    count: int


class InboxCounters(TypedDict):
    data: List["InboxCountersDataItem"]


class InboxSettingsCloseReasonsItem(TypedDict):
    key: str
    label: str


InboxSettingsBusinessHoursSpansItem = TypedDict(
    "InboxSettingsBusinessHoursSpansItem",
    {
        "day": str,
        "from": str,
        "to": str,
    },
)


class InboxSettingsBusinessHours(TypedDict):
    """must be when the team works; null: every hour counts"""
    timeZone: str
    spans: List["InboxSettingsBusinessHoursSpansItem"]


class InboxSettings(TypedDict):
    assignment: str
    capacity: int
    returnAfterMinutes: Optional[int]
    onlyAssigneeSends: bool
    closeReasons: List["InboxSettingsCloseReasonsItem"]
    requireCloseReason: bool
    agentsSee: str
    firstResponseMinutes: Optional[int]
    resolutionMinutes: Optional[int]
    businessHours: Optional["InboxSettingsBusinessHours"]
    maskPhonesFor: List[str]


class InboxViewFilters(TypedDict):
    status: NotRequired[str]
    assignee: NotRequired[str]
    teamId: NotRequired[str]
    labelId: NotRequired[str]
    priority: NotRequired[str]
    unread: NotRequired[bool]
    numberId: NotRequired[str]


class InboxView(TypedDict):
    id: str
    name: str
    ownerId: Optional[str]
    filters: "InboxViewFilters"
    createdAt: str


class IncomingEventNotesItem(TypedDict):
    field: str
    message: str


class IncomingEvent(TypedDict):
    id: str
    state: str
    reason: Optional[str]
    type: Optional[str]
    contactId: Optional[str]
    data: Dict[str, str]
    notes: List["IncomingEventNotesItem"]
    run: int
    duplicates: int
    occurredAt: Optional[str]
    receivedAt: str
    appliedAt: Optional[str]


class IncomingEventWithBodyNotesItem(TypedDict):
    field: str
    message: str


class IncomingEventWithBodyOutcomesItem(TypedDict):
    actionId: str
    kind: str
    outcome: str
    reason: Optional[str]
    messageId: Optional[str]
    referenceId: Optional[str]
    at: str


class IncomingEventWithBody(TypedDict):
    id: str
    state: str
    reason: Optional[str]
    type: Optional[str]
    contactId: Optional[str]
    data: Dict[str, str]
    notes: List["IncomingEventWithBodyNotesItem"]
    run: int
    duplicates: int
    occurredAt: Optional[str]
    receivedAt: str
    appliedAt: Optional[str]
    body: str
    headers: Dict[str, str]
    outcomes: List["IncomingEventWithBodyOutcomesItem"]


InteractiveContent: TypeAlias = Union["ReplyButtonsMessage", "ListMessage", "LinkButtonMessage", "LocationRequestMessage", "AddressRequestMessage", "FlowMessage", "ProductMessage", "ProductListMessage", "CatalogMessage", "CarouselMessage", "CallPermissionMessage", "CallButtonMessage", "ContactRequestMessage", "OrderDetailsMessage", "OrderStatusMessage"]


class InteractiveHeader1(TypedDict):
    type: str
    text: str


class InteractiveHeader2(TypedDict):
    type: str
    image: "HeaderMedia"


class InteractiveHeader3(TypedDict):
    type: str
    video: "HeaderMedia"


class InteractiveHeader4(TypedDict):
    type: str
    document: "HeaderDocument"


InteractiveHeader: TypeAlias = Union["InteractiveHeader1", "InteractiveHeader2", "InteractiveHeader3", "InteractiveHeader4"]


class Invoice(TypedDict):
    id: str
    kind: str
    number: str
    currency: str
    total: str
    corrects: Optional[str]
    issuedAt: str


class Label(TypedDict):
    id: str
    name: str
    colour: Optional[str]
    createdAt: str


class LinkButtonMessageBody(TypedDict):
    text: str


class LinkButtonMessageFooter(TypedDict):
    text: str


class LinkButtonMessageActionParameters(TypedDict):
    displayText: str
    url: str


class LinkButtonMessageAction(TypedDict):
    name: str
    parameters: "LinkButtonMessageActionParameters"


class LinkButtonMessage(TypedDict):
    type: str
    header: NotRequired["InteractiveHeader"]
    body: "LinkButtonMessageBody"
    footer: NotRequired["LinkButtonMessageFooter"]
    action: "LinkButtonMessageAction"


class LinkSettings(TypedDict):
    baseUrl: Optional[str]
    allowedDomains: List[str]
    utm: Dict[str, str]
    expiresDays: int
    buttonUrl: str


class ListMessageHeader(TypedDict):
    type: str
    text: str


class ListMessageBody(TypedDict):
    text: str


class ListMessageFooter(TypedDict):
    text: str


class ListMessageActionSectionsItemRowsItem(TypedDict):
    id: str
    title: str
    description: NotRequired[str]


class ListMessageActionSectionsItem(TypedDict):
    title: NotRequired[str]
    rows: List["ListMessageActionSectionsItemRowsItem"]


class ListMessageAction(TypedDict):
    button: str
    sections: List["ListMessageActionSectionsItem"]


class ListMessage(TypedDict):
    type: str
    header: NotRequired["ListMessageHeader"]
    body: "ListMessageBody"
    footer: NotRequired["ListMessageFooter"]
    action: "ListMessageAction"


class LocationContent(TypedDict):
    latitude: Union[float, str]
    longitude: Union[float, str]
    name: NotRequired[str]
    address: NotRequired[str]


class LocationRequestMessageBody(TypedDict):
    text: str


class LocationRequestMessageFooter(TypedDict):
    text: str


class LocationRequestMessageAction(TypedDict):
    name: str


class LocationRequestMessage(TypedDict):
    type: str
    body: "LocationRequestMessageBody"
    footer: NotRequired["LocationRequestMessageFooter"]
    action: "LocationRequestMessageAction"


class Macro(TypedDict):
    id: str
    name: str
    steps: "ConversationSteps"
    createdAt: str
    updatedAt: str


class MessagePeer(TypedDict):
    """The other side: digits of the phone, Meta’s user id, or both. In a group who wrote it."""
    phone: Optional[str]
    userId: Optional[str]


class MessagePricing(TypedDict):
    """How WhatsApp priced it, in its own words; null: it has not said."""
    category: NotRequired[Optional[str]]
    type: NotRequired[Optional[str]]
    model: NotRequired[Optional[str]]
    billable: NotRequired[Optional[bool]]


class MessageError(TypedDict):
    """Meta’s code and words, and `cause`: what it means and what to do."""
    code: NotRequired[Optional[int]]
    subcode: NotRequired[Optional[int]]
    title: NotRequired[str]
    details: NotRequired[Optional[str]]
    cause: NotRequired[str]
    traceId: NotRequired[Optional[str]]


class MessageTimelineItem(TypedDict):
    status: str
    at: str
    detail: NotRequired[str]


class Message(TypedDict):
    id: str
    direction: str
    numberId: str
    peer: "MessagePeer"
    groupId: Optional[str]
    type: str
    content: Dict[str, Any]
    status: str
    wamid: Optional[str]
    batchId: Optional[str]
    metadata: Optional[Dict[str, Any]]
    dryRun: bool
    pricing: Optional["MessagePricing"]
    error: Optional["MessageError"]
    timeline: List["MessageTimelineItem"]
    scheduledAt: Optional[str]
    sentAt: Optional[str]
    deliveredAt: Optional[str]
    readAt: Optional[str]
    failedAt: Optional[str]
    createdAt: str


class NoteAuthor(TypedDict):
    kind: str
    id: Optional[str]
    name: Optional[str]


class Note(TypedDict):
    id: str
    conversationId: str
    author: "NoteAuthor"
    body: str
    mentions: List[str]
    createdAt: str


class OrderDetailsMessageBody(TypedDict):
    text: str


class OrderDetailsMessageFooter(TypedDict):
    text: str


class OrderDetailsMessageAction(TypedDict):
    name: str
    parameters: Dict[str, Any]


class OrderDetailsMessage(TypedDict):
    type: str
    header: NotRequired["InteractiveHeader"]
    body: "OrderDetailsMessageBody"
    footer: NotRequired["OrderDetailsMessageFooter"]
    action: "OrderDetailsMessageAction"


class OrderStatusMessageBody(TypedDict):
    text: str


class OrderStatusMessageFooter(TypedDict):
    text: str


class OrderStatusMessageAction(TypedDict):
    name: str
    parameters: Dict[str, Any]


class OrderStatusMessage(TypedDict):
    type: str
    body: "OrderStatusMessageBody"
    footer: NotRequired["OrderStatusMessageFooter"]
    action: "OrderStatusMessageAction"


class OwnPartnerPartner(TypedDict):
    id: str
    name: str


class OwnPartnerSuspensionsItem(TypedDict):
    mode: str
    suspendedBy: str
    message: Optional[str]
    since: str


class OwnPartner(TypedDict):
    partner: "OwnPartnerPartner"
    externalId: str
    access: str
    suspensions: List["OwnPartnerSuspensionsItem"]
    since: str


class Payment(TypedDict):
    id: str
    state: str
    amount: str
    currency: str
    credited: bool
    problem: Optional[str]
    failure: Optional[str]


class PersonErasure(TypedDict):
    id: str
    contactId: Optional[str]
    state: str
    requestedAt: str
    finishedAt: Optional[str]
    counts: Dict[str, int]


PolicyQuietHours = TypedDict(
    "PolicyQuietHours",
    {
        "from": str,
        "to": str,
    },
)


class PolicyCapsItem(TypedDict):
    max: int
    per: str
    window: str


class PolicyKeywords(TypedDict):
    """must be phrases that are understood beside the keywords"""
    stop: NotRequired[List[str]]
    start: NotRequired[List[str]]
    agree: NotRequired[List[str]]


class Policy(TypedDict):
    marketingConsent: str
    blockedCountries: List[str]
    quietHours: Optional["PolicyQuietHours"]
    timeZone: str
    caps: List["PolicyCapsItem"]
    duplicateDays: Optional[int]
    learnFromMeta: bool
    templateTopics: Dict[str, str]
    stopsPerNumber: bool
    keywords: "PolicyKeywords"
    confirmation: Optional[str]


class PriceStepsItem(TypedDict):
    kind: str
    label: str
    amount: str


class Price(TypedDict):
    total: str
    meta: str
    markup: str
    fee: str
    market: str
    category: str
    country: Optional[str]
    cardId: Optional[str]
    steps: List["PriceStepsItem"]


class ProblemEvidence(TypedDict):
    """What the reason rests on."""
    kind: NotRequired[str]
    id: NotRequired[Optional[str]]
    source: NotRequired[str]


class ProblemErrorsItem(TypedDict):
    path: str
    pointer: str
    detail: str


class Problem(TypedDict):
    """RFC 9457 problem details."""
    type: str
    title: str
    status: int
    code: str
    reason: NotRequired[str]
    since: NotRequired[Optional[str]]
    until: NotRequired[Optional[str]]
    required: NotRequired[str]
    available: NotRequired[str]
    currency: NotRequired[str]
    existingId: NotRequired[str]
    evidence: NotRequired[Optional["ProblemEvidence"]]
    detail: str
    errors: List["ProblemErrorsItem"]
    retryable: bool
    requestId: str


class ProductListMessageHeader(TypedDict):
    type: str
    text: str


class ProductListMessageBody(TypedDict):
    text: str


class ProductListMessageFooter(TypedDict):
    text: str


class ProductListMessageActionSectionsItemProductItemsItem(TypedDict):
    productRetailerId: str


class ProductListMessageActionSectionsItem(TypedDict):
    title: NotRequired[str]
    productItems: List["ProductListMessageActionSectionsItemProductItemsItem"]


class ProductListMessageAction(TypedDict):
    catalogId: str
    sections: List["ProductListMessageActionSectionsItem"]


class ProductListMessage(TypedDict):
    type: str
    header: "ProductListMessageHeader"
    body: "ProductListMessageBody"
    footer: NotRequired["ProductListMessageFooter"]
    action: "ProductListMessageAction"


class ProductMessageBody(TypedDict):
    text: str


class ProductMessageFooter(TypedDict):
    text: str


class ProductMessageAction(TypedDict):
    catalogId: str
    productRetailerId: str


class ProductMessage(TypedDict):
    type: str
    body: NotRequired["ProductMessageBody"]
    footer: NotRequired["ProductMessageFooter"]
    action: "ProductMessageAction"


class ReactionContent(TypedDict):
    messageId: str
    emoji: str


class RecordedConsent(TypedDict):
    contactId: str
    outcome: str
    eventId: Optional[str]
    consent: "Consent"


class Refund(TypedDict):
    id: str
    paymentId: str
    state: str
    currency: str
    amount: str
    tax: str
    total: str
    reason: Optional[str]
    failure: Optional[str]
    createdAt: str
    updatedAt: str


class Reply(TypedDict):
    type: str
    text: NotRequired[Any]
    image: NotRequired[Any]
    video: NotRequired[Any]
    audio: NotRequired[Any]
    document: NotRequired[Any]
    sticker: NotRequired[Any]
    location: NotRequired[Any]
    contacts: NotRequired[Any]
    reaction: NotRequired[Any]
    interactive: NotRequired[Any]
    template: NotRequired[Any]
    replyTo: NotRequired[str]
    sendAt: NotRequired[str]
    metadata: NotRequired[Dict[str, Any]]
    dryRun: NotRequired[bool]
    onUnknownOutcome: NotRequired[str]
    priority: NotRequired[str]
    seenUpTo: NotRequired[str]


class ReplyButtonsMessageBody(TypedDict):
    text: str


class ReplyButtonsMessageFooter(TypedDict):
    text: str


class ReplyButtonsMessageActionButtonsItemReply(TypedDict):
    id: str
    title: str


class ReplyButtonsMessageActionButtonsItem(TypedDict):
    type: str
    reply: "ReplyButtonsMessageActionButtonsItemReply"


class ReplyButtonsMessageAction(TypedDict):
    buttons: List["ReplyButtonsMessageActionButtonsItem"]


class ReplyButtonsMessage(TypedDict):
    type: str
    header: NotRequired["InteractiveHeader"]
    body: "ReplyButtonsMessageBody"
    footer: NotRequired["ReplyButtonsMessageFooter"]
    action: "ReplyButtonsMessageAction"


class RetentionBounds(TypedDict):
    """What the operator keeps at the most; null: for ever."""
    messagesDays: Optional[int]
    mediaDays: Optional[int]
    eventsDays: Optional[int]


class Retention(TypedDict):
    messagesDays: Optional[int]
    mediaDays: Optional[int]
    eventsDays: Optional[int]
    bounds: "RetentionBounds"


class Segment(TypedDict):
    id: str
    name: str
    kind: str
    filter: Optional[Dict[str, Any]]
    revision: int
    followed: bool
    followedSince: Optional[str]
    createdAt: str
    updatedAt: str


SendMessage = TypedDict(
    "SendMessage",
    {
        "from": NotRequired[str],
        "to": NotRequired[str],
        "toUserId": NotRequired[str],
        "type": str,
        "text": NotRequired["TextContent"],
        "image": NotRequired["ImageContent"],
        "video": NotRequired["VideoContent"],
        "audio": NotRequired["AudioContent"],
        "document": NotRequired["DocumentContent"],
        "sticker": NotRequired["StickerContent"],
        "location": NotRequired["LocationContent"],
        "contacts": NotRequired[List["ContactContent"]],
        "reaction": NotRequired["ReactionContent"],
        "interactive": NotRequired["InteractiveContent"],
        "template": NotRequired["TemplateContent"],
        "replyTo": NotRequired[str],
        "sendAt": NotRequired[str],
        "metadata": NotRequired[Dict[str, Any]],
        "dryRun": NotRequired[bool],
        "onUnknownOutcome": NotRequired[str],
        "priority": NotRequired[str],
    },
)


class SendabilityEvidence(TypedDict):
    """What the reason rests on: an event of the ledger, a suppression, or a report of Meta."""
    kind: NotRequired[str]
    id: NotRequired[Optional[str]]
    source: NotRequired[str]


class Sendability(TypedDict):
    contactId: str
    purpose: str
    verdict: str
    reason: Optional[str]
    since: Optional[str]
    until: Optional[str]
    evidence: Optional["SendabilityEvidence"]


class StickerContent(TypedDict):
    id: NotRequired[str]
    link: NotRequired[str]


class Suppression(TypedDict):
    id: str
    phone: Optional[str]
    userId: Optional[str]
    scope: str
    reason: str
    note: Optional[str]
    until: Optional[str]
    createdAt: str


class SyncRunCounts(TypedDict):
    read: int
    created: int
    updated: int
    unchanged: int
    failed: int
    gone: int


class SyncRun(TypedDict):
    id: str
    kind: str
    state: str
    counts: "SyncRunCounts"
    problem: Optional[str]
    startedAt: str
    endedAt: Optional[str]


class Tag(TypedDict):
    id: str
    name: str
    colour: Optional[str]
    createdAt: str


class Team(TypedDict):
    id: str
    name: str
    memberIds: List[str]
    createdAt: str


class TemplateBody(TypedDict):
    type: str
    parameters: NotRequired[List["TemplateParameter"]]


class TemplateButton(TypedDict):
    type: str
    subType: str
    index: Union[int, str]
    parameters: NotRequired[List["TemplateParameter"]]


class TemplateComponent4CardsItem(TypedDict):
    cardIndex: int
    components: NotRequired[List[Union["TemplateHeader", "TemplateBody", "TemplateButton"]]]


class TemplateComponent4(TypedDict):
    type: str
    cards: List["TemplateComponent4CardsItem"]


class TemplateComponent5(TypedDict):
    type: str
    parameters: NotRequired[List["TemplateParameter"]]


class TemplateComponent6TapTargetConfigurationItem(TypedDict):
    url: str
    title: str


class TemplateComponent6(TypedDict):
    type: str
    tapTargetConfiguration: NotRequired[List["TemplateComponent6TapTargetConfigurationItem"]]
    parameters: NotRequired[List[Dict[str, Any]]]


class TemplateComponent7(TypedDict):
    type: str
    parameters: NotRequired[List["TemplateParameter"]]


TemplateComponent: TypeAlias = Union["TemplateHeader", "TemplateBody", "TemplateButton", "TemplateComponent4", "TemplateComponent5", "TemplateComponent6", "TemplateComponent7"]


class TemplateContentLanguage(TypedDict):
    code: str
    policy: NotRequired[str]


class TemplateContent(TypedDict):
    name: str
    namespace: NotRequired[str]
    language: "TemplateContentLanguage"
    components: NotRequired[List["TemplateComponent"]]


class TemplateHeader(TypedDict):
    type: str
    parameters: NotRequired[List["TemplateParameter"]]


class TemplateParameter1(TypedDict):
    type: str
    parameterName: NotRequired[str]
    text: str


class TemplateParameter2Currency(TypedDict):
    fallbackValue: str
    code: str
    amount1000: Union[int, str]


class TemplateParameter2(TypedDict):
    type: str
    parameterName: NotRequired[str]
    currency: "TemplateParameter2Currency"


class TemplateParameter3DateTime(TypedDict):
    fallbackValue: str
    dayOfWeek: NotRequired[Union[float, str]]
    year: NotRequired[Union[float, str]]
    month: NotRequired[Union[float, str]]
    dayOfMonth: NotRequired[Union[float, str]]
    hour: NotRequired[Union[float, str]]
    minute: NotRequired[Union[float, str]]
    calendar: NotRequired[str]
    timestamp: NotRequired[Union[float, str]]


class TemplateParameter3(TypedDict):
    type: str
    parameterName: NotRequired[str]
    dateTime: "TemplateParameter3DateTime"


class TemplateParameter4(TypedDict):
    type: str
    parameterName: NotRequired[str]
    image: "HeaderMedia"


class TemplateParameter5(TypedDict):
    type: str
    parameterName: NotRequired[str]
    video: "HeaderMedia"


class TemplateParameter6(TypedDict):
    type: str
    parameterName: NotRequired[str]
    gif: "HeaderMedia"


class TemplateParameter7(TypedDict):
    type: str
    parameterName: NotRequired[str]
    document: "HeaderDocument"


class TemplateParameter8(TypedDict):
    type: str
    parameterName: NotRequired[str]
    location: "LocationContent"


class TemplateParameter9Product(TypedDict):
    productRetailerId: str
    catalogId: NotRequired[str]


class TemplateParameter9(TypedDict):
    type: str
    product: "TemplateParameter9Product"


class TemplateParameter10(TypedDict):
    type: str
    payload: str


class TemplateParameter11(TypedDict):
    type: str
    couponCode: str


class TemplateParameter12ActionSectionsItemProductItemsItem(TypedDict):
    productRetailerId: str


class TemplateParameter12ActionSectionsItem(TypedDict):
    title: NotRequired[str]
    productItems: List["TemplateParameter12ActionSectionsItemProductItemsItem"]


class TemplateParameter12Action(TypedDict):
    flowToken: NotRequired[str]
    flowActionData: NotRequired[Dict[str, Any]]
    thumbnailProductRetailerId: NotRequired[str]
    sections: NotRequired[List["TemplateParameter12ActionSectionsItem"]]
    orderDetails: NotRequired[Dict[str, Any]]


class TemplateParameter12(TypedDict):
    type: str
    action: "TemplateParameter12Action"


class TemplateParameter13(TypedDict):
    type: str
    ttlMinutes: int


class TemplateParameter14LimitedTimeOffer(TypedDict):
    expirationTimeMs: int


class TemplateParameter14(TypedDict):
    type: str
    limitedTimeOffer: "TemplateParameter14LimitedTimeOffer"


class TemplateParameter15(TypedDict):
    type: str
    orderStatus: Dict[str, Any]


TemplateParameter: TypeAlias = Union["TemplateParameter1", "TemplateParameter2", "TemplateParameter3", "TemplateParameter4", "TemplateParameter5", "TemplateParameter6", "TemplateParameter7", "TemplateParameter8", "TemplateParameter9", "TemplateParameter10", "TemplateParameter11", "TemplateParameter12", "TemplateParameter13", "TemplateParameter14", "TemplateParameter15"]


class TextContent(TypedDict):
    body: str
    previewUrl: NotRequired[bool]


class ThreadMessagePeer(TypedDict):
    """The other side: digits of the phone, Meta’s user id, or both. In a group who wrote it."""
    phone: Optional[str]
    userId: Optional[str]


class ThreadMessagePricing(TypedDict):
    """How WhatsApp priced it, in its own words; null: it has not said."""
    category: NotRequired[Optional[str]]
    type: NotRequired[Optional[str]]
    model: NotRequired[Optional[str]]
    billable: NotRequired[Optional[bool]]


class ThreadMessageError(TypedDict):
    """Meta’s code and words, and `cause`: what it means and what to do."""
    code: NotRequired[Optional[int]]
    subcode: NotRequired[Optional[int]]
    title: NotRequired[str]
    details: NotRequired[Optional[str]]
    cause: NotRequired[str]
    traceId: NotRequired[Optional[str]]


class ThreadMessageTimelineItem(TypedDict):
    status: str
    at: str
    detail: NotRequired[str]


class ThreadMessageSentBy(TypedDict):
    """Who answered in the inbox; null: it came in, or was sent in another way."""
    kind: str
    id: Optional[str]
    name: Optional[str]


class ThreadMessage(TypedDict):
    id: str
    direction: str
    numberId: str
    peer: "ThreadMessagePeer"
    groupId: Optional[str]
    type: str
    content: Dict[str, Any]
    status: str
    wamid: Optional[str]
    batchId: Optional[str]
    metadata: Optional[Dict[str, Any]]
    dryRun: bool
    pricing: Optional["ThreadMessagePricing"]
    error: Optional["ThreadMessageError"]
    timeline: List["ThreadMessageTimelineItem"]
    scheduledAt: Optional[str]
    sentAt: Optional[str]
    deliveredAt: Optional[str]
    readAt: Optional[str]
    failedAt: Optional[str]
    createdAt: str
    sentBy: Optional["ThreadMessageSentBy"]


class TimelineEntry(TypedDict):
    id: str
    kind: str
    at: str
    data: Dict[str, Any]


class VideoContent(TypedDict):
    id: NotRequired[str]
    link: NotRequired[str]
    caption: NotRequired[str]


class WalletThresholdsItem(TypedDict):
    id: str
    below: str
    rearmAbove: str


class Wallet(TypedDict):
    currency: str
    available: str
    paid: str
    promo: str
    held: str
    creditLimit: str
    reserve: str
    thresholds: List["WalletThresholdsItem"]
    crossed: List[str]


class WalletHold(TypedDict):
    messageId: str
    currency: str
    amount: str
    category: str
    expiresAt: str


class WalletTransaction(TypedDict):
    id: str
    currency: str
    sequence: str
    kind: str
    amount: str
    balanceAfter: str
    messageId: Optional[str]
    reference: Optional[str]
    details: Dict[str, Any]
    createdAt: str


class WebhookDeliveryAttemptsItem(TypedDict):
    at: str
    status: Optional[int]
    durationMs: int
    error: Optional[str]
    response: Optional[str]


class WebhookDelivery(TypedDict):
    id: str
    endpointId: str
    eventId: str
    eventType: Optional[str]
    status: str
    attempts: List["WebhookDeliveryAttemptsItem"]
    nextAttemptAt: Optional[str]
    updatedAt: str


class WebhookEndpoint(TypedDict):
    id: str
    url: str
    dialect: str
    eventTypes: List[str]
    description: Optional[str]
    ordered: bool
    enabled: bool
    disabledReason: Optional[str]
    failingSince: Optional[str]
    previousSecretUntil: Optional[str]
    managedByDialect: bool
    createdAt: str
    updatedAt: str


class WebhookEndpointWithSecret(TypedDict):
    id: str
    url: str
    dialect: str
    eventTypes: List[str]
    description: Optional[str]
    ordered: bool
    enabled: bool
    disabledReason: Optional[str]
    failingSince: Optional[str]
    previousSecretUntil: Optional[str]
    managedByDialect: bool
    createdAt: str
    updatedAt: str
    secret: str


WebhookReplay = TypedDict(
    "WebhookReplay",
    {
        "id": str,
        "endpointId": str,
        "what": str,
        "from": str,
        "to": str,
        "status": str,
        "examined": int,
        "queued": int,
        "detail": Optional[str],
        "createdAt": str,
        "finishedAt": Optional[str],
    },
)


SendMessageBody: TypeAlias = "SendMessage"


SendMessageReply: TypeAlias = "AcceptedMessage"


ListMessagesItem: TypeAlias = "Message"


class SendBatchBody(TypedDict):
    messages: List[Any]


SendBatchReply: TypeAlias = "Batch"


GetMessageReply: TypeAlias = "Message"


CancelMessageReply: TypeAlias = "Message"


RetryMessageReply: TypeAlias = "Message"


class MarkMessageReadBody(TypedDict):
    typing: NotRequired[bool]


class GetMessageFiguresItemDeliveryRate(TypedDict):
    """Share of `attempted`; null where figures are grouped by status or errorCode."""
    share: Optional[float]
    of: str
    count: int


class GetMessageFiguresItemReadRate(TypedDict):
    """Share of `delivered`; null where figures are grouped by status or errorCode."""
    share: Optional[float]
    of: str
    count: int


class GetMessageFiguresItem(TypedDict):
    start: str
    end: str
    numberId: NotRequired[Optional[str]]
    direction: NotRequired[str]
    type: NotRequired[Optional[str]]
    template: NotRequired[Optional[str]]
    category: NotRequired[Optional[str]]
    status: NotRequired[Optional[str]]
    errorCode: NotRequired[Optional[str]]
    messages: int
    accepted: int
    received: int
    waiting: int
    attempted: int
    sent: int
    delivered: int
    read: int
    failed: int
    canceled: int
    deliveryRate: Optional["GetMessageFiguresItemDeliveryRate"]
    readRate: Optional["GetMessageFiguresItemReadRate"]


ListConversationsItem: TypeAlias = "Conversation"


class SearchMessagesItem(TypedDict):
    messageId: str
    conversation: "Conversation"
    at: str


GetConversationReply: TypeAlias = "Conversation"


class ChangeConversationBody(TypedDict):
    status: NotRequired[str]
    snoozedUntil: NotRequired[Optional[str]]
    closeReason: NotRequired[Optional[str]]
    priority: NotRequired[str]
    teamId: NotRequired[Optional[str]]
    labelIds: NotRequired[List[str]]
    assignee: NotRequired[Optional[str]]


ChangeConversationReply: TypeAlias = "Conversation"


ListConversationMessagesItem: TypeAlias = "ThreadMessage"


ReplyToConversationBody: TypeAlias = "Reply"


ReplyToConversationReply: TypeAlias = "AcceptedMessage"


class MarkConversationReadBody(TypedDict):
    receipt: NotRequired[bool]


class AnnouncePresenceBody(TypedDict):
    state: str


GetConversationClocksReply: TypeAlias = "ConversationClocks"


ListConversationNotesItem: TypeAlias = "Note"


class CreateConversationNoteBody(TypedDict):
    body: str
    mentions: NotRequired[List[str]]


CreateConversationNoteReply: TypeAlias = "Note"


GetConversationDraftReply: TypeAlias = "Draft"


class SaveConversationDraftBody(TypedDict):
    body: str


SaveConversationDraftReply: TypeAlias = "Draft"


ListCannedRepliesItem: TypeAlias = "CannedReply"


class CreateCannedReplyBody(TypedDict):
    shortcut: str
    body: str


CreateCannedReplyReply: TypeAlias = "CannedReply"


class UpdateCannedReplyBody(TypedDict):
    shortcut: NotRequired[str]
    body: NotRequired[str]


UpdateCannedReplyReply: TypeAlias = "CannedReply"


GetInboxSettingsReply: TypeAlias = "InboxSettings"


class ChangeInboxSettingsBodyCloseReasonsItem(TypedDict):
    key: str
    label: str


ChangeInboxSettingsBodyBusinessHoursSpansItem = TypedDict(
    "ChangeInboxSettingsBodyBusinessHoursSpansItem",
    {
        "day": str,
        "from": str,
        "to": str,
    },
)


class ChangeInboxSettingsBodyBusinessHours(TypedDict):
    """must be when the team works; null: every hour counts"""
    timeZone: str
    spans: List["ChangeInboxSettingsBodyBusinessHoursSpansItem"]


class ChangeInboxSettingsBody(TypedDict):
    assignment: NotRequired[str]
    capacity: NotRequired[int]
    returnAfterMinutes: NotRequired[Optional[int]]
    onlyAssigneeSends: NotRequired[bool]
    closeReasons: NotRequired[List["ChangeInboxSettingsBodyCloseReasonsItem"]]
    requireCloseReason: NotRequired[bool]
    agentsSee: NotRequired[str]
    firstResponseMinutes: NotRequired[Optional[int]]
    resolutionMinutes: NotRequired[Optional[int]]
    businessHours: NotRequired[Optional["ChangeInboxSettingsBodyBusinessHours"]]
    maskPhonesFor: NotRequired[List[str]]


ChangeInboxSettingsReply: TypeAlias = "InboxSettings"


ListInboxAgentsItem: TypeAlias = "InboxAgent"


class ChangeInboxAgentBody(TypedDict):
    available: NotRequired[bool]
    capacity: NotRequired[int]


ChangeInboxAgentReply: TypeAlias = "InboxAgent"


ListInboxViewsItem: TypeAlias = "InboxView"


class CreateInboxViewBodyFilters(TypedDict):
    status: NotRequired[str]
    assignee: NotRequired[str]
    teamId: NotRequired[str]
    labelId: NotRequired[str]
    priority: NotRequired[str]
    unread: NotRequired[bool]
    numberId: NotRequired[str]


class CreateInboxViewBody(TypedDict):
    name: str
    filters: "CreateInboxViewBodyFilters"
    shared: NotRequired[bool]


CreateInboxViewReply: TypeAlias = "InboxView"


class UpdateInboxViewBodyFilters(TypedDict):
    status: NotRequired[str]
    assignee: NotRequired[str]
    teamId: NotRequired[str]
    labelId: NotRequired[str]
    priority: NotRequired[str]
    unread: NotRequired[bool]
    numberId: NotRequired[str]


class UpdateInboxViewBody(TypedDict):
    name: NotRequired[str]
    filters: NotRequired["UpdateInboxViewBodyFilters"]


UpdateInboxViewReply: TypeAlias = "InboxView"


GetInboxCountersReply: TypeAlias = "InboxCounters"


class StartBulkChangeBodyFilters(TypedDict):
    """Which conversations, as in a view; `{}` is all that you see."""
    status: NotRequired[str]
    assignee: NotRequired[str]
    teamId: NotRequired[str]
    labelId: NotRequired[str]
    priority: NotRequired[str]
    unread: NotRequired[bool]
    numberId: NotRequired[str]


class StartBulkChangeBody(TypedDict):
    filters: NotRequired["StartBulkChangeBodyFilters"]
    conversationIds: NotRequired[List[str]]
    macroId: NotRequired[str]
    steps: NotRequired["ConversationSteps"]


StartBulkChangeReply: TypeAlias = "BulkChange"


GetBulkChangeReply: TypeAlias = "BulkChange"


CancelBulkChangeReply: TypeAlias = "BulkChange"


ListMacrosItem: TypeAlias = "Macro"


class CreateMacroBody(TypedDict):
    name: str
    steps: "ConversationSteps"


CreateMacroReply: TypeAlias = "Macro"


class UpdateMacroBody(TypedDict):
    name: NotRequired[str]
    steps: NotRequired["ConversationSteps"]


UpdateMacroReply: TypeAlias = "Macro"


class RunMacroBody(TypedDict):
    macroId: str


RunMacroReply: TypeAlias = "Conversation"


ListLabelsItem: TypeAlias = "Label"


class CreateLabelBody(TypedDict):
    name: str
    colour: NotRequired[Optional[str]]


CreateLabelReply: TypeAlias = "Label"


class UpdateLabelBody(TypedDict):
    name: NotRequired[str]
    colour: NotRequired[Optional[str]]


UpdateLabelReply: TypeAlias = "Label"


ListTeamsItem: TypeAlias = "Team"


class CreateTeamBody(TypedDict):
    name: str
    memberIds: NotRequired[List[str]]


CreateTeamReply: TypeAlias = "Team"


class UpdateTeamBody(TypedDict):
    name: NotRequired[str]
    memberIds: NotRequired[List[str]]


UpdateTeamReply: TypeAlias = "Team"


ListContactsItem: TypeAlias = "ContactSummary"


class CreateContactBodyExternalIdsItem(TypedDict):
    source: str
    externalId: str


class CreateContactBody(TypedDict):
    phone: NotRequired[str]
    userId: NotRequired[str]
    externalIds: NotRequired[List["CreateContactBodyExternalIdsItem"]]
    name: NotRequired[Optional[str]]
    language: NotRequired[Optional[str]]
    timezone: NotRequired[Optional[str]]
    attributes: NotRequired[Dict[str, Any]]
    tags: NotRequired[Optional[List[str]]]
    mode: NotRequired[str]
    modes: NotRequired[Dict[str, str]]
    source: NotRequired[str]
    onConflict: NotRequired[str]


CreateContactReply: TypeAlias = "Contact"


class SearchContactsBody(TypedDict):
    filter: Dict[str, Any]
    limit: NotRequired[int]
    cursor: NotRequired[str]


SearchContactsItem: TypeAlias = "ContactSummary"


GetContactReply: TypeAlias = "Contact"


class UpdateContactBodyExternalIdsItem(TypedDict):
    source: str
    externalId: str


class UpdateContactBody(TypedDict):
    phone: NotRequired[str]
    userId: NotRequired[str]
    externalIds: NotRequired[List["UpdateContactBodyExternalIdsItem"]]
    name: NotRequired[Optional[str]]
    language: NotRequired[Optional[str]]
    timezone: NotRequired[Optional[str]]
    attributes: NotRequired[Dict[str, Any]]
    tags: NotRequired[Optional[List[str]]]
    mode: NotRequired[str]
    modes: NotRequired[Dict[str, str]]
    source: NotRequired[str]
    onConflict: NotRequired[str]


UpdateContactReply: TypeAlias = "Contact"


class UpsertContactBodyExternalIdsItem(TypedDict):
    source: str
    externalId: str


class UpsertContactBody(TypedDict):
    phone: NotRequired[str]
    userId: NotRequired[str]
    externalIds: NotRequired[List["UpsertContactBodyExternalIdsItem"]]
    name: NotRequired[Optional[str]]
    language: NotRequired[Optional[str]]
    timezone: NotRequired[Optional[str]]
    attributes: NotRequired[Dict[str, Any]]
    tags: NotRequired[Optional[List[str]]]
    mode: NotRequired[str]
    modes: NotRequired[Dict[str, str]]
    source: NotRequired[str]
    onConflict: NotRequired[str]


UpsertContactReply: TypeAlias = "Contact"


class BulkWriteContactsBodyContactsItemExternalIdsItem(TypedDict):
    source: str
    externalId: str


class BulkWriteContactsBodyContactsItem(TypedDict):
    id: NotRequired[str]
    phone: NotRequired[str]
    userId: NotRequired[str]
    externalIds: NotRequired[List["BulkWriteContactsBodyContactsItemExternalIdsItem"]]
    name: NotRequired[Optional[str]]
    language: NotRequired[Optional[str]]
    timezone: NotRequired[Optional[str]]
    attributes: NotRequired[Dict[str, Any]]
    tags: NotRequired[Optional[List[str]]]
    mode: NotRequired[str]
    modes: NotRequired[Dict[str, str]]


class BulkWriteContactsBody(TypedDict):
    contacts: List["BulkWriteContactsBodyContactsItem"]
    source: NotRequired[str]
    onConflict: NotRequired[str]
    atomic: NotRequired[bool]


class BulkWriteContactsReplyDataItemErrorsItem(TypedDict):
    path: str
    pointer: str
    detail: str


class BulkWriteContactsReplyDataItem(TypedDict):
    index: int
    status: str
    id: Optional[str]
    errors: List["BulkWriteContactsReplyDataItemErrorsItem"]
    contactIds: List[str]
    withheld: List[str]


class BulkWriteContactsReplyCounts(TypedDict):
    created: int
    updated: int
    unchanged: int
    conflict: int
    invalid: int
    not_found: int


class BulkWriteContactsReply(TypedDict):
    data: List["BulkWriteContactsReplyDataItem"]
    counts: "BulkWriteContactsReplyCounts"


class TagContactBody(TypedDict):
    tags: List[str]


TagContactReply: TypeAlias = "Contact"


UntagContactReply: TypeAlias = "Contact"


ListContactTimelineItem: TypeAlias = "TimelineEntry"


class MergeContactsBody(TypedDict):
    contactId: str


class MergeContactsReply(TypedDict):
    mergeId: str
    contact: "Contact"


class UndoContactMergeReply(TypedDict):
    contact: "Contact"
    restored: "Contact"


GetContactSettingsReply: TypeAlias = "ContactSettings"


class ChangeContactSettingsBody(TypedDict):
    sourcePriority: Optional[List[List[str]]]


ChangeContactSettingsReply: TypeAlias = "ContactSettings"


EraseContactReply: TypeAlias = "PersonErasure"


ListImportsItem: TypeAlias = "Import"


class CreateImportBody(TypedDict):
    file: NotRequired[FileInput]
    url: NotRequired[str]


CreateImportReply: TypeAlias = "Import"


GetImportReply: TypeAlias = "Import"


class ReadImportAnewBody(TypedDict):
    sheet: NotRequired[str]
    encoding: NotRequired[str]
    delimiter: NotRequired[str]
    header: NotRequired[bool]


ReadImportAnewReply: TypeAlias = "Import"


class MapImportBodyMappingColumnsItem(TypedDict):
    column: str
    target: str
    mode: NotRequired[str]
    defaultCountry: NotRequired[str]
    split: NotRequired[str]
    source: NotRequired[str]
    dateFormat: NotRequired[str]
    timezone: NotRequired[str]
    decimal: NotRequired[str]
    createOptions: NotRequired[bool]
    currency: NotRequired[str]


class MapImportBodyMappingConsentEvidence(TypedDict):
    kind: str
    occurredAt: NotRequired[str]
    occurredAtColumn: NotRequired[str]
    text: NotRequired[str]
    textColumn: NotRequired[str]
    reference: NotRequired[str]
    referenceColumn: NotRequired[str]
    noticeVersion: NotRequired[str]


class MapImportBodyMappingConsent(TypedDict):
    """Without evidence rows may opt people out, never in. What a person has said since stands."""
    purpose: str
    state: NotRequired[str]
    column: NotRequired[str]
    evidence: NotRequired["MapImportBodyMappingConsentEvidence"]


class MapImportBodyMapping(TypedDict):
    columns: List["MapImportBodyMappingColumnsItem"]
    key: NotRequired[str]
    onConflict: NotRequired[str]
    addToSegment: NotRequired[Optional[str]]
    clear: NotRequired[str]
    consent: NotRequired[Optional["MapImportBodyMappingConsent"]]


class MapImportBody(TypedDict):
    mapping: "MapImportBodyMapping"
    saveAs: NotRequired[str]


MapImportReply: TypeAlias = "Import"


CheckImportReply: TypeAlias = "Import"


RunImportReply: TypeAlias = "Import"


CancelImportReply: TypeAlias = "Import"


UndoImportReply: TypeAlias = "Import"


class ListImportMappingsReply(TypedDict):
    data: List["ImportMapping"]


ListExportsItem: TypeAlias = "Export"


class CreateExportBody(TypedDict):
    format: NotRequired[str]
    filter: NotRequired[Dict[str, Any]]
    segment: NotRequired[str]
    columns: NotRequired[List[str]]


CreateExportReply: TypeAlias = "Export"


GetExportReply: TypeAlias = "Export"


CancelExportReply: TypeAlias = "Export"


ListAttributesItem: TypeAlias = "Attribute"


class CreateAttributeBodyOptionsItem(TypedDict):
    key: str
    label: str


class CreateAttributeBody(TypedDict):
    key: str
    type: str
    label: NotRequired[str]
    options: NotRequired[List["CreateAttributeBodyOptionsItem"]]
    unique: NotRequired[bool]
    indexed: NotRequired[bool]
    pii: NotRequired[bool]
    sensitive: NotRequired[bool]


CreateAttributeReply: TypeAlias = "Attribute"


GetAttributeReply: TypeAlias = "Attribute"


class UpdateAttributeBodyOptionsItem(TypedDict):
    key: str
    label: str


class UpdateAttributeBody(TypedDict):
    label: NotRequired[str]
    options: NotRequired[List["UpdateAttributeBodyOptionsItem"]]
    unique: NotRequired[bool]
    indexed: NotRequired[bool]
    pii: NotRequired[bool]
    sensitive: NotRequired[bool]
    archived: NotRequired[bool]


UpdateAttributeReply: TypeAlias = "Attribute"


ListTagsItem: TypeAlias = "Tag"


class CreateTagBody(TypedDict):
    name: str
    colour: NotRequired[Optional[str]]


CreateTagReply: TypeAlias = "Tag"


class UpdateTagBody(TypedDict):
    name: NotRequired[str]
    colour: NotRequired[Optional[str]]


UpdateTagReply: TypeAlias = "Tag"


ListSegmentsItem: TypeAlias = "Segment"


class CreateSegmentBody(TypedDict):
    name: str
    filter: NotRequired[Dict[str, Any]]
    followed: NotRequired[bool]


CreateSegmentReply: TypeAlias = "Segment"


GetSegmentReply: TypeAlias = "Segment"


class UpdateSegmentBody(TypedDict):
    name: NotRequired[str]
    filter: NotRequired[Dict[str, Any]]
    followed: NotRequired[bool]


UpdateSegmentReply: TypeAlias = "Segment"


class PreviewSegmentBody(TypedDict):
    filter: Dict[str, Any]


class PreviewSegmentReplyExplainItem(TypedDict):
    path: str
    matches: int
    isExact: bool


class PreviewSegmentReply(TypedDict):
    count: int
    countIsExact: bool
    sample: List["ContactSummary"]
    explain: List["PreviewSegmentReplyExplainItem"]


ListSegmentContactsItem: TypeAlias = "ContactSummary"


class ChangeSegmentMembersBody(TypedDict):
    add: NotRequired[List[str]]
    remove: NotRequired[List[str]]


class ChangeSegmentMembersReply(TypedDict):
    added: int
    removed: int


ListCampaignsItem: TypeAlias = "Campaign"


class CreateCampaignBodyTemplate(TypedDict):
    """must name a template of the business account of the number"""
    name: str
    language: str


class CreateCampaignBodyAudience(TypedDict):
    """Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it."""
    segmentIds: NotRequired[List[str]]
    filter: NotRequired[Dict[str, Any]]
    contactIds: NotRequired[List[str]]
    excludeSegmentIds: NotRequired[List[str]]


class CreateCampaignBodyVariantsItemTemplate(TypedDict):
    """must name a template of the business account of the number"""
    name: str
    language: str


class CreateCampaignBodyVariantsItem(TypedDict):
    weight: int
    template: NotRequired["CreateCampaignBodyVariantsItemTemplate"]
    bindings: NotRequired[Dict[str, Any]]


class CreateCampaignBodySchedule(TypedDict):
    at: str
    timezone: NotRequired[str]
    fallbackTimezone: NotRequired[str]
    ifPassed: NotRequired[str]


class CreateCampaignBodyRamp(TypedDict):
    """must be percents of the people after which it waits so many minutes, such as [1, 5, 20]"""
    percents: List[float]
    everyMinutes: int


CreateCampaignBodyQuietHours = TypedDict(
    "CreateCampaignBodyQuietHours",
    {
        "from": str,
        "to": str,
    },
)


class CreateCampaignBodyLatePolicy(TypedDict):
    """must say what a start leads to that was missed by more"""
    maxDelayMinutes: int
    action: str


class CreateCampaignBodyBreaker(TypedDict):
    """must be the share of the last so many outcomes that may fail with one code before it pauses"""
    failPercent: int
    window: int


class CreateCampaignBodyListItem(TypedDict):
    phone: NotRequired[str]
    userId: NotRequired[str]
    values: NotRequired[Dict[str, str]]


class CreateCampaignBody(TypedDict):
    name: str
    numberId: str
    template: "CreateCampaignBodyTemplate"
    bindings: NotRequired[Dict[str, Any]]
    audience: NotRequired["CreateCampaignBodyAudience"]
    variants: NotRequired[List["CreateCampaignBodyVariantsItem"]]
    weight: NotRequired[int]
    holdoutPercent: NotRequired[int]
    schedule: NotRequired[Optional["CreateCampaignBodySchedule"]]
    maxPerMinute: NotRequired[Optional[int]]
    ramp: NotRequired[Optional["CreateCampaignBodyRamp"]]
    reservePercent: NotRequired[int]
    quietHours: NotRequired[Optional["CreateCampaignBodyQuietHours"]]
    endsAt: NotRequired[Optional[str]]
    latePolicy: NotRequired["CreateCampaignBodyLatePolicy"]
    breaker: NotRequired["CreateCampaignBodyBreaker"]
    attributionHours: NotRequired[int]
    list: NotRequired[List["CreateCampaignBodyListItem"]]


CreateCampaignReply: TypeAlias = "Campaign"


GetCampaignReply: TypeAlias = "Campaign"


class UpdateCampaignBodyTemplate(TypedDict):
    """must name a template of the business account of the number"""
    name: str
    language: str


class UpdateCampaignBodyAudience(TypedDict):
    """Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it."""
    segmentIds: NotRequired[List[str]]
    filter: NotRequired[Dict[str, Any]]
    contactIds: NotRequired[List[str]]
    excludeSegmentIds: NotRequired[List[str]]


class UpdateCampaignBodyVariantsItemTemplate(TypedDict):
    """must name a template of the business account of the number"""
    name: str
    language: str


class UpdateCampaignBodyVariantsItem(TypedDict):
    weight: int
    template: NotRequired["UpdateCampaignBodyVariantsItemTemplate"]
    bindings: NotRequired[Dict[str, Any]]


class UpdateCampaignBodySchedule(TypedDict):
    at: str
    timezone: NotRequired[str]
    fallbackTimezone: NotRequired[str]
    ifPassed: NotRequired[str]


class UpdateCampaignBodyRamp(TypedDict):
    """must be percents of the people after which it waits so many minutes, such as [1, 5, 20]"""
    percents: List[float]
    everyMinutes: int


UpdateCampaignBodyQuietHours = TypedDict(
    "UpdateCampaignBodyQuietHours",
    {
        "from": str,
        "to": str,
    },
)


class UpdateCampaignBodyLatePolicy(TypedDict):
    """must say what a start leads to that was missed by more"""
    maxDelayMinutes: int
    action: str


class UpdateCampaignBodyBreaker(TypedDict):
    """must be the share of the last so many outcomes that may fail with one code before it pauses"""
    failPercent: int
    window: int


class UpdateCampaignBodyListItem(TypedDict):
    phone: NotRequired[str]
    userId: NotRequired[str]
    values: NotRequired[Dict[str, str]]


class UpdateCampaignBody(TypedDict):
    name: NotRequired[str]
    numberId: NotRequired[str]
    template: NotRequired["UpdateCampaignBodyTemplate"]
    bindings: NotRequired[Dict[str, Any]]
    audience: NotRequired["UpdateCampaignBodyAudience"]
    variants: NotRequired[List["UpdateCampaignBodyVariantsItem"]]
    weight: NotRequired[int]
    holdoutPercent: NotRequired[int]
    schedule: NotRequired[Optional["UpdateCampaignBodySchedule"]]
    maxPerMinute: NotRequired[Optional[int]]
    ramp: NotRequired[Optional["UpdateCampaignBodyRamp"]]
    reservePercent: NotRequired[int]
    quietHours: NotRequired[Optional["UpdateCampaignBodyQuietHours"]]
    endsAt: NotRequired[Optional[str]]
    latePolicy: NotRequired["UpdateCampaignBodyLatePolicy"]
    breaker: NotRequired["UpdateCampaignBodyBreaker"]
    attributionHours: NotRequired[int]
    list: NotRequired[List["UpdateCampaignBodyListItem"]]


UpdateCampaignReply: TypeAlias = "Campaign"


class ValidateCampaignReplyErrorsItem(TypedDict):
    code: str
    field: str
    message: str


class ValidateCampaignReplyWarningsItem(TypedDict):
    code: str
    field: str
    message: str


class ValidateCampaignReplyAudience(TypedDict):
    total: int
    judged: int
    duplicates: int
    sendable: int
    waiting: int
    skipped: Dict[str, int]


class ValidateCampaignReplyEstimateByDayItem(TypedDict):
    date: str
    count: int


class ValidateCampaignReplyEstimate(TypedDict):
    starts: str
    ends: str
    isLimited: bool
    byDay: List["ValidateCampaignReplyEstimateByDayItem"]


class ValidateCampaignReplySamplesItem(TypedDict):
    contactId: Optional[str]
    phone: Optional[str]
    variant: int
    preview: Dict[str, Any]


class ValidateCampaignReply(TypedDict):
    ok: bool
    errors: List["ValidateCampaignReplyErrorsItem"]
    warnings: List["ValidateCampaignReplyWarningsItem"]
    audience: Optional["ValidateCampaignReplyAudience"]
    estimate: Optional["ValidateCampaignReplyEstimate"]
    samples: List["ValidateCampaignReplySamplesItem"]


class PreviewCampaignBody(TypedDict):
    contactId: str
    variant: NotRequired[int]


class PreviewCampaignReply(TypedDict):
    contactId: str
    variant: int
    missing: List[str]
    preview: Dict[str, Any]


class TestCampaignBody(TypedDict):
    contactIds: List[str]
    variant: NotRequired[int]


class TestCampaignReplyResultsItem(TypedDict):
    contactId: str
    messageId: Optional[str]
    error: Optional[str]


class TestCampaignReply(TypedDict):
    results: List["TestCampaignReplyResultsItem"]


LaunchCampaignReply: TypeAlias = "Campaign"


class PauseCampaignReplyTemplate(TypedDict):
    """must name a template of the business account of the number"""
    name: str
    language: str


class PauseCampaignReplyAudience(TypedDict):
    """Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it."""
    segmentIds: NotRequired[List[str]]
    filter: NotRequired[Dict[str, Any]]
    contactIds: NotRequired[List[str]]
    excludeSegmentIds: NotRequired[List[str]]


class PauseCampaignReplyVariantsItemTemplate(TypedDict):
    """must name a template of the business account of the number"""
    name: str
    language: str


class PauseCampaignReplyVariantsItem(TypedDict):
    weight: int
    template: NotRequired["PauseCampaignReplyVariantsItemTemplate"]
    bindings: NotRequired[Dict[str, Any]]


class PauseCampaignReplySchedule(TypedDict):
    at: str
    timezone: NotRequired[str]
    fallbackTimezone: NotRequired[str]
    ifPassed: NotRequired[str]


class PauseCampaignReplyRamp(TypedDict):
    """must be percents of the people after which it waits so many minutes, such as [1, 5, 20]"""
    percents: List[float]
    everyMinutes: int


PauseCampaignReplyQuietHours = TypedDict(
    "PauseCampaignReplyQuietHours",
    {
        "from": str,
        "to": str,
    },
)


class PauseCampaignReplyLatePolicy(TypedDict):
    """must say what a start leads to that was missed by more"""
    maxDelayMinutes: int
    action: str


class PauseCampaignReplyBreaker(TypedDict):
    """must be the share of the last so many outcomes that may fail with one code before it pauses"""
    failPercent: int
    window: int


class PauseCampaignReply(TypedDict):
    id: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    waitsFor: Optional[str]
    waitsUntil: Optional[str]
    parentId: Optional[str]
    planned: int
    duplicates: int
    counts: Dict[str, int]
    numberId: str
    template: "PauseCampaignReplyTemplate"
    bindings: Dict[str, Any]
    audience: "PauseCampaignReplyAudience"
    variants: List["PauseCampaignReplyVariantsItem"]
    weight: int
    holdoutPercent: int
    schedule: Optional["PauseCampaignReplySchedule"]
    maxPerMinute: Optional[int]
    ramp: Optional["PauseCampaignReplyRamp"]
    reservePercent: int
    quietHours: Optional["PauseCampaignReplyQuietHours"]
    endsAt: Optional[str]
    latePolicy: "PauseCampaignReplyLatePolicy"
    breaker: "PauseCampaignReplyBreaker"
    attributionHours: int
    version: int
    createdAt: str
    updatedAt: str
    launchedAt: Optional[str]
    startsAt: Optional[str]
    startedAt: Optional[str]
    endedAt: Optional[str]
    recalled: int


ResumeCampaignReply: TypeAlias = "Campaign"


class CancelCampaignReplyTemplate(TypedDict):
    """must name a template of the business account of the number"""
    name: str
    language: str


class CancelCampaignReplyAudience(TypedDict):
    """Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it."""
    segmentIds: NotRequired[List[str]]
    filter: NotRequired[Dict[str, Any]]
    contactIds: NotRequired[List[str]]
    excludeSegmentIds: NotRequired[List[str]]


class CancelCampaignReplyVariantsItemTemplate(TypedDict):
    """must name a template of the business account of the number"""
    name: str
    language: str


class CancelCampaignReplyVariantsItem(TypedDict):
    weight: int
    template: NotRequired["CancelCampaignReplyVariantsItemTemplate"]
    bindings: NotRequired[Dict[str, Any]]


class CancelCampaignReplySchedule(TypedDict):
    at: str
    timezone: NotRequired[str]
    fallbackTimezone: NotRequired[str]
    ifPassed: NotRequired[str]


class CancelCampaignReplyRamp(TypedDict):
    """must be percents of the people after which it waits so many minutes, such as [1, 5, 20]"""
    percents: List[float]
    everyMinutes: int


CancelCampaignReplyQuietHours = TypedDict(
    "CancelCampaignReplyQuietHours",
    {
        "from": str,
        "to": str,
    },
)


class CancelCampaignReplyLatePolicy(TypedDict):
    """must say what a start leads to that was missed by more"""
    maxDelayMinutes: int
    action: str


class CancelCampaignReplyBreaker(TypedDict):
    """must be the share of the last so many outcomes that may fail with one code before it pauses"""
    failPercent: int
    window: int


class CancelCampaignReply(TypedDict):
    id: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    waitsFor: Optional[str]
    waitsUntil: Optional[str]
    parentId: Optional[str]
    planned: int
    duplicates: int
    counts: Dict[str, int]
    numberId: str
    template: "CancelCampaignReplyTemplate"
    bindings: Dict[str, Any]
    audience: "CancelCampaignReplyAudience"
    variants: List["CancelCampaignReplyVariantsItem"]
    weight: int
    holdoutPercent: int
    schedule: Optional["CancelCampaignReplySchedule"]
    maxPerMinute: Optional[int]
    ramp: Optional["CancelCampaignReplyRamp"]
    reservePercent: int
    quietHours: Optional["CancelCampaignReplyQuietHours"]
    endsAt: Optional[str]
    latePolicy: "CancelCampaignReplyLatePolicy"
    breaker: "CancelCampaignReplyBreaker"
    attributionHours: int
    version: int
    createdAt: str
    updatedAt: str
    launchedAt: Optional[str]
    startsAt: Optional[str]
    startedAt: Optional[str]
    endedAt: Optional[str]
    tooLate: int


class RetryCampaignBody(TypedDict):
    scope: str
    codes: NotRequired[List[int]]
    recipients: NotRequired[List[int]]
    afterHours: NotRequired[int]


RetryCampaignReply: TypeAlias = "Campaign"


GetCampaignMetricsReply: TypeAlias = "CampaignMetrics"


ListCampaignRecipientsItem: TypeAlias = "CampaignRecipient"


class ListCampaignChangesItem(TypedDict):
    sequence: str
    recipientId: int
    kind: str
    was: Optional[str]
    reason: Optional[str]
    at: str


GetLinkSettingsReply: TypeAlias = "LinkSettings"


class ChangeLinkSettingsBody(TypedDict):
    baseUrl: NotRequired[Optional[str]]
    allowedDomains: NotRequired[List[str]]
    utm: NotRequired[Dict[str, str]]
    expiresDays: NotRequired[int]


ChangeLinkSettingsReply: TypeAlias = "LinkSettings"


ListFlowsItem: TypeAlias = "FlowSummary"


class CreateFlowBody(TypedDict):
    name: str
    folder: NotRequired[Optional[str]]
    spec: NotRequired[Dict[str, Any]]


CreateFlowReply: TypeAlias = "Flow"


GetFlowReply: TypeAlias = "Flow"


class UpdateFlowBody(TypedDict):
    name: NotRequired[str]
    folder: NotRequired[Optional[str]]
    enabled: NotRequired[bool]
    archived: NotRequired[bool]
    spec: NotRequired[Dict[str, Any]]
    ifRevision: NotRequired[int]


UpdateFlowReply: TypeAlias = "Flow"


class ValidateFlowBody(TypedDict):
    spec: Dict[str, Any]


ValidateFlowReply: TypeAlias = "FlowValidation"


class SimulateFlowBody(TypedDict):
    spec: Dict[str, Any]
    transcript: str


SimulateFlowReply: TypeAlias = "FlowSimulation"


class PublishFlowBody(TypedDict):
    message: NotRequired[str]
    sessions: NotRequired[str]


PublishFlowReply: TypeAlias = "FlowVersionSummary"


ListFlowVersionsItem: TypeAlias = "FlowVersionSummary"


GetFlowVersionReply: TypeAlias = "FlowVersion"


GetFlowStatsReply: TypeAlias = "FlowStats"


class ListFlowNodesReplyDataItemExitsItem(TypedDict):
    name: str
    required: bool


class ListFlowNodesReplyDataItemExitsBy(TypedDict):
    """The list of its data whose items each name one more exit, by this member."""
    list: str
    member: str


class ListFlowNodesReplyDataItem(TypedDict):
    kind: str
    group: str
    title: str
    schema: Dict[str, Any]
    exits: List["ListFlowNodesReplyDataItemExitsItem"]
    exitsBy: Optional["ListFlowNodesReplyDataItemExitsBy"]


class ListFlowNodesReplyOperatorsItem(TypedDict):
    name: str
    to: str


class ListFlowNodesReply(TypedDict):
    data: List["ListFlowNodesReplyDataItem"]
    operators: List["ListFlowNodesReplyOperatorsItem"]


class ListFlowTriggersReplyDataItem(TypedDict):
    kind: str
    schema: Dict[str, Any]


class ListFlowTriggersReply(TypedDict):
    data: List["ListFlowTriggersReplyDataItem"]


class StartFlowSessionBody(TypedDict):
    contactId: str
    numberId: NotRequired[str]
    values: NotRequired[Dict[str, Any]]
    force: NotRequired[bool]


class StartFlowSessionReply(TypedDict):
    sessionId: str
    conversationId: str


ListFlowSessionsItem: TypeAlias = "FlowSession"


GetFlowSessionReply: TypeAlias = "FlowSession"


ListFlowSessionStepsItem: TypeAlias = "FlowStep"


class StopFlowSessionBody(TypedDict):
    reason: NotRequired[str]


StopFlowSessionReply: TypeAlias = "FlowSession"


class TellFlowSessionBody(TypedDict):
    name: str
    values: NotRequired[Dict[str, Any]]


TellFlowSessionReply: TypeAlias = "FlowSession"


class PauseBotsBody(TypedDict):
    pausedUntil: Optional[str]


ListDripsItem: TypeAlias = "Drip"


class CreateDripBodyStepsItem1Template(TypedDict):
    name: str
    language: str


class CreateDripBodyStepsItem1(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    template: "CreateDripBodyStepsItem1Template"
    bindings: NotRequired[Dict[str, Any]]
    onFailure: NotRequired[str]


class CreateDripBodyStepsItem2FallbackTemplate(TypedDict):
    name: str
    language: str


class CreateDripBodyStepsItem2Fallback(TypedDict):
    template: "CreateDripBodyStepsItem2FallbackTemplate"
    bindings: NotRequired[Dict[str, Any]]


class CreateDripBodyStepsItem2(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    text: str
    fallback: NotRequired["CreateDripBodyStepsItem2Fallback"]
    onFailure: NotRequired[str]


class CreateDripBodyStepsItem3Until(TypedDict):
    time: str
    days: NotRequired[List[int]]
    timezone: NotRequired[str]


class CreateDripBodyStepsItem3Event(TypedDict):
    on: str
    timeoutMinutes: int
    onTimeout: NotRequired[Optional[str]]


class CreateDripBodyStepsItem3(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    minutes: NotRequired[int]
    until: NotRequired["CreateDripBodyStepsItem3Until"]
    event: NotRequired["CreateDripBodyStepsItem3Event"]


class CreateDripBodyStepsItem4CasesItem(TypedDict):
    filter: NotRequired[Dict[str, Any]]
    outcome: NotRequired[str]
    goto: str


class CreateDripBodyStepsItem4(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    cases: List["CreateDripBodyStepsItem4CasesItem"]


class CreateDripBodyStepsItem5(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    addTags: NotRequired[List[str]]
    removeTags: NotRequired[List[str]]
    attributes: NotRequired[Dict[str, Any]]


class CreateDripBodyStepsItem6PartsItem(TypedDict):
    weight: int
    goto: str


class CreateDripBodyStepsItem6(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    parts: List["CreateDripBodyStepsItem6PartsItem"]


class CreateDripBodyStepsItem7(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    name: str


class CreateDripBodyStepsItem8(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    name: str


class CreateDripBodyStepsItem9(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    reason: NotRequired[str]


class CreateDripBodyTriggersItem1(TypedDict):
    on: str


class CreateDripBodyTriggersItem2(TypedDict):
    on: str


class CreateDripBodyTriggersItem3(TypedDict):
    on: str
    tag: str


class CreateDripBodyTriggersItem4(TypedDict):
    on: str
    segmentId: str


class CreateDripBodyTriggersItem5(TypedDict):
    on: str
    purpose: NotRequired[str]


class CreateDripBodyTriggersItem6(TypedDict):
    on: str
    words: List[str]


class CreateDripBodyTriggersItem7(TypedDict):
    on: str
    payload: str


class CreateDripBodyTriggersItem8(TypedDict):
    on: str
    name: NotRequired[str]
    campaignId: NotRequired[str]


class CreateDripBodyTriggersItem9(TypedDict):
    on: str
    campaignId: str
    outcome: str


class CreateDripBodyTriggersItem10(TypedDict):
    on: str
    attribute: str
    offsetDays: int
    at: str
    yearly: bool


class CreateDripBodyExits(TypedDict):
    """must say what ends it for a person; an opt-out always does"""
    reply: NotRequired[Union[str, List[str]]]
    segmentId: NotRequired[str]
    maxAgeDays: NotRequired[int]


class CreateDripBodyReentry1(TypedDict):
    rule: str


class CreateDripBodyReentry2(TypedDict):
    rule: str
    days: int


CreateDripBodyOpenHours = TypedDict(
    "CreateDripBodyOpenHours",
    {
        "from": str,
        "to": str,
        "days": NotRequired[List[int]],
        "timezone": NotRequired[str],
    },
)


class CreateDripBody(TypedDict):
    name: str
    numberId: str
    steps: List[Union["CreateDripBodyStepsItem1", "CreateDripBodyStepsItem2", "CreateDripBodyStepsItem3", "CreateDripBodyStepsItem4", "CreateDripBodyStepsItem5", "CreateDripBodyStepsItem6", "CreateDripBodyStepsItem7", "CreateDripBodyStepsItem8", "CreateDripBodyStepsItem9"]]
    triggers: NotRequired[List[Union["CreateDripBodyTriggersItem1", "CreateDripBodyTriggersItem2", "CreateDripBodyTriggersItem3", "CreateDripBodyTriggersItem4", "CreateDripBodyTriggersItem5", "CreateDripBodyTriggersItem6", "CreateDripBodyTriggersItem7", "CreateDripBodyTriggersItem8", "CreateDripBodyTriggersItem9", "CreateDripBodyTriggersItem10"]]]
    exits: NotRequired["CreateDripBodyExits"]
    reentry: NotRequired[Union["CreateDripBodyReentry1", "CreateDripBodyReentry2"]]
    openHours: NotRequired[Optional["CreateDripBodyOpenHours"]]
    maxMessages: NotRequired[Optional[int]]


CreateDripReply: TypeAlias = "Drip"


GetDripReply: TypeAlias = "Drip"


class UpdateDripBodyStepsItem1Template(TypedDict):
    name: str
    language: str


class UpdateDripBodyStepsItem1(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    template: "UpdateDripBodyStepsItem1Template"
    bindings: NotRequired[Dict[str, Any]]
    onFailure: NotRequired[str]


class UpdateDripBodyStepsItem2FallbackTemplate(TypedDict):
    name: str
    language: str


class UpdateDripBodyStepsItem2Fallback(TypedDict):
    template: "UpdateDripBodyStepsItem2FallbackTemplate"
    bindings: NotRequired[Dict[str, Any]]


class UpdateDripBodyStepsItem2(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    text: str
    fallback: NotRequired["UpdateDripBodyStepsItem2Fallback"]
    onFailure: NotRequired[str]


class UpdateDripBodyStepsItem3Until(TypedDict):
    time: str
    days: NotRequired[List[int]]
    timezone: NotRequired[str]


class UpdateDripBodyStepsItem3Event(TypedDict):
    on: str
    timeoutMinutes: int
    onTimeout: NotRequired[Optional[str]]


class UpdateDripBodyStepsItem3(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    minutes: NotRequired[int]
    until: NotRequired["UpdateDripBodyStepsItem3Until"]
    event: NotRequired["UpdateDripBodyStepsItem3Event"]


class UpdateDripBodyStepsItem4CasesItem(TypedDict):
    filter: NotRequired[Dict[str, Any]]
    outcome: NotRequired[str]
    goto: str


class UpdateDripBodyStepsItem4(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    cases: List["UpdateDripBodyStepsItem4CasesItem"]


class UpdateDripBodyStepsItem5(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    addTags: NotRequired[List[str]]
    removeTags: NotRequired[List[str]]
    attributes: NotRequired[Dict[str, Any]]


class UpdateDripBodyStepsItem6PartsItem(TypedDict):
    weight: int
    goto: str


class UpdateDripBodyStepsItem6(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    parts: List["UpdateDripBodyStepsItem6PartsItem"]


class UpdateDripBodyStepsItem7(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    name: str


class UpdateDripBodyStepsItem8(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    name: str


class UpdateDripBodyStepsItem9(TypedDict):
    key: str
    kind: str
    next: NotRequired[Optional[str]]
    reason: NotRequired[str]


class UpdateDripBodyTriggersItem1(TypedDict):
    on: str


class UpdateDripBodyTriggersItem2(TypedDict):
    on: str


class UpdateDripBodyTriggersItem3(TypedDict):
    on: str
    tag: str


class UpdateDripBodyTriggersItem4(TypedDict):
    on: str
    segmentId: str


class UpdateDripBodyTriggersItem5(TypedDict):
    on: str
    purpose: NotRequired[str]


class UpdateDripBodyTriggersItem6(TypedDict):
    on: str
    words: List[str]


class UpdateDripBodyTriggersItem7(TypedDict):
    on: str
    payload: str


class UpdateDripBodyTriggersItem8(TypedDict):
    on: str
    name: NotRequired[str]
    campaignId: NotRequired[str]


class UpdateDripBodyTriggersItem9(TypedDict):
    on: str
    campaignId: str
    outcome: str


class UpdateDripBodyTriggersItem10(TypedDict):
    on: str
    attribute: str
    offsetDays: int
    at: str
    yearly: bool


class UpdateDripBodyExits(TypedDict):
    """must say what ends it for a person; an opt-out always does"""
    reply: NotRequired[Union[str, List[str]]]
    segmentId: NotRequired[str]
    maxAgeDays: NotRequired[int]


class UpdateDripBodyReentry1(TypedDict):
    rule: str


class UpdateDripBodyReentry2(TypedDict):
    rule: str
    days: int


UpdateDripBodyOpenHours = TypedDict(
    "UpdateDripBodyOpenHours",
    {
        "from": str,
        "to": str,
        "days": NotRequired[List[int]],
        "timezone": NotRequired[str],
    },
)


class UpdateDripBody(TypedDict):
    name: NotRequired[str]
    numberId: NotRequired[str]
    steps: NotRequired[List[Union["UpdateDripBodyStepsItem1", "UpdateDripBodyStepsItem2", "UpdateDripBodyStepsItem3", "UpdateDripBodyStepsItem4", "UpdateDripBodyStepsItem5", "UpdateDripBodyStepsItem6", "UpdateDripBodyStepsItem7", "UpdateDripBodyStepsItem8", "UpdateDripBodyStepsItem9"]]]
    triggers: NotRequired[List[Union["UpdateDripBodyTriggersItem1", "UpdateDripBodyTriggersItem2", "UpdateDripBodyTriggersItem3", "UpdateDripBodyTriggersItem4", "UpdateDripBodyTriggersItem5", "UpdateDripBodyTriggersItem6", "UpdateDripBodyTriggersItem7", "UpdateDripBodyTriggersItem8", "UpdateDripBodyTriggersItem9", "UpdateDripBodyTriggersItem10"]]]
    exits: NotRequired["UpdateDripBodyExits"]
    reentry: NotRequired[Union["UpdateDripBodyReentry1", "UpdateDripBodyReentry2"]]
    openHours: NotRequired[Optional["UpdateDripBodyOpenHours"]]
    maxMessages: NotRequired[Optional[int]]


UpdateDripReply: TypeAlias = "Drip"


class PublishDripBody(TypedDict):
    migrate: NotRequired[Dict[str, str]]


PublishDripReplyOpenHours = TypedDict(
    "PublishDripReplyOpenHours",
    {
        "from": str,
        "to": str,
        "days": NotRequired[List[int]],
        "timezone": NotRequired[str],
    },
)


class PublishDripReply(TypedDict):
    id: str
    name: str
    state: str
    version: int
    hasUnpublishedChanges: bool
    numberId: str
    triggers: List[Dict[str, Any]]
    steps: List[Dict[str, Any]]
    exits: Dict[str, Any]
    reentry: Dict[str, Any]
    openHours: Optional["PublishDripReplyOpenHours"]
    maxMessages: Optional[int]
    createdAt: str
    updatedAt: str
    migrated: int


PauseDripReply: TypeAlias = "Drip"


ResumeDripReply: TypeAlias = "Drip"


ArchiveDripReply: TypeAlias = "Drip"


GetDripStatisticsReply: TypeAlias = "DripStatistics"


class EnrollContactsBody(TypedDict):
    contactIds: List[str]
    key: str
    vars: NotRequired[Dict[str, str]]


class EnrollContactsReplyEnrolledItem(TypedDict):
    enrollmentId: str
    contactId: str


class EnrollContactsReply(TypedDict):
    enrolled: List["EnrollContactsReplyEnrolledItem"]


ListEnrollmentsItem: TypeAlias = "Enrollment"


class GetEnrollmentReplyStepsItem(TypedDict):
    seq: int
    version: int
    step: str
    kind: str
    outcome: str
    code: Optional[int]
    messageId: Optional[str]
    at: str


class GetEnrollmentReply(TypedDict):
    id: str
    version: int
    contactId: str
    contactName: Optional[str]
    state: str
    reason: Optional[str]
    goal: Optional[str]
    step: str
    dueAt: str
    waitsFor: Optional[str]
    sent: int
    lastOutcome: Optional[str]
    enrolledAt: str
    endedAt: Optional[str]
    steps: List["GetEnrollmentReplyStepsItem"]


CancelEnrollmentReply: TypeAlias = "Enrollment"


ListConnectionsItem: TypeAlias = "Connection"


class CreateConnectionBody(TypedDict):
    kind: str
    name: str
    settings: Dict[str, str]
    credentials: Dict[str, str]


CreateConnectionReply: TypeAlias = "Connection"


GetConnectionReply: TypeAlias = "Connection"


class UpdateConnectionBodyMappingContact(TypedDict):
    phone: NotRequired[str]
    morePhones: NotRequired[List[str]]
    country: NotRequired[str]
    defaultCountry: NotRequired[str]
    userId: NotRequired[str]
    externalId: NotRequired[str]
    name: NotRequired[List[str]]
    language: NotRequired[str]


class UpdateConnectionBodyMappingConsent(TypedDict):
    purpose: str
    state: str
    optedIn: List[str]
    optedOut: List[str]
    occurredAt: NotRequired[str]
    text: NotRequired[str]


class UpdateConnectionBodyMapping(TypedDict):
    """must say what of an event is what; docs/event-sources.md describes it"""
    type: NotRequired[str]
    typeNames: NotRequired[Dict[str, str]]
    occurredAt: NotRequired[str]
    contact: "UpdateConnectionBodyMappingContact"
    attributes: Dict[str, str]
    tags: List[str]
    data: Dict[str, str]
    consent: NotRequired["UpdateConnectionBodyMappingConsent"]


class UpdateConnectionBody(TypedDict):
    name: NotRequired[str]
    paused: NotRequired[bool]
    mapping: NotRequired["UpdateConnectionBodyMapping"]
    credentials: NotRequired[Dict[str, str]]


UpdateConnectionReply: TypeAlias = "Connection"


class TestConnectionReply(TypedDict):
    name: str
    problem: Optional[str]


class PreviewConnectionBodyMappingContact(TypedDict):
    phone: NotRequired[str]
    morePhones: NotRequired[List[str]]
    country: NotRequired[str]
    defaultCountry: NotRequired[str]
    userId: NotRequired[str]
    externalId: NotRequired[str]
    name: NotRequired[List[str]]
    language: NotRequired[str]


class PreviewConnectionBodyMappingConsent(TypedDict):
    purpose: str
    state: str
    optedIn: List[str]
    optedOut: List[str]
    occurredAt: NotRequired[str]
    text: NotRequired[str]


class PreviewConnectionBodyMapping(TypedDict):
    """must say what of an event is what; docs/event-sources.md describes it"""
    type: NotRequired[str]
    typeNames: NotRequired[Dict[str, str]]
    occurredAt: NotRequired[str]
    contact: "PreviewConnectionBodyMappingContact"
    attributes: Dict[str, str]
    tags: List[str]
    data: Dict[str, str]
    consent: NotRequired["PreviewConnectionBodyMappingConsent"]


class PreviewConnectionBody(TypedDict):
    mapping: NotRequired["PreviewConnectionBodyMapping"]


class PreviewConnectionReplyRecordsItemNotesItem(TypedDict):
    field: str
    message: str


class PreviewConnectionReplyRecordsItem(TypedDict):
    remoteId: str
    body: Dict[str, Any]
    contact: Optional[Dict[str, Any]]
    consent: Optional[Dict[str, Any]]
    notes: List["PreviewConnectionReplyRecordsItemNotesItem"]


class PreviewConnectionReply(TypedDict):
    records: List["PreviewConnectionReplyRecordsItem"]


class SyncConnectionBody(TypedDict):
    full: NotRequired[bool]


SyncConnectionReply: TypeAlias = "Connection"


ListSyncRunsItem: TypeAlias = "SyncRun"


class ListSyncErrorsReplyErrorsItem(TypedDict):
    remoteId: str
    code: str
    detail: str
    at: str


class ListSyncErrorsReply(TypedDict):
    errors: List["ListSyncErrorsReplyErrorsItem"]


ListEventSourcesItem: TypeAlias = "EventSource"


class CreateEventSourceBodyAuth1(TypedDict):
    kind: str


class CreateEventSourceBodyAuth2(TypedDict):
    kind: str
    header: str
    algorithm: str
    encoding: str
    prefix: NotRequired[str]
    timestampHeader: NotRequired[str]


class CreateEventSourceBodyAuth3(TypedDict):
    kind: str
    username: str


class CreateEventSourceBodyAuth4(TypedDict):
    kind: str


class CreateEventSourceBodyAuth5(TypedDict):
    kind: str
    header: str


class CreateEventSourceBodyAuth6(TypedDict):
    kind: str


class CreateEventSourceBodyDedupe(TypedDict):
    """must say under what an event is known, and for how many hours"""
    pointer: NotRequired[str]
    ttlHours: int


class CreateEventSourceBodyMappingContact(TypedDict):
    phone: NotRequired[str]
    morePhones: NotRequired[List[str]]
    country: NotRequired[str]
    defaultCountry: NotRequired[str]
    userId: NotRequired[str]
    externalId: NotRequired[str]
    name: NotRequired[List[str]]
    language: NotRequired[str]


class CreateEventSourceBodyMappingConsent(TypedDict):
    purpose: str
    state: str
    optedIn: List[str]
    optedOut: List[str]
    occurredAt: NotRequired[str]
    text: NotRequired[str]


class CreateEventSourceBodyMapping(TypedDict):
    """must say what of an event is what; docs/event-sources.md describes it"""
    type: NotRequired[str]
    typeNames: NotRequired[Dict[str, str]]
    occurredAt: NotRequired[str]
    contact: "CreateEventSourceBodyMappingContact"
    attributes: Dict[str, str]
    tags: List[str]
    data: Dict[str, str]
    consent: NotRequired["CreateEventSourceBodyMappingConsent"]


class CreateEventSourceBodyActionsItem1ConditionsItem(TypedDict):
    pointer: str
    op: str
    value: NotRequired[str]


class CreateEventSourceBodyActionsItem1Template(TypedDict):
    name: str
    language: str


class CreateEventSourceBodyActionsItem1(TypedDict):
    id: str
    kind: str
    types: NotRequired[List[str]]
    conditions: NotRequired[List["CreateEventSourceBodyActionsItem1ConditionsItem"]]
    oncePer: NotRequired[str]
    maxAgeMinutes: NotRequired[int]
    numberId: str
    template: "CreateEventSourceBodyActionsItem1Template"
    bindings: NotRequired[Dict[str, Any]]


class CreateEventSourceBodyActionsItem2ConditionsItem(TypedDict):
    pointer: str
    op: str
    value: NotRequired[str]


class CreateEventSourceBodyActionsItem2(TypedDict):
    id: str
    kind: str
    types: NotRequired[List[str]]
    conditions: NotRequired[List["CreateEventSourceBodyActionsItem2ConditionsItem"]]
    oncePer: NotRequired[str]
    maxAgeMinutes: NotRequired[int]
    flowId: str
    numberId: NotRequired[str]


class CreateEventSourceBodyActionsItem3ConditionsItem(TypedDict):
    pointer: str
    op: str
    value: NotRequired[str]


class CreateEventSourceBodyActionsItem3(TypedDict):
    id: str
    kind: str
    types: NotRequired[List[str]]
    conditions: NotRequired[List["CreateEventSourceBodyActionsItem3ConditionsItem"]]
    oncePer: NotRequired[str]
    maxAgeMinutes: NotRequired[int]
    dripId: str


class CreateEventSourceBodyActionsItem4ConditionsItem(TypedDict):
    pointer: str
    op: str
    value: NotRequired[str]


class CreateEventSourceBodyActionsItem4(TypedDict):
    id: str
    kind: str
    types: NotRequired[List[str]]
    conditions: NotRequired[List["CreateEventSourceBodyActionsItem4ConditionsItem"]]
    oncePer: NotRequired[str]
    maxAgeMinutes: NotRequired[int]
    dripId: str


class CreateEventSourceBodyRespond(TypedDict):
    """must be what is answered once the events are stored"""
    status: int
    body: NotRequired[str]


class CreateEventSourceBody(TypedDict):
    name: str
    auth: NotRequired[Union["CreateEventSourceBodyAuth1", "CreateEventSourceBodyAuth2", "CreateEventSourceBodyAuth3", "CreateEventSourceBodyAuth4", "CreateEventSourceBodyAuth5", "CreateEventSourceBodyAuth6"]]
    secret: NotRequired[str]
    dedupe: NotRequired["CreateEventSourceBodyDedupe"]
    mapping: NotRequired["CreateEventSourceBodyMapping"]
    actions: NotRequired[List[Union["CreateEventSourceBodyActionsItem1", "CreateEventSourceBodyActionsItem2", "CreateEventSourceBodyActionsItem3", "CreateEventSourceBodyActionsItem4"]]]
    respond: NotRequired["CreateEventSourceBodyRespond"]


CreateEventSourceReply: TypeAlias = "EventSourceWithSecret"


GetEventSourceReply: TypeAlias = "EventSource"


class UpdateEventSourceBodyAuth1(TypedDict):
    kind: str


class UpdateEventSourceBodyAuth2(TypedDict):
    kind: str
    header: str
    algorithm: str
    encoding: str
    prefix: NotRequired[str]
    timestampHeader: NotRequired[str]


class UpdateEventSourceBodyAuth3(TypedDict):
    kind: str
    username: str


class UpdateEventSourceBodyAuth4(TypedDict):
    kind: str


class UpdateEventSourceBodyAuth5(TypedDict):
    kind: str
    header: str


class UpdateEventSourceBodyAuth6(TypedDict):
    kind: str


class UpdateEventSourceBodyDedupe(TypedDict):
    """must say under what an event is known, and for how many hours"""
    pointer: NotRequired[str]
    ttlHours: int


class UpdateEventSourceBodyMappingContact(TypedDict):
    phone: NotRequired[str]
    morePhones: NotRequired[List[str]]
    country: NotRequired[str]
    defaultCountry: NotRequired[str]
    userId: NotRequired[str]
    externalId: NotRequired[str]
    name: NotRequired[List[str]]
    language: NotRequired[str]


class UpdateEventSourceBodyMappingConsent(TypedDict):
    purpose: str
    state: str
    optedIn: List[str]
    optedOut: List[str]
    occurredAt: NotRequired[str]
    text: NotRequired[str]


class UpdateEventSourceBodyMapping(TypedDict):
    """must say what of an event is what; docs/event-sources.md describes it"""
    type: NotRequired[str]
    typeNames: NotRequired[Dict[str, str]]
    occurredAt: NotRequired[str]
    contact: "UpdateEventSourceBodyMappingContact"
    attributes: Dict[str, str]
    tags: List[str]
    data: Dict[str, str]
    consent: NotRequired["UpdateEventSourceBodyMappingConsent"]


class UpdateEventSourceBodyActionsItem1ConditionsItem(TypedDict):
    pointer: str
    op: str
    value: NotRequired[str]


class UpdateEventSourceBodyActionsItem1Template(TypedDict):
    name: str
    language: str


class UpdateEventSourceBodyActionsItem1(TypedDict):
    id: str
    kind: str
    types: NotRequired[List[str]]
    conditions: NotRequired[List["UpdateEventSourceBodyActionsItem1ConditionsItem"]]
    oncePer: NotRequired[str]
    maxAgeMinutes: NotRequired[int]
    numberId: str
    template: "UpdateEventSourceBodyActionsItem1Template"
    bindings: NotRequired[Dict[str, Any]]


class UpdateEventSourceBodyActionsItem2ConditionsItem(TypedDict):
    pointer: str
    op: str
    value: NotRequired[str]


class UpdateEventSourceBodyActionsItem2(TypedDict):
    id: str
    kind: str
    types: NotRequired[List[str]]
    conditions: NotRequired[List["UpdateEventSourceBodyActionsItem2ConditionsItem"]]
    oncePer: NotRequired[str]
    maxAgeMinutes: NotRequired[int]
    flowId: str
    numberId: NotRequired[str]


class UpdateEventSourceBodyActionsItem3ConditionsItem(TypedDict):
    pointer: str
    op: str
    value: NotRequired[str]


class UpdateEventSourceBodyActionsItem3(TypedDict):
    id: str
    kind: str
    types: NotRequired[List[str]]
    conditions: NotRequired[List["UpdateEventSourceBodyActionsItem3ConditionsItem"]]
    oncePer: NotRequired[str]
    maxAgeMinutes: NotRequired[int]
    dripId: str


class UpdateEventSourceBodyActionsItem4ConditionsItem(TypedDict):
    pointer: str
    op: str
    value: NotRequired[str]


class UpdateEventSourceBodyActionsItem4(TypedDict):
    id: str
    kind: str
    types: NotRequired[List[str]]
    conditions: NotRequired[List["UpdateEventSourceBodyActionsItem4ConditionsItem"]]
    oncePer: NotRequired[str]
    maxAgeMinutes: NotRequired[int]
    dripId: str


class UpdateEventSourceBodyRespond(TypedDict):
    """must be what is answered once the events are stored"""
    status: int
    body: NotRequired[str]


class UpdateEventSourceBody(TypedDict):
    name: NotRequired[str]
    state: NotRequired[str]
    auth: NotRequired[Union["UpdateEventSourceBodyAuth1", "UpdateEventSourceBodyAuth2", "UpdateEventSourceBodyAuth3", "UpdateEventSourceBodyAuth4", "UpdateEventSourceBodyAuth5", "UpdateEventSourceBodyAuth6"]]
    secret: NotRequired[str]
    dedupe: NotRequired["UpdateEventSourceBodyDedupe"]
    mapping: NotRequired["UpdateEventSourceBodyMapping"]
    actions: NotRequired[List[Union["UpdateEventSourceBodyActionsItem1", "UpdateEventSourceBodyActionsItem2", "UpdateEventSourceBodyActionsItem3", "UpdateEventSourceBodyActionsItem4"]]]
    respond: NotRequired["UpdateEventSourceBodyRespond"]


UpdateEventSourceReply: TypeAlias = "EventSourceWithSecret"


class RotateEventSourceBody(TypedDict):
    what: str
    secret: NotRequired[str]
    graceSeconds: NotRequired[int]


RotateEventSourceReply: TypeAlias = "EventSourceWithSecret"


class LearnEventMappingReplyPlacesItem(TypedDict):
    pointer: str
    found: int
    kind: str
    examples: List[str]


class LearnEventMappingReply(TypedDict):
    samples: int
    places: List["LearnEventMappingReplyPlacesItem"]
    mapping: Dict[str, Any]


ListIncomingEventsItem: TypeAlias = "IncomingEvent"


class CountIncomingEventsReplyCountsItem(TypedDict):
    state: str
    reason: Optional[str]
    count: int


class CountIncomingEventsReply(TypedDict):
    counts: List["CountIncomingEventsReplyCountsItem"]


GetIncomingEventReply: TypeAlias = "IncomingEventWithBody"


class PreviewIncomingEventBodyMappingContact(TypedDict):
    phone: NotRequired[str]
    morePhones: NotRequired[List[str]]
    country: NotRequired[str]
    defaultCountry: NotRequired[str]
    userId: NotRequired[str]
    externalId: NotRequired[str]
    name: NotRequired[List[str]]
    language: NotRequired[str]


class PreviewIncomingEventBodyMappingConsent(TypedDict):
    purpose: str
    state: str
    optedIn: List[str]
    optedOut: List[str]
    occurredAt: NotRequired[str]
    text: NotRequired[str]


class PreviewIncomingEventBodyMapping(TypedDict):
    """must say what of an event is what; docs/event-sources.md describes it"""
    type: NotRequired[str]
    typeNames: NotRequired[Dict[str, str]]
    occurredAt: NotRequired[str]
    contact: "PreviewIncomingEventBodyMappingContact"
    attributes: Dict[str, str]
    tags: List[str]
    data: Dict[str, str]
    consent: NotRequired["PreviewIncomingEventBodyMappingConsent"]


class PreviewIncomingEventBody(TypedDict):
    mapping: NotRequired["PreviewIncomingEventBodyMapping"]


class PreviewIncomingEventReplyNotesItem(TypedDict):
    field: str
    message: str


class PreviewIncomingEventReply(TypedDict):
    type: Optional[str]
    occurredAt: Optional[str]
    data: Dict[str, str]
    contact: Optional[Dict[str, Any]]
    consent: Optional[Dict[str, Any]]
    notes: List["PreviewIncomingEventReplyNotesItem"]
    actions: List[str]


ReplayIncomingEventReply: TypeAlias = "IncomingEvent"


class ReplayIncomingEventsBody(TypedDict):
    state: str
    reason: NotRequired[str]


class ReplayIncomingEventsReply(TypedDict):
    replayed: int


class GetContactConsentReply(TypedDict):
    contactId: str
    consents: List["Consent"]


class RecordConsentBodyEvidence(TypedDict):
    """What proves that the person acted. `text`, `reference` or `noticeVersion` is required."""
    kind: str
    text: NotRequired[str]
    reference: NotRequired[str]
    noticeVersion: NotRequired[str]
    language: NotRequired[str]
    ip: NotRequired[str]
    userAgent: NotRequired[str]
    details: NotRequired[Dict[str, Any]]


class RecordConsentBody(TypedDict):
    purpose: str
    state: str
    occurredAt: NotRequired[str]
    evidence: NotRequired["RecordConsentBodyEvidence"]
    note: NotRequired[str]


RecordConsentReply: TypeAlias = "RecordedConsent"


ListConsentEventsItem: TypeAlias = "ConsentEvent"


class GetConsentProofReplyChainsItem(TypedDict):
    contactId: str
    brokenAt: Optional[int]
    events: List["ConsentEvent"]


class GetConsentProofReply(TypedDict):
    contactId: str
    exportedAt: str
    chains: List["GetConsentProofReplyChainsItem"]


GetContactSendabilityReply: TypeAlias = "Sendability"


class RecordConsentsInBulkBodyItemsItemEvidence(TypedDict):
    """What proves that the person acted. `text`, `reference` or `noticeVersion` is required."""
    kind: str
    text: NotRequired[str]
    reference: NotRequired[str]
    noticeVersion: NotRequired[str]
    language: NotRequired[str]
    ip: NotRequired[str]
    userAgent: NotRequired[str]
    details: NotRequired[Dict[str, Any]]


class RecordConsentsInBulkBodyItemsItem(TypedDict):
    contactId: NotRequired[str]
    phone: NotRequired[str]
    userId: NotRequired[str]
    purpose: str
    state: str
    occurredAt: NotRequired[str]
    evidence: NotRequired["RecordConsentsInBulkBodyItemsItemEvidence"]
    note: NotRequired[str]


class RecordConsentsInBulkBody(TypedDict):
    items: List["RecordConsentsInBulkBodyItemsItem"]
    source: NotRequired[str]


class RecordConsentsInBulkReplyItemsItemErrorsItem(TypedDict):
    path: str
    detail: str


class RecordConsentsInBulkReplyItemsItem(TypedDict):
    index: int
    contactId: Optional[str]
    outcome: str
    state: Optional[str]
    code: Optional[str]
    reason: Optional[str]
    detail: Optional[str]
    errors: List["RecordConsentsInBulkReplyItemsItemErrorsItem"]


class RecordConsentsInBulkReply(TypedDict):
    items: List["RecordConsentsInBulkReplyItemsItem"]


class ListConsentTopicsReply(TypedDict):
    data: List["ConsentTopic"]


class PutConsentTopicBody(TypedDict):
    name: str
    description: NotRequired[Optional[str]]
    archived: NotRequired[bool]


PutConsentTopicReply: TypeAlias = "ConsentTopic"


ListSuppressionsItem: TypeAlias = "Suppression"


class AddSuppressionsBodyItemsItem(TypedDict):
    phone: NotRequired[str]
    userId: NotRequired[str]
    contactId: NotRequired[str]
    scope: NotRequired[str]
    reason: str
    note: NotRequired[str]
    until: NotRequired[str]


class AddSuppressionsBody(TypedDict):
    items: List["AddSuppressionsBodyItemsItem"]


class AddSuppressionsReplyItemsItemErrorsItem(TypedDict):
    path: str
    detail: str


class AddSuppressionsReplyItemsItem(TypedDict):
    index: int
    outcome: str
    suppressions: List["Suppression"]
    code: Optional[str]
    detail: Optional[str]
    errors: List["AddSuppressionsReplyItemsItemErrorsItem"]


class AddSuppressionsReply(TypedDict):
    items: List["AddSuppressionsReplyItemsItem"]


GetPolicyReply: TypeAlias = "Policy"


ChangePolicyBodyQuietHours = TypedDict(
    "ChangePolicyBodyQuietHours",
    {
        "from": str,
        "to": str,
    },
)


class ChangePolicyBodyCapsItem(TypedDict):
    max: int
    per: str
    window: str


class ChangePolicyBodyKeywords(TypedDict):
    """must be phrases that are understood beside the keywords"""
    stop: NotRequired[List[str]]
    start: NotRequired[List[str]]
    agree: NotRequired[List[str]]


class ChangePolicyBody(TypedDict):
    marketingConsent: NotRequired[str]
    blockedCountries: NotRequired[List[str]]
    quietHours: NotRequired[Optional["ChangePolicyBodyQuietHours"]]
    timeZone: NotRequired[str]
    caps: NotRequired[List["ChangePolicyBodyCapsItem"]]
    duplicateDays: NotRequired[Optional[int]]
    learnFromMeta: NotRequired[bool]
    templateTopics: NotRequired[Dict[str, str]]
    stopsPerNumber: NotRequired[bool]
    keywords: NotRequired["ChangePolicyBodyKeywords"]
    confirmation: NotRequired[Optional[str]]


ChangePolicyReply: TypeAlias = "Policy"


class GetWalletReply(TypedDict):
    wallets: List["Wallet"]


ListWalletTransactionsItem: TypeAlias = "WalletTransaction"


ListWalletHoldsItem: TypeAlias = "WalletHold"


class SetWalletThresholdsBodyThresholdsItem(TypedDict):
    id: str
    below: str
    rearmAbove: NotRequired[str]


class SetWalletThresholdsBody(TypedDict):
    currency: str
    thresholds: List["SetWalletThresholdsBodyThresholdsItem"]


SetWalletThresholdsReply: TypeAlias = "Wallet"


class GetPricingQuoteReply(TypedDict):
    currency: str
    price: "Price"


class GetMessageCostReplyPriceStepsItem(TypedDict):
    kind: str
    label: str
    amount: str


class GetMessageCostReplyPrice(TypedDict):
    total: str
    meta: str
    markup: str
    fee: str
    market: str
    category: str
    country: Optional[str]
    cardId: Optional[str]
    steps: List["GetMessageCostReplyPriceStepsItem"]


class GetMessageCostReply(TypedDict):
    messageId: str
    currency: str
    state: str
    held: str
    captured: Optional[str]
    quote: "Price"
    price: Optional["GetMessageCostReplyPrice"]
    settledAt: Optional[str]


class GetUsageReplyDataItem(TypedDict):
    group: str
    currency: str
    messages: int
    charged: str
    meta: str
    markup: str
    fee: str


class GetUsageReply(TypedDict):
    data: List["GetUsageReplyDataItem"]


class StartTopUpBody(TypedDict):
    amount: str
    currency: str
    provider: NotRequired[str]
    returnUrl: NotRequired[str]
    saveMethod: NotRequired[bool]


class StartTopUpReply(TypedDict):
    id: str
    provider: str
    state: str
    origin: str
    currency: str
    amount: str
    tax: str
    total: str
    paymentUrl: Optional[str]
    orderId: Optional[str]
    createdAt: str
    updatedAt: str


class ListTopUpsItem(TypedDict):
    id: str
    provider: str
    state: str
    origin: str
    currency: str
    amount: str
    tax: str
    total: str
    paymentUrl: Optional[str]
    orderId: Optional[str]
    createdAt: str
    updatedAt: str


class GetTopUpReply(TypedDict):
    id: str
    provider: str
    state: str
    origin: str
    currency: str
    amount: str
    tax: str
    total: str
    paymentUrl: Optional[str]
    orderId: Optional[str]
    createdAt: str
    updatedAt: str
    payments: List["Payment"]
    refunds: List["Refund"]
    disputes: List["Dispute"]


class ProveTopUpBody(TypedDict):
    razorpay_payment_id: str
    razorpay_order_id: str
    razorpay_signature: str


class ProveTopUpReply(TypedDict):
    id: str
    provider: str
    state: str
    origin: str
    currency: str
    amount: str
    tax: str
    total: str
    paymentUrl: Optional[str]
    orderId: Optional[str]
    createdAt: str
    updatedAt: str
    payments: List["Payment"]
    refunds: List["Refund"]
    disputes: List["Dispute"]


class RefundTopUpBody(TypedDict):
    amount: NotRequired[str]
    paymentId: NotRequired[str]
    reason: NotRequired[str]


RefundTopUpReply: TypeAlias = "Refund"


class GetTopUpOptionsReplyOptionsItem(TypedDict):
    provider: str
    currency: str
    minimum: str


class GetTopUpOptionsReply(TypedDict):
    options: List["GetTopUpOptionsReplyOptionsItem"]


class GetAutoRechargeReplyDataItem(TypedDict):
    currency: str
    enabled: bool
    below: str
    amount: str
    methodId: Optional[str]
    maxPerDay: int
    maxPerMonth: int
    topUpId: Optional[str]
    stoppedReason: Optional[str]
    updatedAt: str


class GetAutoRechargeReply(TypedDict):
    data: List["GetAutoRechargeReplyDataItem"]


class SetAutoRechargeBody(TypedDict):
    currency: str
    enabled: bool
    below: str
    amount: str
    methodId: NotRequired[Optional[str]]
    maxPerDay: NotRequired[int]
    maxPerMonth: NotRequired[int]


class SetAutoRechargeReply(TypedDict):
    currency: str
    enabled: bool
    below: str
    amount: str
    methodId: Optional[str]
    maxPerDay: int
    maxPerMonth: int
    topUpId: Optional[str]
    stoppedReason: Optional[str]
    updatedAt: str


class ListPaymentMethodsReplyDataItem(TypedDict):
    id: str
    provider: str
    label: str
    createdAt: str


class ListPaymentMethodsReply(TypedDict):
    data: List["ListPaymentMethodsReplyDataItem"]


ListInvoicesItem: TypeAlias = "Invoice"


class GetInvoiceReply(TypedDict):
    id: str
    kind: str
    number: str
    currency: str
    total: str
    corrects: Optional[str]
    issuedAt: str
    document: Dict[str, Any]
    sha256: str


GetBillingProfileReply: TypeAlias = "BillingProfile"


class SetBillingProfileBody(TypedDict):
    name: str
    address: str
    country: str
    state: NotRequired[Optional[str]]
    gstin: NotRequired[Optional[str]]
    vatId: NotRequired[Optional[str]]
    email: NotRequired[Optional[str]]


SetBillingProfileReply: TypeAlias = "BillingProfile"


class ListTemplatesItem(TypedDict):
    id: str
    metaId: str
    wabaId: str
    name: str
    language: str
    category: str
    announcedCategory: Optional[str]
    status: str
    quality: str
    flagged: bool
    rejectedReason: Optional[str]
    parameterFormat: str
    components: List[Dict[str, Any]]
    messageSendTtlSeconds: Optional[int]
    holdBefore: Optional[str]
    syncedAt: Optional[str]
    createdAt: Optional[str]


class CreateTemplateBody(TypedDict):
    wabaId: NotRequired[str]
    name: Any
    language: Any
    category: Any
    components: Any
    parameterFormat: NotRequired[Any]
    messageSendTtlSeconds: NotRequired[Any]


class CreateTemplateReply(TypedDict):
    id: str
    metaId: str
    wabaId: str
    name: str
    language: str
    category: str
    announcedCategory: Optional[str]
    status: str
    quality: str
    flagged: bool
    rejectedReason: Optional[str]
    parameterFormat: str
    components: List[Dict[str, Any]]
    messageSendTtlSeconds: Optional[int]
    holdBefore: Optional[str]
    syncedAt: Optional[str]
    createdAt: Optional[str]


class ListTemplateSyncsReplyDataItem(TypedDict):
    wabaId: str
    syncedAt: Optional[str]
    error: Optional[str]


class ListTemplateSyncsReply(TypedDict):
    data: List["ListTemplateSyncsReplyDataItem"]


class SyncTemplatesBody(TypedDict):
    wabaId: NotRequired[str]


class SyncTemplatesReply(TypedDict):
    wabaId: str
    count: int


class GetTemplateReply(TypedDict):
    id: str
    metaId: str
    wabaId: str
    name: str
    language: str
    category: str
    announcedCategory: Optional[str]
    status: str
    quality: str
    flagged: bool
    rejectedReason: Optional[str]
    parameterFormat: str
    components: List[Dict[str, Any]]
    messageSendTtlSeconds: Optional[int]
    holdBefore: Optional[str]
    syncedAt: Optional[str]
    createdAt: Optional[str]
    heldMessages: int


class EditTemplateBody(TypedDict):
    category: NotRequired[str]
    components: NotRequired[List[Dict[str, Any]]]
    parameterFormat: NotRequired[str]
    messageSendTtlSeconds: NotRequired[int]


class EditTemplateReply(TypedDict):
    id: str
    metaId: str
    wabaId: str
    name: str
    language: str
    category: str
    announcedCategory: Optional[str]
    status: str
    quality: str
    flagged: bool
    rejectedReason: Optional[str]
    parameterFormat: str
    components: List[Dict[str, Any]]
    messageSendTtlSeconds: Optional[int]
    holdBefore: Optional[str]
    syncedAt: Optional[str]
    createdAt: Optional[str]


GetTemplateContractReply: TypeAlias = Dict[str, Any]


class LintTemplateBody(TypedDict):
    wabaId: NotRequired[str]
    name: Any
    language: Any
    category: Any
    components: Any
    parameterFormat: NotRequired[Any]
    messageSendTtlSeconds: NotRequired[Any]


class LintTemplateReplyProblemsItem(TypedDict):
    path: str
    pointer: str
    detail: str


class LintTemplateReply(TypedDict):
    valid: bool
    problems: List["LintTemplateReplyProblemsItem"]


class PreviewTemplateBody(TypedDict):
    components: NotRequired[List[Dict[str, Any]]]
    parameters: NotRequired[Dict[str, Any]]


class PreviewTemplateReplyProblemsItem(TypedDict):
    path: str
    pointer: str
    detail: str


class PreviewTemplateReply(TypedDict):
    preview: Dict[str, Any]
    problems: List["PreviewTemplateReplyProblemsItem"]


class UploadTemplateSampleBody(TypedDict):
    wabaId: NotRequired[str]
    mediaId: str


class UploadTemplateSampleReply(TypedDict):
    handle: str


class ReleaseTemplateReply(TypedDict):
    id: str
    metaId: str
    wabaId: str
    name: str
    language: str
    category: str
    announcedCategory: Optional[str]
    status: str
    quality: str
    flagged: bool
    rejectedReason: Optional[str]
    parameterFormat: str
    components: List[Dict[str, Any]]
    messageSendTtlSeconds: Optional[int]
    holdBefore: Optional[str]
    syncedAt: Optional[str]
    createdAt: Optional[str]


class UploadMediaBody(TypedDict):
    file: FileInput


class UploadMediaReply(TypedDict):
    id: str
    direction: str
    kind: Optional[str]
    mimeType: str
    filename: Optional[str]
    sizeBytes: float
    sha256: str
    voice: bool
    messageId: Optional[str]
    url: str
    urlExpiresAt: str
    createdAt: str


class ListMediaItem(TypedDict):
    id: str
    direction: str
    kind: Optional[str]
    mimeType: str
    filename: Optional[str]
    sizeBytes: float
    sha256: str
    voice: bool
    messageId: Optional[str]
    url: str
    urlExpiresAt: str
    createdAt: str


class FetchMediaBody(TypedDict):
    url: str
    filename: NotRequired[str]


class FetchMediaReply(TypedDict):
    id: str
    direction: str
    kind: Optional[str]
    mimeType: str
    filename: Optional[str]
    sizeBytes: float
    sha256: str
    voice: bool
    messageId: Optional[str]
    url: str
    urlExpiresAt: str
    createdAt: str


class GetMediaReply(TypedDict):
    id: str
    direction: str
    kind: Optional[str]
    mimeType: str
    filename: Optional[str]
    sizeBytes: float
    sha256: str
    voice: bool
    messageId: Optional[str]
    url: str
    urlExpiresAt: str
    createdAt: str


class DeleteMediaReply(TypedDict):
    id: str
    deleted: bool


class ListNumbersItemHealth(TypedDict):
    """In Meta's words; null: not told yet."""
    quality: Optional[str]
    messagingLimit: Optional[str]
    throughput: Optional[str]
    status: Optional[str]
    canSend: Optional[str]
    nameStatus: Optional[str]
    accountReview: Optional[str]
    banState: Optional[str]
    violation: Optional[str]
    restrictions: List[str]
    readAt: Optional[str]
    error: Optional[str]


class ListNumbersItem(TypedDict):
    id: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]
    verifiedName: Optional[str]
    sandbox: bool
    hasAppSecret: bool
    verifiedAt: Optional[str]
    health: Optional["ListNumbersItemHealth"]


class ConnectNumberBody(TypedDict):
    phoneNumberId: str
    accessToken: str
    appSecret: NotRequired[str]


class ConnectNumberReplyHealth(TypedDict):
    """In Meta's words; null: not told yet."""
    quality: Optional[str]
    messagingLimit: Optional[str]
    throughput: Optional[str]
    status: Optional[str]
    canSend: Optional[str]
    nameStatus: Optional[str]
    accountReview: Optional[str]
    banState: Optional[str]
    violation: Optional[str]
    restrictions: List[str]
    readAt: Optional[str]
    error: Optional[str]


class ConnectNumberReply(TypedDict):
    id: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]
    verifiedName: Optional[str]
    sandbox: bool
    hasAppSecret: bool
    verifiedAt: Optional[str]
    health: Optional["ConnectNumberReplyHealth"]


class GetNumberReplyHealth(TypedDict):
    """In Meta's words; null: not told yet."""
    quality: Optional[str]
    messagingLimit: Optional[str]
    throughput: Optional[str]
    status: Optional[str]
    canSend: Optional[str]
    nameStatus: Optional[str]
    accountReview: Optional[str]
    banState: Optional[str]
    violation: Optional[str]
    restrictions: List[str]
    readAt: Optional[str]
    error: Optional[str]


class GetNumberReply(TypedDict):
    id: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]
    verifiedName: Optional[str]
    sandbox: bool
    hasAppSecret: bool
    verifiedAt: Optional[str]
    health: Optional["GetNumberReplyHealth"]


class VerifyNumberReplyNumberHealth(TypedDict):
    """In Meta's words; null: not told yet."""
    quality: Optional[str]
    messagingLimit: Optional[str]
    throughput: Optional[str]
    status: Optional[str]
    canSend: Optional[str]
    nameStatus: Optional[str]
    accountReview: Optional[str]
    banState: Optional[str]
    violation: Optional[str]
    restrictions: List[str]
    readAt: Optional[str]
    error: Optional[str]


class VerifyNumberReplyNumber(TypedDict):
    id: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]
    verifiedName: Optional[str]
    sandbox: bool
    hasAppSecret: bool
    verifiedAt: Optional[str]
    health: Optional["VerifyNumberReplyNumberHealth"]


class VerifyNumberReplyChecksItem(TypedDict):
    check: str
    ok: Optional[bool]
    detail: str
    remedy: Optional[str]


class VerifyNumberReply(TypedDict):
    ok: bool
    number: "VerifyNumberReplyNumber"
    checks: List["VerifyNumberReplyChecksItem"]


class GetNumberCallbackReply(TypedDict):
    url: Optional[str]
    setBy: Optional[str]
    here: bool
    override: Optional[str]
    subscribed: bool
    wabaId: Optional[str]
    ownUrl: str


class SetNumberCallbackBody(TypedDict):
    url: NotRequired[str]
    verifyToken: NotRequired[str]


class SetNumberCallbackReply(TypedDict):
    url: Optional[str]
    setBy: Optional[str]
    here: bool
    override: Optional[str]
    subscribed: bool
    wabaId: Optional[str]
    ownUrl: str


class SignUpNumberBody(TypedDict):
    code: NotRequired[str]
    wabaId: str
    phoneNumberId: NotRequired[str]
    pin: NotRequired[str]


class SignUpNumberReplyStepsItem(TypedDict):
    step: str
    doneAt: Optional[str]


class SignUpNumberReplyFailure(TypedDict):
    step: str
    reason: str
    detail: str
    meta: Optional[str]
    at: str


class SignUpNumberReply(TypedDict):
    phoneNumberId: Optional[str]
    wabaId: str
    sandbox: bool
    state: str
    steps: List["SignUpNumberReplyStepsItem"]
    failure: Optional["SignUpNumberReplyFailure"]
    pinStored: bool
    pinGenerated: bool
    numberId: Optional[str]
    createdAt: str
    updatedAt: str


class GetNumberSignupReplyStepsItem(TypedDict):
    step: str
    doneAt: Optional[str]


class GetNumberSignupReplyFailure(TypedDict):
    step: str
    reason: str
    detail: str
    meta: Optional[str]
    at: str


class GetNumberSignupReply(TypedDict):
    phoneNumberId: Optional[str]
    wabaId: str
    sandbox: bool
    state: str
    steps: List["GetNumberSignupReplyStepsItem"]
    failure: Optional["GetNumberSignupReplyFailure"]
    pinStored: bool
    pinGenerated: bool
    numberId: Optional[str]
    createdAt: str
    updatedAt: str


class RevealNumberPinReply(TypedDict):
    pin: str
    generated: bool


ListWebhookEndpointsItem: TypeAlias = "WebhookEndpoint"


class CreateWebhookEndpointBody(TypedDict):
    url: str
    eventTypes: List[str]
    dialect: NotRequired[str]
    description: NotRequired[Optional[str]]
    ordered: NotRequired[bool]
    secret: NotRequired[str]


CreateWebhookEndpointReply: TypeAlias = "WebhookEndpointWithSecret"


GetWebhookEndpointReply: TypeAlias = "WebhookEndpoint"


class ChangeWebhookEndpointBody(TypedDict):
    url: NotRequired[str]
    eventTypes: NotRequired[List[str]]
    dialect: NotRequired[str]
    description: NotRequired[Optional[str]]
    ordered: NotRequired[bool]
    enabled: NotRequired[bool]


ChangeWebhookEndpointReply: TypeAlias = "WebhookEndpoint"


class TestWebhookEndpointBody(TypedDict):
    enable: NotRequired[bool]


class TestWebhookEndpointReplyAttempt(TypedDict):
    at: str
    status: Optional[int]
    durationMs: int
    error: Optional[str]
    response: Optional[str]


class TestWebhookEndpointReply(TypedDict):
    delivered: bool
    eventId: str
    deliveryId: str
    attempt: "TestWebhookEndpointReplyAttempt"
    endpoint: "WebhookEndpoint"


class RotateWebhookSecretBody(TypedDict):
    secret: NotRequired[str]
    graceSeconds: NotRequired[int]


RotateWebhookSecretReply: TypeAlias = "WebhookEndpointWithSecret"


RevokePreviousWebhookSecretReply: TypeAlias = "WebhookEndpoint"


ListWebhookDeliveriesItem: TypeAlias = "WebhookDelivery"


class DeliverEventBody(TypedDict):
    eventId: str


class DeliverEventReply(TypedDict):
    queued: bool


GetWebhookDeliveryReply: TypeAlias = "WebhookDelivery"


class ReplayWebhookDeliveryReply(TypedDict):
    queued: bool


StartWebhookReplayBody = TypedDict(
    "StartWebhookReplayBody",
    {
        "what": str,
        "from": str,
        "to": NotRequired[str],
    },
)


StartWebhookReplayReply: TypeAlias = "WebhookReplay"


ListWebhookReplaysItem: TypeAlias = "WebhookReplay"


GetWebhookReplayReply: TypeAlias = "WebhookReplay"


StopWebhookReplayReply: TypeAlias = "WebhookReplay"


ListEventsItem: TypeAlias = "Event"


GetEventReply: TypeAlias = "Event"


class GetAccountReplyLimitsQuota(TypedDict):
    """Requests in a calendar day or month, UTC; null: unlimited."""
    requests: int
    per: str


class GetAccountReplyLimits(TypedDict):
    requestsPerMinute: Optional[int]
    quota: Optional["GetAccountReplyLimitsQuota"]
    bulkMessages: int


class GetAccountReply(TypedDict):
    id: str
    name: str
    email: str
    plan: str
    active: bool
    defaultNumberId: Optional[str]
    requiresTwoFactor: bool
    limits: "GetAccountReplyLimits"


class UpdateAccountBody(TypedDict):
    name: NotRequired[str]
    defaultNumberId: NotRequired[Optional[str]]
    requiresTwoFactor: NotRequired[bool]


class UpdateAccountReplyLimitsQuota(TypedDict):
    """Requests in a calendar day or month, UTC; null: unlimited."""
    requests: int
    per: str


class UpdateAccountReplyLimits(TypedDict):
    requestsPerMinute: Optional[int]
    quota: Optional["UpdateAccountReplyLimitsQuota"]
    bulkMessages: int


class UpdateAccountReply(TypedDict):
    id: str
    name: str
    email: str
    plan: str
    active: bool
    defaultNumberId: Optional[str]
    requiresTwoFactor: bool
    limits: "UpdateAccountReplyLimits"


EraseAccountReply: TypeAlias = "AccountErasure"


GetAccountErasureReply: TypeAlias = "AccountErasure"


UndoAccountErasureReply: TypeAlias = "AccountErasure"


GetRetentionReply: TypeAlias = "Retention"


class UpdateRetentionBody(TypedDict):
    messagesDays: NotRequired[Optional[int]]
    mediaDays: NotRequired[Optional[int]]
    eventsDays: NotRequired[Optional[int]]


UpdateRetentionReply: TypeAlias = "Retention"


GetOwnPartnerReply: TypeAlias = "OwnPartner"


class SetOwnPartnerAccessBody(TypedDict):
    access: str


SetOwnPartnerAccessReply: TypeAlias = "OwnPartner"


class OpenOnboardingBody(TypedDict):
    token: str


class OpenOnboardingReply(TypedDict):
    accountName: str
    partnerName: str
    language: str
    failureUrl: Optional[str]
    expiresAt: str


class ConnectByOnboardingBody(TypedDict):
    token: str
    phoneNumberId: str
    accessToken: str


class ConnectByOnboardingReply(TypedDict):
    numberId: str
    wabaId: Optional[str]
    redirectUrl: Optional[str]


class ListMembersItem(TypedDict):
    id: str
    email: str
    name: str
    role: str
    createdAt: str


class GetMemberReply(TypedDict):
    id: str
    email: str
    name: str
    role: str
    createdAt: str


class UpdateMemberBody(TypedDict):
    name: NotRequired[str]
    role: NotRequired[str]


class UpdateMemberReply(TypedDict):
    id: str
    email: str
    name: str
    role: str
    createdAt: str


class SignMemberOutReply(TypedDict):
    ended: int


class CreateInvitationBody(TypedDict):
    email: str
    role: str


class CreateInvitationReply(TypedDict):
    id: str
    email: str
    role: str
    state: str
    createdAt: str
    expiresAt: str
    acceptedAt: Optional[str]
    revokedAt: Optional[str]
    token: str
    link: str
    mail: str


class ListInvitationsItem(TypedDict):
    id: str
    email: str
    role: str
    state: str
    createdAt: str
    expiresAt: str
    acceptedAt: Optional[str]
    revokedAt: Optional[str]


class ResendInvitationReply(TypedDict):
    id: str
    email: str
    role: str
    state: str
    createdAt: str
    expiresAt: str
    acceptedAt: Optional[str]
    revokedAt: Optional[str]
    token: str
    link: str
    mail: str


class RevokeInvitationReply(TypedDict):
    id: str
    email: str
    role: str
    state: str
    createdAt: str
    expiresAt: str
    acceptedAt: Optional[str]
    revokedAt: Optional[str]


class PreviewInvitationBody(TypedDict):
    token: str


class PreviewInvitationReply(TypedDict):
    accountName: str
    email: str
    role: str
    expiresAt: str
    known: bool


class AcceptInvitationBody(TypedDict):
    token: str
    name: str
    password: str
    code: NotRequired[str]


class AcceptInvitationReplyMember(TypedDict):
    id: str
    name: str
    email: str
    role: str


class AcceptInvitationReplyAccount(TypedDict):
    id: str
    name: str


class AcceptInvitationReplyAccountsItem(TypedDict):
    id: str
    name: str
    role: str


class AcceptInvitationReply(TypedDict):
    id: str
    member: "AcceptInvitationReplyMember"
    account: "AcceptInvitationReplyAccount"
    scopes: List[str]
    accounts: List["AcceptInvitationReplyAccountsItem"]


class SignInBody(TypedDict):
    email: str
    password: str
    accountId: NotRequired[str]


class SignInReply1Member(TypedDict):
    id: str
    name: str
    email: str
    role: str


class SignInReply1Account(TypedDict):
    id: str
    name: str


class SignInReply1AccountsItem(TypedDict):
    id: str
    name: str
    role: str


class SignInReply1(TypedDict):
    id: str
    member: "SignInReply1Member"
    account: "SignInReply1Account"
    scopes: List[str]
    accounts: List["SignInReply1AccountsItem"]


class SignInReply2(TypedDict):
    challenge: str
    expiresAt: str


SignInReply: TypeAlias = Union["SignInReply1", "SignInReply2"]


class GetCurrentSessionReplyMember(TypedDict):
    id: str
    name: str
    email: str
    role: str


class GetCurrentSessionReplyAccount(TypedDict):
    id: str
    name: str


class GetCurrentSessionReplyAccountsItem(TypedDict):
    id: str
    name: str
    role: str


class GetCurrentSessionReply(TypedDict):
    id: str
    member: "GetCurrentSessionReplyMember"
    account: "GetCurrentSessionReplyAccount"
    scopes: List[str]
    accounts: List["GetCurrentSessionReplyAccountsItem"]


class FinishSignInBody(TypedDict):
    challenge: str
    code: str


class FinishSignInReplyMember(TypedDict):
    id: str
    name: str
    email: str
    role: str


class FinishSignInReplyAccount(TypedDict):
    id: str
    name: str


class FinishSignInReplyAccountsItem(TypedDict):
    id: str
    name: str
    role: str


class FinishSignInReply(TypedDict):
    id: str
    member: "FinishSignInReplyMember"
    account: "FinishSignInReplyAccount"
    scopes: List[str]
    accounts: List["FinishSignInReplyAccountsItem"]


class OpenTrialSessionBody(TypedDict):
    token: str


class OpenTrialSessionReplyMember(TypedDict):
    id: str
    name: str
    email: str
    role: str


class OpenTrialSessionReplyAccount(TypedDict):
    id: str
    name: str


class OpenTrialSessionReplyAccountsItem(TypedDict):
    id: str
    name: str
    role: str


class OpenTrialSessionReply(TypedDict):
    id: str
    member: "OpenTrialSessionReplyMember"
    account: "OpenTrialSessionReplyAccount"
    scopes: List[str]
    accounts: List["OpenTrialSessionReplyAccountsItem"]


class SwitchAccountBody(TypedDict):
    accountId: str


class SwitchAccountReplyMember(TypedDict):
    id: str
    name: str
    email: str
    role: str


class SwitchAccountReplyAccount(TypedDict):
    id: str
    name: str


class SwitchAccountReplyAccountsItem(TypedDict):
    id: str
    name: str
    role: str


class SwitchAccountReply(TypedDict):
    id: str
    member: "SwitchAccountReplyMember"
    account: "SwitchAccountReplyAccount"
    scopes: List[str]
    accounts: List["SwitchAccountReplyAccountsItem"]


class ListSessionsItem(TypedDict):
    id: str
    accountId: str
    current: bool
    ip: Optional[str]
    userAgent: Optional[str]
    signedInAt: str
    lastSeenAt: str
    expiresAt: str


class EndOtherSessionsReply(TypedDict):
    ended: int


class ChangePasswordBody(TypedDict):
    currentPassword: str
    newPassword: str


class RequestPasswordResetBody(TypedDict):
    email: str


class RequestPasswordResetReply(TypedDict):
    accepted: bool


class ResetPasswordBody(TypedDict):
    token: str
    password: str


class GetTwoFactorReply(TypedDict):
    enabled: bool
    recoveryCodesLeft: int


class BeginTwoFactorBody(TypedDict):
    password: str


class BeginTwoFactorReply(TypedDict):
    secret: str
    uri: str


class ConfirmTwoFactorBody(TypedDict):
    code: str


class ConfirmTwoFactorReply(TypedDict):
    recoveryCodes: List[str]


class DisableTwoFactorBody(TypedDict):
    password: str
    code: str


class RenewRecoveryCodesBody(TypedDict):
    password: str
    code: str


class RenewRecoveryCodesReply(TypedDict):
    recoveryCodes: List[str]


class CreateApiKeyBody(TypedDict):
    name: NotRequired[str]
    scopes: NotRequired[List[str]]
    numberIds: NotRequired[Optional[List[str]]]
    allowedIps: NotRequired[List[str]]
    signed: NotRequired[bool]
    expiresAt: NotRequired[Optional[str]]
    test: NotRequired[bool]


class CreateApiKeyReplyDelegation(TypedDict):
    """The account's partner made it, and acts with it; null: it is the account's own."""
    partnerId: str
    kind: str
    reason: str
    onBehalfOf: Optional[str]


class CreateApiKeyReplyPrevious(TypedDict):
    """The secret before the last rotation while it is still good."""
    display: str
    until: str


class CreateApiKeyReply(TypedDict):
    id: str
    name: str
    scopes: List[str]
    numberIds: Optional[List[str]]
    allowedIps: List[str]
    signed: bool
    display: str
    test: bool
    createdAt: str
    expiresAt: Optional[str]
    lastUsedAt: Optional[str]
    rotatedAt: Optional[str]
    revokedAt: Optional[str]
    delegation: Optional["CreateApiKeyReplyDelegation"]
    previous: Optional["CreateApiKeyReplyPrevious"]
    secret: str
    signingSecret: Optional[str]


class ListApiKeysItemDelegation(TypedDict):
    """The account's partner made it, and acts with it; null: it is the account's own."""
    partnerId: str
    kind: str
    reason: str
    onBehalfOf: Optional[str]


class ListApiKeysItemPrevious(TypedDict):
    """The secret before the last rotation while it is still good."""
    display: str
    until: str


class ListApiKeysItem(TypedDict):
    id: str
    name: str
    scopes: List[str]
    numberIds: Optional[List[str]]
    allowedIps: List[str]
    signed: bool
    display: str
    test: bool
    createdAt: str
    expiresAt: Optional[str]
    lastUsedAt: Optional[str]
    rotatedAt: Optional[str]
    revokedAt: Optional[str]
    delegation: Optional["ListApiKeysItemDelegation"]
    previous: Optional["ListApiKeysItemPrevious"]


class GetApiKeyReplyDelegation(TypedDict):
    """The account's partner made it, and acts with it; null: it is the account's own."""
    partnerId: str
    kind: str
    reason: str
    onBehalfOf: Optional[str]


class GetApiKeyReplyPrevious(TypedDict):
    """The secret before the last rotation while it is still good."""
    display: str
    until: str


class GetApiKeyReply(TypedDict):
    id: str
    name: str
    scopes: List[str]
    numberIds: Optional[List[str]]
    allowedIps: List[str]
    signed: bool
    display: str
    test: bool
    createdAt: str
    expiresAt: Optional[str]
    lastUsedAt: Optional[str]
    rotatedAt: Optional[str]
    revokedAt: Optional[str]
    delegation: Optional["GetApiKeyReplyDelegation"]
    previous: Optional["GetApiKeyReplyPrevious"]


class UpdateApiKeyBody(TypedDict):
    name: NotRequired[str]
    scopes: NotRequired[List[str]]
    numberIds: NotRequired[Optional[List[str]]]
    allowedIps: NotRequired[List[str]]
    signed: NotRequired[bool]
    expiresAt: NotRequired[Optional[str]]


class UpdateApiKeyReplyDelegation(TypedDict):
    """The account's partner made it, and acts with it; null: it is the account's own."""
    partnerId: str
    kind: str
    reason: str
    onBehalfOf: Optional[str]


class UpdateApiKeyReplyPrevious(TypedDict):
    """The secret before the last rotation while it is still good."""
    display: str
    until: str


class UpdateApiKeyReply(TypedDict):
    id: str
    name: str
    scopes: List[str]
    numberIds: Optional[List[str]]
    allowedIps: List[str]
    signed: bool
    display: str
    test: bool
    createdAt: str
    expiresAt: Optional[str]
    lastUsedAt: Optional[str]
    rotatedAt: Optional[str]
    revokedAt: Optional[str]
    delegation: Optional["UpdateApiKeyReplyDelegation"]
    previous: Optional["UpdateApiKeyReplyPrevious"]
    signingSecret: Optional[str]


class RotateApiKeyBody(TypedDict):
    graceSeconds: NotRequired[int]


class RotateApiKeyReplyDelegation(TypedDict):
    """The account's partner made it, and acts with it; null: it is the account's own."""
    partnerId: str
    kind: str
    reason: str
    onBehalfOf: Optional[str]


class RotateApiKeyReplyPrevious(TypedDict):
    """The secret before the last rotation while it is still good."""
    display: str
    until: str


class RotateApiKeyReply(TypedDict):
    id: str
    name: str
    scopes: List[str]
    numberIds: Optional[List[str]]
    allowedIps: List[str]
    signed: bool
    display: str
    test: bool
    createdAt: str
    expiresAt: Optional[str]
    lastUsedAt: Optional[str]
    rotatedAt: Optional[str]
    revokedAt: Optional[str]
    delegation: Optional["RotateApiKeyReplyDelegation"]
    previous: Optional["RotateApiKeyReplyPrevious"]
    secret: str


class RevokeApiKeyReplyDelegation(TypedDict):
    """The account's partner made it, and acts with it; null: it is the account's own."""
    partnerId: str
    kind: str
    reason: str
    onBehalfOf: Optional[str]


class RevokeApiKeyReplyPrevious(TypedDict):
    """The secret before the last rotation while it is still good."""
    display: str
    until: str


class RevokeApiKeyReply(TypedDict):
    id: str
    name: str
    scopes: List[str]
    numberIds: Optional[List[str]]
    allowedIps: List[str]
    signed: bool
    display: str
    test: bool
    createdAt: str
    expiresAt: Optional[str]
    lastUsedAt: Optional[str]
    rotatedAt: Optional[str]
    revokedAt: Optional[str]
    delegation: Optional["RevokeApiKeyReplyDelegation"]
    previous: Optional["RevokeApiKeyReplyPrevious"]


class ListAuditLogItemActor(TypedDict):
    kind: str
    id: Optional[str]
    name: Optional[str]


class ListAuditLogItemTarget(TypedDict):
    kind: str
    id: str


class ListAuditLogItem(TypedDict):
    id: str
    at: str
    action: str
    actor: "ListAuditLogItemActor"
    target: "ListAuditLogItemTarget"
    ip: Optional[str]
    requestId: Optional[str]
    before: Optional[Dict[str, Any]]
    after: Optional[Dict[str, Any]]


class ListErrorsReplyDataItem(TypedDict):
    code: str
    type: str
    title: str
    status: int
    description: str
    retryable: bool


class ListErrorsReply(TypedDict):
    data: List["ListErrorsReplyDataItem"]


class GetErrorReply(TypedDict):
    code: str
    type: str
    title: str
    status: int
    description: str
    retryable: bool


class MessageReceivedEventDataReplyTo(TypedDict):
    messageId: Optional[str]
    wamid: str


class MessageReceivedEventDataReaction(TypedDict):
    messageId: Optional[str]
    wamid: str
    emoji: Optional[str]


class MessageReceivedEventDataAnswers(TypedDict):
    name: Optional[str]
    token: Any
    values: Optional[Dict[str, Any]]


MessageReceivedEventData = TypedDict(
    "MessageReceivedEventData",
    {
        "messageId": Optional[str],
        "wamid": str,
        "from": Optional[str],
        "fromUserId": Optional[str],
        "contactId": Optional[str],
        "conversationId": Optional[str],
        "phoneNumberId": str,
        "contact": Optional[Dict[str, Any]],
        "groupId": NotRequired[str],
        "standby": NotRequired[bool],
        "message": Dict[str, Any],
        "replyTo": NotRequired["MessageReceivedEventDataReplyTo"],
        "reaction": NotRequired["MessageReceivedEventDataReaction"],
        "answers": NotRequired["MessageReceivedEventDataAnswers"],
    },
)


class MessageReceivedEvent(TypedDict):
    """A person wrote: text, media, sticker, voice, location, contacts, reaction, button, interactive reply, order, a notice of WhatsApp (`system`), or a kind that Meta could not show (`unsupported`, with `errors`)."""
    id: str
    type: Literal["message.received"]
    timestamp: str
    data: "MessageReceivedEventData"


class MessageReceivedUnknownEventDataReplyTo(TypedDict):
    messageId: Optional[str]
    wamid: str


class MessageReceivedUnknownEventDataReaction(TypedDict):
    messageId: Optional[str]
    wamid: str
    emoji: Optional[str]


class MessageReceivedUnknownEventDataAnswers(TypedDict):
    name: Optional[str]
    token: Any
    values: Optional[Dict[str, Any]]


MessageReceivedUnknownEventData = TypedDict(
    "MessageReceivedUnknownEventData",
    {
        "messageId": Optional[str],
        "wamid": str,
        "from": Optional[str],
        "fromUserId": Optional[str],
        "contactId": Optional[str],
        "conversationId": Optional[str],
        "phoneNumberId": str,
        "contact": Optional[Dict[str, Any]],
        "groupId": NotRequired[str],
        "standby": NotRequired[bool],
        "message": Dict[str, Any],
        "replyTo": NotRequired["MessageReceivedUnknownEventDataReplyTo"],
        "reaction": NotRequired["MessageReceivedUnknownEventDataReaction"],
        "answers": NotRequired["MessageReceivedUnknownEventDataAnswers"],
    },
)


class MessageReceivedUnknownEvent(TypedDict):
    """A person sent a message of a kind that this version does not know, or whose content is not what its type promises. It is kept as it came. So is an edit or a deletion of a message that somebody else wrote, which changes nothing."""
    id: str
    type: Literal["message.received.unknown"]
    timestamp: str
    data: "MessageReceivedUnknownEventData"


MessageEditedEventData = TypedDict(
    "MessageEditedEventData",
    {
        "messageId": Optional[str],
        "wamid": str,
        "from": Optional[str],
        "fromUserId": Optional[str],
        "contactId": Optional[str],
        "conversationId": Optional[str],
        "phoneNumberId": str,
        "contact": Optional[Dict[str, Any]],
        "groupId": NotRequired[str],
        "standby": NotRequired[bool],
        "message": Dict[str, Any],
        "editWamid": str,
        "content": NotRequired[Dict[str, Any]],
    },
)


class MessageEditedEvent(TypedDict):
    """A person edited a message."""
    id: str
    type: Literal["message.edited"]
    timestamp: str
    data: "MessageEditedEventData"


MessageDeletedEventData = TypedDict(
    "MessageDeletedEventData",
    {
        "messageId": Optional[str],
        "wamid": str,
        "from": Optional[str],
        "fromUserId": Optional[str],
        "contactId": Optional[str],
        "conversationId": Optional[str],
        "phoneNumberId": str,
        "contact": Optional[Dict[str, Any]],
        "groupId": NotRequired[str],
        "standby": NotRequired[bool],
        "message": Dict[str, Any],
        "editWamid": str,
        "content": NotRequired[Dict[str, Any]],
    },
)


class MessageDeletedEvent(TypedDict):
    """A person deleted a message."""
    id: str
    type: Literal["message.deleted"]
    timestamp: str
    data: "MessageDeletedEventData"


class MessageEchoEventData(TypedDict):
    messageId: Optional[str]
    wamid: str
    to: Optional[str]
    toUserId: Optional[str]
    contactId: Optional[str]
    conversationId: Optional[str]
    phoneNumberId: str
    standby: NotRequired[bool]
    message: Dict[str, Any]


class MessageEchoEvent(TypedDict):
    """The business wrote in its phone app (coexistence), or another responder answered: an outbound message that Dawk did not send."""
    id: str
    type: Literal["message.echo"]
    timestamp: str
    data: "MessageEchoEventData"


class MessagePaymentEventData(TypedDict):
    messageId: Optional[str]
    wamid: str
    phoneNumberId: str
    to: Optional[str]
    toUserId: Optional[str]
    status: str
    payment: Optional[Dict[str, Any]]
    errors: List[Dict[str, Any]]


class MessagePaymentEvent(TypedDict):
    """Meta reported on a payment that a message asked for. The timeline of the message has it too."""
    id: str
    type: Literal["message.payment"]
    timestamp: str
    data: "MessagePaymentEventData"


class MessageStatusSentEventDataPricing(TypedDict):
    category: Optional[str]
    type: Optional[str]
    model: Optional[str]
    billable: Optional[bool]


class MessageStatusSentEventDataError(TypedDict):
    code: Optional[int]
    subcode: Optional[int]
    title: str
    details: Optional[str]
    cause: str
    traceId: Optional[str]
    unknown: NotRequired[bool]


class MessageStatusSentEventData(TypedDict):
    messageId: str
    wamid: Optional[str]
    status: str
    to: Optional[str]
    toUserId: Optional[str]
    phoneNumberId: Optional[str]
    sentAt: Optional[str]
    deliveredAt: Optional[str]
    readAt: Optional[str]
    failedAt: Optional[str]
    pricing: Optional["MessageStatusSentEventDataPricing"]
    error: Optional["MessageStatusSentEventDataError"]
    metadata: Optional[Dict[str, Any]]
    wabaId: NotRequired[Optional[str]]
    displayPhoneNumber: NotRequired[Optional[str]]


class MessageStatusSentEvent(TypedDict):
    """Meta took the message."""
    id: str
    type: Literal["message.status.sent"]
    timestamp: str
    data: "MessageStatusSentEventData"


class MessageStatusDeliveredEventDataPricing(TypedDict):
    category: Optional[str]
    type: Optional[str]
    model: Optional[str]
    billable: Optional[bool]


class MessageStatusDeliveredEventDataError(TypedDict):
    code: Optional[int]
    subcode: Optional[int]
    title: str
    details: Optional[str]
    cause: str
    traceId: Optional[str]
    unknown: NotRequired[bool]


class MessageStatusDeliveredEventData(TypedDict):
    messageId: str
    wamid: Optional[str]
    status: str
    to: Optional[str]
    toUserId: Optional[str]
    phoneNumberId: Optional[str]
    sentAt: Optional[str]
    deliveredAt: Optional[str]
    readAt: Optional[str]
    failedAt: Optional[str]
    pricing: Optional["MessageStatusDeliveredEventDataPricing"]
    error: Optional["MessageStatusDeliveredEventDataError"]
    metadata: Optional[Dict[str, Any]]
    wabaId: NotRequired[Optional[str]]
    displayPhoneNumber: NotRequired[Optional[str]]


class MessageStatusDeliveredEvent(TypedDict):
    """The message reached the person's device."""
    id: str
    type: Literal["message.status.delivered"]
    timestamp: str
    data: "MessageStatusDeliveredEventData"


class MessageStatusReadEventDataPricing(TypedDict):
    category: Optional[str]
    type: Optional[str]
    model: Optional[str]
    billable: Optional[bool]


class MessageStatusReadEventDataError(TypedDict):
    code: Optional[int]
    subcode: Optional[int]
    title: str
    details: Optional[str]
    cause: str
    traceId: Optional[str]
    unknown: NotRequired[bool]


class MessageStatusReadEventData(TypedDict):
    messageId: str
    wamid: Optional[str]
    status: str
    to: Optional[str]
    toUserId: Optional[str]
    phoneNumberId: Optional[str]
    sentAt: Optional[str]
    deliveredAt: Optional[str]
    readAt: Optional[str]
    failedAt: Optional[str]
    pricing: Optional["MessageStatusReadEventDataPricing"]
    error: Optional["MessageStatusReadEventDataError"]
    metadata: Optional[Dict[str, Any]]
    wabaId: NotRequired[Optional[str]]
    displayPhoneNumber: NotRequired[Optional[str]]


class MessageStatusReadEvent(TypedDict):
    """The person read the message."""
    id: str
    type: Literal["message.status.read"]
    timestamp: str
    data: "MessageStatusReadEventData"


class MessageStatusFailedEventDataPricing(TypedDict):
    category: Optional[str]
    type: Optional[str]
    model: Optional[str]
    billable: Optional[bool]


class MessageStatusFailedEventDataError(TypedDict):
    code: Optional[int]
    subcode: Optional[int]
    title: str
    details: Optional[str]
    cause: str
    traceId: Optional[str]
    unknown: NotRequired[bool]


class MessageStatusFailedEventData(TypedDict):
    messageId: str
    wamid: Optional[str]
    status: str
    to: Optional[str]
    toUserId: Optional[str]
    phoneNumberId: Optional[str]
    sentAt: Optional[str]
    deliveredAt: Optional[str]
    readAt: Optional[str]
    failedAt: Optional[str]
    pricing: Optional["MessageStatusFailedEventDataPricing"]
    error: Optional["MessageStatusFailedEventDataError"]
    metadata: Optional[Dict[str, Any]]
    wabaId: NotRequired[Optional[str]]
    displayPhoneNumber: NotRequired[Optional[str]]


class MessageStatusFailedEvent(TypedDict):
    """The message failed; `error` says why. Only then `wabaId` and `displayPhoneNumber` are present."""
    id: str
    type: Literal["message.status.failed"]
    timestamp: str
    data: "MessageStatusFailedEventData"


class MessageStatusCanceledEventDataPricing(TypedDict):
    category: Optional[str]
    type: Optional[str]
    model: Optional[str]
    billable: Optional[bool]


class MessageStatusCanceledEventDataError(TypedDict):
    code: Optional[int]
    subcode: Optional[int]
    title: str
    details: Optional[str]
    cause: str
    traceId: Optional[str]
    unknown: NotRequired[bool]


class MessageStatusCanceledEventData(TypedDict):
    messageId: str
    wamid: Optional[str]
    status: str
    to: Optional[str]
    toUserId: Optional[str]
    phoneNumberId: Optional[str]
    sentAt: Optional[str]
    deliveredAt: Optional[str]
    readAt: Optional[str]
    failedAt: Optional[str]
    pricing: Optional["MessageStatusCanceledEventDataPricing"]
    error: Optional["MessageStatusCanceledEventDataError"]
    metadata: Optional[Dict[str, Any]]
    wabaId: NotRequired[Optional[str]]
    displayPhoneNumber: NotRequired[Optional[str]]


class MessageStatusCanceledEvent(TypedDict):
    """The message was canceled before it left."""
    id: str
    type: Literal["message.status.canceled"]
    timestamp: str
    data: "MessageStatusCanceledEventData"


class MediaStoredEventData(TypedDict):
    mediaId: str
    messageId: str
    wamid: Optional[str]
    kind: Optional[str]
    mimeType: str
    filename: Optional[str]
    sizeBytes: float
    sha256: str
    voice: bool


class MediaStoredEvent(TypedDict):
    """The file of an inbound message was copied into the account."""
    id: str
    type: Literal["media.stored"]
    timestamp: str
    data: "MediaStoredEventData"


class MediaLostEventData(TypedDict):
    messageId: str
    wamid: Optional[str]
    kind: str
    metaId: str
    reason: str


class MediaLostEvent(TypedDict):
    """The file of an inbound message could not be fetched from Meta, and will not be tried again."""
    id: str
    type: Literal["media.lost"]
    timestamp: str
    data: "MediaLostEventData"


class ContactCreatedEventData(TypedDict):
    contactId: str
    phone: Optional[str]
    userId: Optional[str]
    name: Optional[str]
    source: str


class ContactCreatedEvent(TypedDict):
    """A contact was added by the API or an import, or came back after it was deleted. Whoever writes first is a `message.received`."""
    id: str
    type: Literal["contact.created"]
    timestamp: str
    data: "ContactCreatedEventData"


ContactUpdatedEventDataChangedValue = TypedDict(
    "ContactUpdatedEventDataChangedValue",
    {
        "from": NotRequired[Any],
        "to": NotRequired[Any],
        "source": NotRequired[str],
    },
)


class ContactUpdatedEventData(TypedDict):
    contactId: str
    version: int
    changed: Dict[str, "ContactUpdatedEventDataChangedValue"]


class ContactUpdatedEvent(TypedDict):
    """Fields of a contact were changed by the API or an import. Changes within two seconds are one event, from the first value to the last."""
    id: str
    type: Literal["contact.updated"]
    timestamp: str
    data: "ContactUpdatedEventData"


class ContactDeletedEventData(TypedDict):
    contactId: str


class ContactDeletedEvent(TypedDict):
    """A contact was deleted."""
    id: str
    type: Literal["contact.deleted"]
    timestamp: str
    data: "ContactDeletedEventData"


class ContactErasedEventData(TypedDict):
    contactId: str
    erasureId: str


class ContactErasedEvent(TypedDict):
    """The data of a contact were erased."""
    id: str
    type: Literal["contact.erased"]
    timestamp: str
    data: "ContactErasedEventData"


class ContactTaggedEventData(TypedDict):
    contactId: str
    tags: List[str]
    source: str


class ContactTaggedEvent(TypedDict):
    """A contact got tags."""
    id: str
    type: Literal["contact.tagged"]
    timestamp: str
    data: "ContactTaggedEventData"


class ContactUntaggedEventData(TypedDict):
    contactId: str
    tags: List[str]
    source: str


class ContactUntaggedEvent(TypedDict):
    """Tags were taken off a contact."""
    id: str
    type: Literal["contact.untagged"]
    timestamp: str
    data: "ContactUntaggedEventData"


class ContactNumberChangedEventDataBefore(TypedDict):
    phone: Optional[str]
    userId: Optional[str]


class ContactNumberChangedEventDataAfter(TypedDict):
    phone: Optional[str]
    userId: Optional[str]


class ContactNumberChangedEventData(TypedDict):
    contactId: Optional[str]
    conversationId: Optional[str]
    phoneNumberId: str
    before: "ContactNumberChangedEventDataBefore"
    after: "ContactNumberChangedEventDataAfter"
    wamid: Optional[str]


class ContactNumberChangedEvent(TypedDict):
    """A person has another phone number. The notice itself is a `message.received` too."""
    id: str
    type: Literal["contact.number_changed"]
    timestamp: str
    data: "ContactNumberChangedEventData"


class ContactUserIdChangedEventDataBefore(TypedDict):
    phone: Optional[str]
    userId: Optional[str]


class ContactUserIdChangedEventDataAfter(TypedDict):
    phone: Optional[str]
    userId: Optional[str]


class ContactUserIdChangedEventData(TypedDict):
    contactId: Optional[str]
    conversationId: Optional[str]
    phoneNumberId: str
    before: "ContactUserIdChangedEventDataBefore"
    after: "ContactUserIdChangedEventDataAfter"
    wamid: Optional[str]


class ContactUserIdChangedEvent(TypedDict):
    """A person has another user id. The notice itself is a `message.received` too."""
    id: str
    type: Literal["contact.user_id_changed"]
    timestamp: str
    data: "ContactUserIdChangedEventData"


class ContactMergedEventData(TypedDict):
    contactId: str
    mergedContactId: str


class ContactMergedEvent(TypedDict):
    """Two contacts turned out to be one person. The second id is gone, and so are its conversations where the first contact has one with the same number."""
    id: str
    type: Literal["contact.merged"]
    timestamp: str
    data: "ContactMergedEventData"


class ContactUnmergedEventData(TypedDict):
    contactId: str
    restoredContactId: str


class ContactUnmergedEvent(TypedDict):
    """A merge was undone: the second contact is there again."""
    id: str
    type: Literal["contact.unmerged"]
    timestamp: str
    data: "ContactUnmergedEventData"


class ContactBookChangedEventData(TypedDict):
    contactId: Optional[str]
    phoneNumberId: str
    action: str
    phone: Optional[str]
    userId: Optional[str]
    username: Optional[str]
    name: Optional[str]


class ContactBookChangedEvent(TypedDict):
    """The contact book of the phone app changed."""
    id: str
    type: Literal["contact.book_changed"]
    timestamp: str
    data: "ContactBookChangedEventData"


class ContactMarketingPreferenceChangedEventData(TypedDict):
    contactId: str
    phoneNumberId: str
    preference: str
    at: str
    detail: Optional[str]


class ContactMarketingPreferenceChangedEvent(TypedDict):
    """A person told WhatsApp that they want no marketing messages (`stop`), or want them again (`resume`)."""
    id: str
    type: Literal["contact.marketing_preference_changed"]
    timestamp: str
    data: "ContactMarketingPreferenceChangedEventData"


class ContactConsentChangedEventData(TypedDict):
    contactId: str
    purpose: str
    before: str
    after: str
    source: str
    occurredAt: str
    consentEventId: str


class ContactConsentChangedEvent(TypedDict):
    """What a person's consent permits has changed. `consentEventId` names the event in the ledger of consent, with its evidence."""
    id: str
    type: Literal["contact.consent_changed"]
    timestamp: str
    data: "ContactConsentChangedEventData"


class ContactImportAnalysedEventData(TypedDict):
    importId: str
    format: str
    rows: int


class ContactImportAnalysedEvent(TypedDict):
    """A file of contacts was read; it waits for its mapping."""
    id: str
    type: Literal["contact.import.analysed"]
    timestamp: str
    data: "ContactImportAnalysedEventData"


class ContactImportCheckedEventData(TypedDict):
    importId: str
    rows: int
    created: int
    updated: int
    unchanged: int
    failed: int


class ContactImportCheckedEvent(TypedDict):
    """A dry run of an import is over."""
    id: str
    type: Literal["contact.import.checked"]
    timestamp: str
    data: "ContactImportCheckedEventData"


class ContactImportProgressedEventData(TypedDict):
    importId: str
    dryRun: bool
    rows: int
    done: int
    failed: int


class ContactImportProgressedEvent(TypedDict):
    """An import or its dry run is under way: at most once in two seconds."""
    id: str
    type: Literal["contact.import.progressed"]
    timestamp: str
    data: "ContactImportProgressedEventData"


class ContactImportCompletedEventData(TypedDict):
    importId: str
    state: str
    rows: int
    created: int
    updated: int
    unchanged: int
    failed: int


class ContactImportCompletedEvent(TypedDict):
    """Every row of an import is done. With `completed_with_errors` some were not written."""
    id: str
    type: Literal["contact.import.completed"]
    timestamp: str
    data: "ContactImportCompletedEventData"


class ContactImportFailedEventData(TypedDict):
    importId: str
    error: str


class ContactImportFailedEvent(TypedDict):
    """An import came to an end before its last row; `error` says why."""
    id: str
    type: Literal["contact.import.failed"]
    timestamp: str
    data: "ContactImportFailedEventData"


class ContactImportCanceledEventData(TypedDict):
    importId: str
    rows: int


class ContactImportCanceledEvent(TypedDict):
    """An import was canceled. What was written before stands."""
    id: str
    type: Literal["contact.import.canceled"]
    timestamp: str
    data: "ContactImportCanceledEventData"


class ContactImportUndoneEventData(TypedDict):
    importId: str
    deleted: int
    restored: int
    kept: int


class ContactImportUndoneEvent(TypedDict):
    """An import was undone."""
    id: str
    type: Literal["contact.import.undone"]
    timestamp: str
    data: "ContactImportUndoneEventData"


class ContactExportCompletedEventData(TypedDict):
    exportId: str
    format: str
    rows: int
    expiresAt: str


class ContactExportCompletedEvent(TypedDict):
    """The file of an export is ready to be downloaded, until `expiresAt`."""
    id: str
    type: Literal["contact.export.completed"]
    timestamp: str
    data: "ContactExportCompletedEventData"


class ContactExportFailedEventData(TypedDict):
    exportId: str
    error: str


class ContactExportFailedEvent(TypedDict):
    """An export came to no file; `error` says why."""
    id: str
    type: Literal["contact.export.failed"]
    timestamp: str
    data: "ContactExportFailedEventData"


class SegmentEnteredEventData(TypedDict):
    segmentId: str
    contactId: str


class SegmentEnteredEvent(TypedDict):
    """A contact came into a segment that is followed. Who was in it when that began is not told."""
    id: str
    type: Literal["segment.entered"]
    timestamp: str
    data: "SegmentEnteredEventData"


class SegmentLeftEventData(TypedDict):
    segmentId: str
    contactId: str


class SegmentLeftEvent(TypedDict):
    """A contact is no longer in a segment that is followed."""
    id: str
    type: Literal["segment.left"]
    timestamp: str
    data: "SegmentLeftEventData"


class ConversationUpdatedEventData(TypedDict):
    conversationId: str
    status: str
    assignee: Optional[str]
    unread: int
    snoozedUntil: Optional[str]
    closeReason: Optional[str]
    priority: str
    teamId: Optional[str]
    labelIds: List[str]


class ConversationUpdatedEvent(TypedDict):
    """A conversation was assigned, labelled, snoozed, closed or opened: through the API, by the end of a snooze, or as it was handed out. One that opens because the person writes is a `message.received` alone."""
    id: str
    type: Literal["conversation.updated"]
    timestamp: str
    data: "ConversationUpdatedEventData"


class ConversationSlaBreachedEventData(TypedDict):
    conversationId: str
    kind: str
    startedAt: str
    dueAt: str
    assignee: Optional[str]


class ConversationSlaBreachedEvent(TypedDict):
    """A person was not answered, or a conversation not closed, within the time that the account promises."""
    id: str
    type: Literal["conversation.sla_breached"]
    timestamp: str
    data: "ConversationSlaBreachedEventData"


class NoteCreatedEventDataAuthor(TypedDict):
    kind: str
    id: Optional[str]
    name: Optional[str]


class NoteCreatedEventData(TypedDict):
    noteId: str
    conversationId: str
    body: str
    mentions: List[str]
    author: "NoteCreatedEventDataAuthor"


class NoteCreatedEvent(TypedDict):
    """A private note was written beside a conversation."""
    id: str
    type: Literal["note.created"]
    timestamp: str
    data: "NoteCreatedEventData"


class NoteDeletedEventData(TypedDict):
    noteId: str
    conversationId: str


class NoteDeletedEvent(TypedDict):
    """A private note was deleted."""
    id: str
    type: Literal["note.deleted"]
    timestamp: str
    data: "NoteDeletedEventData"


class MemberRemovedEventData(TypedDict):
    memberId: str


class MemberRemovedEvent(TypedDict):
    """A member was removed from the account."""
    id: str
    type: Literal["member.removed"]
    timestamp: str
    data: "MemberRemovedEventData"


class HistorySyncedEventData(TypedDict):
    phoneNumberId: str
    phase: Optional[int]
    chunkOrder: Optional[int]
    progress: Optional[float]
    stored: int
    errors: List[Dict[str, Any]]


class HistorySyncedEvent(TypedDict):
    """A chunk of the history of the phone app is in its conversations. Its messages are not announced one by one. With `errors` the business declined."""
    id: str
    type: Literal["history.synced"]
    timestamp: str
    data: "HistorySyncedEventData"


class HistoryMediaReceivedEventData(TypedDict):
    messageId: str
    wamid: str
    direction: str
    phone: Optional[str]
    userId: Optional[str]
    phoneNumberId: str
    message: Dict[str, Any]


class HistoryMediaReceivedEvent(TypedDict):
    """The file of a message of the history came, of which only a placeholder was known."""
    id: str
    type: Literal["history.media_received"]
    timestamp: str
    data: "HistoryMediaReceivedEventData"


class TemplateCreatedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateCreatedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateCreatedEventDataPrevious"]


class TemplateCreatedEvent(TypedDict):
    """A template was created, here or at Meta."""
    id: str
    type: Literal["template.created"]
    timestamp: str
    data: "TemplateCreatedEventData"


class TemplatePendingEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplatePendingEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplatePendingEventDataPrevious"]


class TemplatePendingEvent(TypedDict):
    """Meta reviews the template."""
    id: str
    type: Literal["template.pending"]
    timestamp: str
    data: "TemplatePendingEventData"


class TemplateApprovedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateApprovedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateApprovedEventDataPrevious"]


class TemplateApprovedEvent(TypedDict):
    """Meta approved the template."""
    id: str
    type: Literal["template.approved"]
    timestamp: str
    data: "TemplateApprovedEventData"


class TemplateRejectedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateRejectedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateRejectedEventDataPrevious"]


class TemplateRejectedEvent(TypedDict):
    """Meta rejected the template; `rejectedReason` says why."""
    id: str
    type: Literal["template.rejected"]
    timestamp: str
    data: "TemplateRejectedEventData"


class TemplatePausedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplatePausedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplatePausedEventDataPrevious"]


class TemplatePausedEvent(TypedDict):
    """Meta paused the template for its quality."""
    id: str
    type: Literal["template.paused"]
    timestamp: str
    data: "TemplatePausedEventData"


class TemplateDisabledEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateDisabledEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateDisabledEventDataPrevious"]


class TemplateDisabledEvent(TypedDict):
    """Meta disabled the template."""
    id: str
    type: Literal["template.disabled"]
    timestamp: str
    data: "TemplateDisabledEventData"


class TemplateInAppealEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateInAppealEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateInAppealEventDataPrevious"]


class TemplateInAppealEvent(TypedDict):
    """The rejection of the template was appealed."""
    id: str
    type: Literal["template.in_appeal"]
    timestamp: str
    data: "TemplateInAppealEventData"


class TemplateArchivedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateArchivedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateArchivedEventDataPrevious"]


class TemplateArchivedEvent(TypedDict):
    """The template was archived."""
    id: str
    type: Literal["template.archived"]
    timestamp: str
    data: "TemplateArchivedEventData"


class TemplateLimitExceededEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateLimitExceededEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateLimitExceededEventDataPrevious"]


class TemplateLimitExceededEvent(TypedDict):
    """The account has too many templates."""
    id: str
    type: Literal["template.limit_exceeded"]
    timestamp: str
    data: "TemplateLimitExceededEventData"


class TemplateStatusChangedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateStatusChangedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateStatusChangedEventDataPrevious"]


class TemplateStatusChangedEvent(TypedDict):
    """The template has another status."""
    id: str
    type: Literal["template.status_changed"]
    timestamp: str
    data: "TemplateStatusChangedEventData"


class TemplateFlaggedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateFlaggedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateFlaggedEventDataPrevious"]


class TemplateFlaggedEvent(TypedDict):
    """The quality of the template is falling; it can still be sent."""
    id: str
    type: Literal["template.flagged"]
    timestamp: str
    data: "TemplateFlaggedEventData"


class TemplateQualityChangedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateQualityChangedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateQualityChangedEventDataPrevious"]


class TemplateQualityChangedEvent(TypedDict):
    """`quality` changed: GREEN, YELLOW, RED or UNKNOWN."""
    id: str
    type: Literal["template.quality_changed"]
    timestamp: str
    data: "TemplateQualityChangedEventData"


class TemplateCategoryChangeAnnouncedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateCategoryChangeAnnouncedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateCategoryChangeAnnouncedEventDataPrevious"]


class TemplateCategoryChangeAnnouncedEvent(TypedDict):
    """Meta will change the category to `announcedCategory`."""
    id: str
    type: Literal["template.category_change_announced"]
    timestamp: str
    data: "TemplateCategoryChangeAnnouncedEventData"


class TemplateCategoryChangedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateCategoryChangedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateCategoryChangedEventDataPrevious"]


class TemplateCategoryChangedEvent(TypedDict):
    """Meta changed the category."""
    id: str
    type: Literal["template.category_changed"]
    timestamp: str
    data: "TemplateCategoryChangedEventData"


class TemplateContentChangedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateContentChangedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateContentChangedEventDataPrevious"]


class TemplateContentChangedEvent(TypedDict):
    """The content of the template changed, here or at Meta."""
    id: str
    type: Literal["template.content_changed"]
    timestamp: str
    data: "TemplateContentChangedEventData"


class TemplateDeletedEventDataPrevious(TypedDict):
    status: str
    category: str
    quality: str


class TemplateDeletedEventData(TypedDict):
    templateId: str
    metaId: Optional[str]
    wabaId: str
    name: str
    language: str
    status: str
    category: str
    quality: str
    rejectedReason: Optional[str]
    announcedCategory: Optional[str]
    flagged: bool
    holdsBulkMessages: bool
    previous: Optional["TemplateDeletedEventDataPrevious"]


class TemplateDeletedEvent(TypedDict):
    """The template was deleted, here or at Meta."""
    id: str
    type: Literal["template.deleted"]
    timestamp: str
    data: "TemplateDeletedEventData"


class NumberConnectedEventData(TypedDict):
    numberId: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]


class NumberConnectedEvent(TypedDict):
    """A number is the account's: its token has read it at Meta."""
    id: str
    type: Literal["number.connected"]
    timestamp: str
    data: "NumberConnectedEventData"


class NumberDisconnectedEventData(TypedDict):
    numberId: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]


class NumberDisconnectedEvent(TypedDict):
    """A number was disconnected from the account."""
    id: str
    type: Literal["number.disconnected"]
    timestamp: str
    data: "NumberDisconnectedEventData"


class NumberQualityChangedEventDataPrevious(TypedDict):
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]


class NumberQualityChangedEventData(TypedDict):
    numberId: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]
    previous: "NumberQualityChangedEventDataPrevious"


class NumberQualityChangedEvent(TypedDict):
    """`quality` changed: GREEN, YELLOW, RED or UNKNOWN."""
    id: str
    type: Literal["number.quality_changed"]
    timestamp: str
    data: "NumberQualityChangedEventData"


class NumberLimitChangedEventDataPrevious(TypedDict):
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]


class NumberLimitChangedEventData(TypedDict):
    numberId: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]
    previous: "NumberLimitChangedEventDataPrevious"


class NumberLimitChangedEvent(TypedDict):
    """`messagingLimit` changed: TIER_250 to TIER_UNLIMITED."""
    id: str
    type: Literal["number.limit_changed"]
    timestamp: str
    data: "NumberLimitChangedEventData"


class NumberThroughputChangedEventDataPrevious(TypedDict):
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]


class NumberThroughputChangedEventData(TypedDict):
    numberId: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]
    previous: "NumberThroughputChangedEventDataPrevious"


class NumberThroughputChangedEvent(TypedDict):
    """`throughput` changed: STANDARD or HIGH. The pace of the number follows."""
    id: str
    type: Literal["number.throughput_changed"]
    timestamp: str
    data: "NumberThroughputChangedEventData"


class NumberStatusChangedEventDataPrevious(TypedDict):
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]


class NumberStatusChangedEventData(TypedDict):
    numberId: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]
    previous: "NumberStatusChangedEventDataPrevious"


class NumberStatusChangedEvent(TypedDict):
    """`status` (CONNECTED, FLAGGED, RESTRICTED, BANNED, …) or `canSend` (AVAILABLE, LIMITED, BLOCKED) changed."""
    id: str
    type: Literal["number.status_changed"]
    timestamp: str
    data: "NumberStatusChangedEventData"


class NumberNameChangedEventDataPrevious(TypedDict):
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]


class NumberNameChangedEventData(TypedDict):
    numberId: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]
    previous: "NumberNameChangedEventDataPrevious"


class NumberNameChangedEvent(TypedDict):
    """`nameStatus` of the display name changed."""
    id: str
    type: Literal["number.name_changed"]
    timestamp: str
    data: "NumberNameChangedEventData"


class NumberAccountChangedEventDataPrevious(TypedDict):
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]


class NumberAccountChangedEventData(TypedDict):
    numberId: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]
    quality: NotRequired[str]
    messagingLimit: NotRequired[str]
    throughput: NotRequired[str]
    status: NotRequired[str]
    canSend: NotRequired[str]
    nameStatus: NotRequired[str]
    accountReview: NotRequired[str]
    banState: NotRequired[Optional[str]]
    restrictions: NotRequired[List[str]]
    violation: NotRequired[str]
    coexists: NotRequired[bool]
    access: NotRequired[str]
    previous: "NumberAccountChangedEventDataPrevious"


class NumberAccountChangedEvent(TypedDict):
    """`accountReview`, `banState`, `restrictions`, `violation` or `access` (GRANTED, REMOVED, OFFBOARDED) of the WhatsApp Business Account changed."""
    id: str
    type: Literal["number.account_changed"]
    timestamp: str
    data: "NumberAccountChangedEventData"


class CampaignScheduledEventData(TypedDict):
    campaignId: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    planned: int
    parentId: Optional[str]
    counts: Optional[Dict[str, int]]


class CampaignScheduledEvent(TypedDict):
    """A campaign was launched whose time is later."""
    id: str
    type: Literal["campaign.scheduled"]
    timestamp: str
    data: "CampaignScheduledEventData"


class CampaignStartedEventData(TypedDict):
    campaignId: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    planned: int
    parentId: Optional[str]
    counts: Optional[Dict[str, int]]


class CampaignStartedEvent(TypedDict):
    """The people of a campaign are planned: from now on it sends."""
    id: str
    type: Literal["campaign.started"]
    timestamp: str
    data: "CampaignStartedEventData"


class CampaignPausedEventData(TypedDict):
    campaignId: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    planned: int
    parentId: Optional[str]
    counts: Optional[Dict[str, int]]


class CampaignPausedEvent(TypedDict):
    """A campaign was paused; `pausedBy` says by what."""
    id: str
    type: Literal["campaign.paused"]
    timestamp: str
    data: "CampaignPausedEventData"


class CampaignResumedEventData(TypedDict):
    campaignId: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    planned: int
    parentId: Optional[str]
    counts: Optional[Dict[str, int]]


class CampaignResumedEvent(TypedDict):
    """A paused campaign goes on."""
    id: str
    type: Literal["campaign.resumed"]
    timestamp: str
    data: "CampaignResumedEventData"


class CampaignCompletedEventData(TypedDict):
    campaignId: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    planned: int
    parentId: Optional[str]
    counts: Optional[Dict[str, int]]


class CampaignCompletedEvent(TypedDict):
    """Nobody of a campaign waits any more, and nothing is on its way."""
    id: str
    type: Literal["campaign.completed"]
    timestamp: str
    data: "CampaignCompletedEventData"


class CampaignCanceledEventData(TypedDict):
    campaignId: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    planned: int
    parentId: Optional[str]
    counts: Optional[Dict[str, int]]


class CampaignCanceledEvent(TypedDict):
    """A campaign was canceled, and all who waited are out of it."""
    id: str
    type: Literal["campaign.canceled"]
    timestamp: str
    data: "CampaignCanceledEventData"


class CampaignFailedEventData(TypedDict):
    campaignId: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    planned: int
    parentId: Optional[str]
    counts: Optional[Dict[str, int]]


class CampaignFailedEvent(TypedDict):
    """A campaign could not be planned; `reason` says why."""
    id: str
    type: Literal["campaign.failed"]
    timestamp: str
    data: "CampaignFailedEventData"


class CampaignProgressEventData(TypedDict):
    campaignId: str
    name: str
    state: str
    pausedBy: Optional[str]
    reason: Optional[str]
    planned: int
    parentId: Optional[str]
    counts: Optional[Dict[str, int]]


class CampaignProgressEvent(TypedDict):
    """A campaign sends: with the people by state, at most every 10 seconds."""
    id: str
    type: Literal["campaign.progress"]
    timestamp: str
    data: "CampaignProgressEventData"


class DripEnrolledEventData(TypedDict):
    enrollmentId: str
    dripId: str
    version: int
    contactId: str


class DripEnrolledEvent(TypedDict):
    """A person entered a drip."""
    id: str
    type: Literal["drip.enrolled"]
    timestamp: str
    data: "DripEnrolledEventData"


class DripStepReachedEventData(TypedDict):
    enrollmentId: str
    dripId: str
    version: int
    contactId: str
    step: str
    name: str
    vars: Dict[str, str]


class DripStepReachedEvent(TypedDict):
    """A person came to a step of the kind `webhook`."""
    id: str
    type: Literal["drip.step_reached"]
    timestamp: str
    data: "DripStepReachedEventData"


class DripCompletedEventData(TypedDict):
    enrollmentId: str
    dripId: str
    version: int
    contactId: str
    step: str
    reason: str
    goal: Optional[str]


class DripCompletedEvent(TypedDict):
    """A person took the last step of a drip, or reached its goal."""
    id: str
    type: Literal["drip.completed"]
    timestamp: str
    data: "DripCompletedEventData"


class DripExitedEventData(TypedDict):
    enrollmentId: str
    dripId: str
    version: int
    contactId: str
    step: str
    reason: str
    goal: Optional[str]


class DripExitedEvent(TypedDict):
    """A person left a drip before its end; `reason` says why."""
    id: str
    type: Literal["drip.exited"]
    timestamp: str
    data: "DripExitedEventData"


class EventSourceEventReceivedEventData(TypedDict):
    sourceId: str
    eventId: str
    type: Optional[str]
    contactId: str
    data: Dict[str, str]


class EventSourceEventReceivedEvent(TypedDict):
    """Another system posted an event to an event source, and it is about a person."""
    id: str
    type: Literal["event_source.event_received"]
    timestamp: str
    data: "EventSourceEventReceivedEventData"


class ConnectionConnectedEventData(TypedDict):
    connectionId: str
    kind: str
    name: str


class ConnectionConnectedEvent(TypedDict):
    """A system was connected, or answers again."""
    id: str
    type: Literal["connection.connected"]
    timestamp: str
    data: "ConnectionConnectedEventData"


class ConnectionDegradedEventData(TypedDict):
    connectionId: str
    kind: str
    name: str
    problem: str


class ConnectionDegradedEvent(TypedDict):
    """A connected system does not answer; it is tried again."""
    id: str
    type: Literal["connection.degraded"]
    timestamp: str
    data: "ConnectionDegradedEventData"


class ConnectionNeedsReauthEventData(TypedDict):
    connectionId: str
    kind: str
    name: str
    problem: str


class ConnectionNeedsReauthEvent(TypedDict):
    """The credentials of a connected system do not hold any more. Nothing is read until others are given."""
    id: str
    type: Literal["connection.needs_reauth"]
    timestamp: str
    data: "ConnectionNeedsReauthEventData"


class ConnectionRevokedEventData(TypedDict):
    connectionId: str
    kind: str
    name: str
    problem: str


class ConnectionRevokedEvent(TypedDict):
    """The app was uninstalled at a connected system."""
    id: str
    type: Literal["connection.revoked"]
    timestamp: str
    data: "ConnectionRevokedEventData"


class ConnectionSyncCompletedEventData(TypedDict):
    connectionId: str
    runId: str
    kind: str
    read: int
    created: int
    updated: int
    unchanged: int
    failed: int
    gone: int


class ConnectionSyncCompletedEvent(TypedDict):
    """What has changed at a connected system was read."""
    id: str
    type: Literal["connection.sync_completed"]
    timestamp: str
    data: "ConnectionSyncCompletedEventData"


class LinkClickedEventData(TypedDict):
    campaignId: Optional[str]
    enrollmentId: Optional[str]
    recipientId: int
    contactId: Optional[str]
    name: str
    target: str


class LinkClickedEvent(TypedDict):
    """A person opened a short link of a campaign or a drip for the first time; previews and scanners do not count."""
    id: str
    type: Literal["link.clicked"]
    timestamp: str
    data: "LinkClickedEventData"


class FlowVersionPublishedEventData(TypedDict):
    flowId: str
    name: str
    versionId: str
    number: int


class FlowVersionPublishedEvent(TypedDict):
    """A version of a flow was published."""
    id: str
    type: Literal["flow.version.published"]
    timestamp: str
    data: "FlowVersionPublishedEventData"


class FlowDisabledEventData(TypedDict):
    flowId: str
    name: str
    reason: str


class FlowDisabledEvent(TypedDict):
    """A flow was disabled by itself, since too many of its sessions fail."""
    id: str
    type: Literal["flow.disabled"]
    timestamp: str
    data: "FlowDisabledEventData"


class FlowSessionStartedEventData(TypedDict):
    sessionId: str
    flowId: str
    versionId: str
    conversationId: str
    contactId: str
    numberId: str
    state: str
    result: Optional[str]
    depth: int


class FlowSessionStartedEvent(TypedDict):
    """A conversation began a flow."""
    id: str
    type: Literal["flow.session.started"]
    timestamp: str
    data: "FlowSessionStartedEventData"


class FlowSessionCompletedEventData(TypedDict):
    sessionId: str
    flowId: str
    versionId: str
    conversationId: str
    contactId: str
    numberId: str
    state: str
    result: Optional[str]
    depth: int


class FlowSessionCompletedEvent(TypedDict):
    """A session of a flow came to its end."""
    id: str
    type: Literal["flow.session.completed"]
    timestamp: str
    data: "FlowSessionCompletedEventData"


class FlowSessionFailedEventData(TypedDict):
    sessionId: str
    flowId: str
    versionId: str
    conversationId: str
    contactId: str
    numberId: str
    state: str
    result: Optional[str]
    depth: int


class FlowSessionFailedEvent(TypedDict):
    """A session of a flow could not go on."""
    id: str
    type: Literal["flow.session.failed"]
    timestamp: str
    data: "FlowSessionFailedEventData"


class FlowSessionExpiredEventData(TypedDict):
    sessionId: str
    flowId: str
    versionId: str
    conversationId: str
    contactId: str
    numberId: str
    state: str
    result: Optional[str]
    depth: int


class FlowSessionExpiredEvent(TypedDict):
    """Nobody answered within the time that a flow waits."""
    id: str
    type: Literal["flow.session.expired"]
    timestamp: str
    data: "FlowSessionExpiredEventData"


class FlowSessionHandedOverEventData(TypedDict):
    sessionId: str
    flowId: str
    versionId: str
    conversationId: str
    contactId: str
    numberId: str
    state: str
    result: Optional[str]
    depth: int


class FlowSessionHandedOverEvent(TypedDict):
    """People took over from a flow."""
    id: str
    type: Literal["flow.session.handed_over"]
    timestamp: str
    data: "FlowSessionHandedOverEventData"


class FlowSessionStoppedEventData(TypedDict):
    sessionId: str
    flowId: str
    versionId: str
    conversationId: str
    contactId: str
    numberId: str
    state: str
    result: Optional[str]
    depth: int


class FlowSessionStoppedEvent(TypedDict):
    """A session was stopped: by the API, by the person, or because another flow began."""
    id: str
    type: Literal["flow.session.stopped"]
    timestamp: str
    data: "FlowSessionStoppedEventData"


class FlowSignalEventData(TypedDict):
    conversationId: str
    contactId: str
    name: str
    values: Dict[str, Any]


class FlowSignalEvent(TypedDict):
    """A flow told the account something by a signal node."""
    id: str
    type: Literal["flow.signal"]
    timestamp: str
    data: "FlowSignalEventData"


class AccountCreatedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    name: str


class AccountCreatedEvent(TypedDict):
    """A partner created one of its accounts. As all that follow, it goes to the partner."""
    id: str
    type: Literal["account.created"]
    timestamp: str
    data: "AccountCreatedEventData"


class AccountUpdatedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    name: str
    changed: List[str]


class AccountUpdatedEvent(TypedDict):
    """What a partner keeps of an account was changed."""
    id: str
    type: Literal["account.updated"]
    timestamp: str
    data: "AccountUpdatedEventData"


class AccountSuspendedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    mode: str
    suspendedBy: str
    reason: str
    messageToCustomer: Optional[str]
    since: str


class AccountSuspendedEvent(TypedDict):
    """An account of a partner may not send, or do nothing at all, from now on; `suspendedBy` says who may lift it."""
    id: str
    type: Literal["account.suspended"]
    timestamp: str
    data: "AccountSuspendedEventData"


class AccountResumedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    suspendedBy: str


class AccountResumedEvent(TypedDict):
    """A suspension of an account of a partner was lifted."""
    id: str
    type: Literal["account.resumed"]
    timestamp: str
    data: "AccountResumedEventData"


class AccountClosingEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    closesAt: str


class AccountClosingEvent(TypedDict):
    """An account of a partner will be erased at `closesAt`."""
    id: str
    type: Literal["account.closing"]
    timestamp: str
    data: "AccountClosingEventData"


class AccountReopenedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    closesAt: Optional[str]


class AccountReopenedEvent(TypedDict):
    """An account of a partner is not going to be erased after all."""
    id: str
    type: Literal["account.reopened"]
    timestamp: str
    data: "AccountReopenedEventData"


class AccountClosedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int


class AccountClosedEvent(TypedDict):
    """An account of a partner was erased."""
    id: str
    type: Literal["account.closed"]
    timestamp: str
    data: "AccountClosedEventData"


class AccountLowBalanceEventDataWallet(TypedDict):
    available: str
    currency: str


class AccountLowBalanceEventDataThreshold(TypedDict):
    id: str
    below: str


class AccountLowBalanceEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    wallet: "AccountLowBalanceEventDataWallet"
    threshold: "AccountLowBalanceEventDataThreshold"
    runwayHours: Optional[float]


class AccountLowBalanceEvent(TypedDict):
    """The balance of an account of a partner fell below one of its thresholds."""
    id: str
    type: Literal["account.low_balance"]
    timestamp: str
    data: "AccountLowBalanceEventData"


class AccountBalanceExhaustedEventDataWallet(TypedDict):
    available: str
    currency: str


class AccountBalanceExhaustedEventDataThreshold(TypedDict):
    id: str
    below: str


class AccountBalanceExhaustedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    wallet: "AccountBalanceExhaustedEventDataWallet"
    threshold: "AccountBalanceExhaustedEventDataThreshold"
    runwayHours: Optional[float]


class AccountBalanceExhaustedEvent(TypedDict):
    """Nothing is left in the wallet of an account of a partner."""
    id: str
    type: Literal["account.balance_exhausted"]
    timestamp: str
    data: "AccountBalanceExhaustedEventData"


class AccountBalanceRecoveredEventDataWallet(TypedDict):
    available: str
    currency: str


class AccountBalanceRecoveredEventDataThreshold(TypedDict):
    id: str
    below: str


class AccountBalanceRecoveredEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    wallet: "AccountBalanceRecoveredEventDataWallet"
    threshold: "AccountBalanceRecoveredEventDataThreshold"
    runwayHours: Optional[float]


class AccountBalanceRecoveredEvent(TypedDict):
    """The balance of an account of a partner is above a threshold again, or above zero (`exhausted`)."""
    id: str
    type: Literal["account.balance_recovered"]
    timestamp: str
    data: "AccountBalanceRecoveredEventData"


class AccountWalletCreditedEventDataWallet(TypedDict):
    available: str
    currency: str


class AccountWalletCreditedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    transferId: str
    amount: str
    currency: str
    description: Optional[str]
    wallet: "AccountWalletCreditedEventDataWallet"


class AccountWalletCreditedEvent(TypedDict):
    """A partner moved money into the wallet of one of its accounts."""
    id: str
    type: Literal["account.wallet_credited"]
    timestamp: str
    data: "AccountWalletCreditedEventData"


class AccountWalletDebitedEventDataWallet(TypedDict):
    available: str
    currency: str


class AccountWalletDebitedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    transferId: str
    amount: str
    currency: str
    description: Optional[str]
    wallet: "AccountWalletDebitedEventDataWallet"


class AccountWalletDebitedEvent(TypedDict):
    """A partner took back money that it had given to an account."""
    id: str
    type: Literal["account.wallet_debited"]
    timestamp: str
    data: "AccountWalletDebitedEventData"


class AccountWabaConnectedEventDataNumbersItem(TypedDict):
    id: str
    displayPhoneNumber: Optional[str]


class AccountWabaConnectedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    wabaId: str
    numbers: List["AccountWabaConnectedEventDataNumbersItem"]
    onboardingLinkId: Optional[str]


class AccountWabaConnectedEvent(TypedDict):
    """The first number of a WhatsApp Business Account was connected to an account of a partner."""
    id: str
    type: Literal["account.waba_connected"]
    timestamp: str
    data: "AccountWabaConnectedEventData"


class AccountNumberConnectedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    numberId: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]


class AccountNumberConnectedEvent(TypedDict):
    """A number was connected to an account of a partner."""
    id: str
    type: Literal["account.number_connected"]
    timestamp: str
    data: "AccountNumberConnectedEventData"


class AccountNumberDisconnectedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    numberId: str
    phoneNumberId: str
    wabaId: Optional[str]
    displayPhoneNumber: Optional[str]


class AccountNumberDisconnectedEvent(TypedDict):
    """A number was disconnected from an account of a partner."""
    id: str
    type: Literal["account.number_disconnected"]
    timestamp: str
    data: "AccountNumberDisconnectedEventData"


class AccountOnboardingStartedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    onboardingLinkId: str


class AccountOnboardingStartedEvent(TypedDict):
    """An onboarding link was opened for the first time."""
    id: str
    type: Literal["account.onboarding_started"]
    timestamp: str
    data: "AccountOnboardingStartedEventData"


class AccountOnboardingFailedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    onboardingLinkId: str
    code: str
    help: str


class AccountOnboardingFailedEvent(TypedDict):
    """A number could not be connected by an onboarding link, which may be used again."""
    id: str
    type: Literal["account.onboarding_failed"]
    timestamp: str
    data: "AccountOnboardingFailedEventData"


class AccountUnlinkedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    unlinkedBy: str


class AccountUnlinkedEvent(TypedDict):
    """An account left its partner, which is told no more of it."""
    id: str
    type: Literal["account.unlinked"]
    timestamp: str
    data: "AccountUnlinkedEventData"


class TokenDelegatedEventData(TypedDict):
    accountId: str
    externalId: str
    livemode: bool
    sequence: int
    keyId: str
    kind: str
    scopes: List[str]
    expiresAt: Optional[str]
    reason: str


class TokenDelegatedEvent(TypedDict):
    """A partner made a token or a key to act within one of its accounts."""
    id: str
    type: Literal["token.delegated"]
    timestamp: str
    data: "TokenDelegatedEventData"


class AccountPlanChangedEventData(TypedDict):
    before: str
    plan: str
    status: str


class AccountPlanChangedEvent(TypedDict):
    """The plan follows the subscription."""
    id: str
    type: Literal["account.plan_changed"]
    timestamp: str
    data: "AccountPlanChangedEventData"


class WalletToppedUpEventData(TypedDict):
    kind: str
    currency: str
    amount: str
    available: str
    reference: Optional[str]


class WalletToppedUpEvent(TypedDict):
    """Money was credited to the wallet."""
    id: str
    type: Literal["wallet.topped_up"]
    timestamp: str
    data: "WalletToppedUpEventData"


class WalletLowBalanceEventDataThreshold(TypedDict):
    id: str
    below: str


class WalletLowBalanceEventData(TypedDict):
    currency: str
    available: str
    threshold: "WalletLowBalanceEventDataThreshold"


class WalletLowBalanceEvent(TypedDict):
    """The balance fell below a threshold that the account has set. It is told again once the balance has been above `rearmAbove`."""
    id: str
    type: Literal["wallet.low_balance"]
    timestamp: str
    data: "WalletLowBalanceEventData"


class WalletExhaustedEventDataThreshold(TypedDict):
    id: str
    below: str


class WalletExhaustedEventData(TypedDict):
    currency: str
    available: str
    threshold: "WalletExhaustedEventDataThreshold"


class WalletExhaustedEvent(TypedDict):
    """Nothing is left to spend. Messages that cost something are rejected."""
    id: str
    type: Literal["wallet.exhausted"]
    timestamp: str
    data: "WalletExhaustedEventData"


class WalletRecoveredEventDataThreshold(TypedDict):
    id: str
    below: str


class WalletRecoveredEventData(TypedDict):
    currency: str
    available: str
    threshold: "WalletRecoveredEventDataThreshold"


class WalletRecoveredEvent(TypedDict):
    """The balance is above a threshold again below which it was told, or above zero (`exhausted`)."""
    id: str
    type: Literal["wallet.recovered"]
    timestamp: str
    data: "WalletRecoveredEventData"


class PaymentMismatchedEventDataExpected(TypedDict):
    amount: str
    currency: str


class PaymentMismatchedEventDataReceived(TypedDict):
    amount: str
    currency: str


class PaymentMismatchedEventData(TypedDict):
    topUpId: str
    provider: str
    paymentId: str
    expected: "PaymentMismatchedEventDataExpected"
    received: "PaymentMismatchedEventDataReceived"


class PaymentMismatchedEvent(TypedDict):
    """A payment into the wallet has another amount or currency than was asked for. Nothing is credited until an operator has looked."""
    id: str
    type: Literal["payment.mismatched"]
    timestamp: str
    data: "PaymentMismatchedEventData"


class PaymentDisputedEventData(TypedDict):
    disputeId: str
    topUpId: str
    provider: str
    paymentId: str
    currency: str
    amount: str
    frozen: str
    state: str


class PaymentDisputedEvent(TypedDict):
    """The payer of a payment into the wallet wants it back through the bank. The amount is frozen until it is decided."""
    id: str
    type: Literal["payment.disputed"]
    timestamp: str
    data: "PaymentDisputedEventData"


class PaymentDisputeDecidedEventData(TypedDict):
    disputeId: str
    topUpId: str
    provider: str
    paymentId: str
    currency: str
    amount: str
    frozen: str
    state: str


class PaymentDisputeDecidedEvent(TypedDict):
    """A dispute was won, and the amount is back in the wallet, or lost, and it is gone."""
    id: str
    type: Literal["payment.dispute_decided"]
    timestamp: str
    data: "PaymentDisputeDecidedEventData"


class WalletAutoRechargeSucceededEventData(TypedDict):
    topUpId: str
    provider: str
    currency: str
    amount: str


class WalletAutoRechargeSucceededEvent(TypedDict):
    """The wallet was filled by itself from a saved method of payment."""
    id: str
    type: Literal["wallet.auto_recharge_succeeded"]
    timestamp: str
    data: "WalletAutoRechargeSucceededEventData"


class WalletAutoRechargeFailedEventData(TypedDict):
    topUpId: str
    provider: str
    currency: str
    amount: str
    reason: str
    stopped: bool


class WalletAutoRechargeFailedEvent(TypedDict):
    """The wallet could not be filled by itself. After two declined charges in a row it is switched off."""
    id: str
    type: Literal["wallet.auto_recharge_failed"]
    timestamp: str
    data: "WalletAutoRechargeFailedEventData"


class WalletPaymentRequestedEventData(TypedDict):
    topUpId: str
    provider: str
    currency: str
    amount: str
    tax: str
    total: str
    paymentUrl: str


class WalletPaymentRequestedEvent(TypedDict):
    """The wallet is to be filled and no method of payment is saved: a person is to pay on the page."""
    id: str
    type: Literal["wallet.payment_requested"]
    timestamp: str
    data: "WalletPaymentRequestedEventData"


class WalletRefundedEventData(TypedDict):
    refundId: str
    topUpId: str
    provider: str
    paymentId: str
    currency: str
    amount: str
    tax: str
    total: str
    state: str
    failure: Optional[str]


class WalletRefundedEvent(TypedDict):
    """The payment provider has sent money of the wallet back to where it was paid from."""
    id: str
    type: Literal["wallet.refunded"]
    timestamp: str
    data: "WalletRefundedEventData"


class WalletRefundFailedEventData(TypedDict):
    refundId: str
    topUpId: str
    provider: str
    paymentId: str
    currency: str
    amount: str
    tax: str
    total: str
    state: str
    failure: Optional[str]


class WalletRefundFailedEvent(TypedDict):
    """The payment provider will not send a refund. The money is back in the wallet."""
    id: str
    type: Literal["wallet.refund_failed"]
    timestamp: str
    data: "WalletRefundFailedEventData"


class InvoiceIssuedEventData(TypedDict):
    invoiceId: str
    kind: str
    number: str
    currency: str
    total: str


class InvoiceIssuedEvent(TypedDict):
    """A tax document, a credit note or a statement was issued."""
    id: str
    type: Literal["invoice.issued"]
    timestamp: str
    data: "InvoiceIssuedEventData"


class ApiKeyExpiringEventData(TypedDict):
    keyId: str
    name: str
    display: str
    expiresAt: str
    noticeDays: int


class ApiKeyExpiringEvent(TypedDict):
    """An API key expires within 7 days, and again within 1: each once for an expiry, within an hour of its time. A key that was made for less time than a notice gets no such notice."""
    id: str
    type: Literal["api_key.expiring"]
    timestamp: str
    data: "ApiKeyExpiringEventData"


class EndpointDisabledEventData(TypedDict):
    endpointId: str
    dialect: str
    url: str
    reason: str
    failingSince: Optional[str]


class EndpointDisabledEvent(TypedDict):
    """A webhook endpoint was disabled. The account's other endpoints are notified."""
    id: str
    type: Literal["endpoint.disabled"]
    timestamp: str
    data: "EndpointDisabledEventData"


class EndpointTestEventData(TypedDict):
    endpointId: str


class EndpointTestEvent(TypedDict):
    """A test of a webhook endpoint was requested. Sent to that endpoint alone."""
    id: str
    type: Literal["endpoint.test"]
    timestamp: str
    data: "EndpointTestEventData"


class WhatsappOtherEventData(TypedDict):
    kind: str
    field: Optional[str]
    value: Any
    malformed: bool
    wabaId: str
    phoneNumberId: Optional[str]


class WhatsappOtherEvent(TypedDict):
    """Anything else that Meta sent, as it came, but for integers beyond 2^53, which are texts with every digit. `phoneNumberId` is null where it speaks of a whole business account."""
    id: str
    type: Literal["whatsapp.other"]
    timestamp: str
    data: "WhatsappOtherEventData"


class WhatsappWebhookEventData(TypedDict):
    object: str
    entry: List[Dict[str, Any]]


class WhatsappWebhookEvent(TypedDict):
    """Meta's payload as it came, with what concerns the account: for endpoints in the format `cloud-api`. It repeats what other events say, so `*` does not include it; it is kept only while an endpoint asks for it by name."""
    id: str
    type: Literal["whatsapp.webhook"]
    timestamp: str
    data: "WhatsappWebhookEventData"


class UnknownEvent(TypedDict):
    """An event of a type that this version of the SDK does not know: `event` holds it as it came."""
    type: Literal["unknown_event"]
    event: Dict[str, Any]


WebhookEvent = Union[
    MessageReceivedEvent,
    MessageReceivedUnknownEvent,
    MessageEditedEvent,
    MessageDeletedEvent,
    MessageEchoEvent,
    MessagePaymentEvent,
    MessageStatusSentEvent,
    MessageStatusDeliveredEvent,
    MessageStatusReadEvent,
    MessageStatusFailedEvent,
    MessageStatusCanceledEvent,
    MediaStoredEvent,
    MediaLostEvent,
    ContactCreatedEvent,
    ContactUpdatedEvent,
    ContactDeletedEvent,
    ContactErasedEvent,
    ContactTaggedEvent,
    ContactUntaggedEvent,
    ContactNumberChangedEvent,
    ContactUserIdChangedEvent,
    ContactMergedEvent,
    ContactUnmergedEvent,
    ContactBookChangedEvent,
    ContactMarketingPreferenceChangedEvent,
    ContactConsentChangedEvent,
    ContactImportAnalysedEvent,
    ContactImportCheckedEvent,
    ContactImportProgressedEvent,
    ContactImportCompletedEvent,
    ContactImportFailedEvent,
    ContactImportCanceledEvent,
    ContactImportUndoneEvent,
    ContactExportCompletedEvent,
    ContactExportFailedEvent,
    SegmentEnteredEvent,
    SegmentLeftEvent,
    ConversationUpdatedEvent,
    ConversationSlaBreachedEvent,
    NoteCreatedEvent,
    NoteDeletedEvent,
    MemberRemovedEvent,
    HistorySyncedEvent,
    HistoryMediaReceivedEvent,
    TemplateCreatedEvent,
    TemplatePendingEvent,
    TemplateApprovedEvent,
    TemplateRejectedEvent,
    TemplatePausedEvent,
    TemplateDisabledEvent,
    TemplateInAppealEvent,
    TemplateArchivedEvent,
    TemplateLimitExceededEvent,
    TemplateStatusChangedEvent,
    TemplateFlaggedEvent,
    TemplateQualityChangedEvent,
    TemplateCategoryChangeAnnouncedEvent,
    TemplateCategoryChangedEvent,
    TemplateContentChangedEvent,
    TemplateDeletedEvent,
    NumberConnectedEvent,
    NumberDisconnectedEvent,
    NumberQualityChangedEvent,
    NumberLimitChangedEvent,
    NumberThroughputChangedEvent,
    NumberStatusChangedEvent,
    NumberNameChangedEvent,
    NumberAccountChangedEvent,
    CampaignScheduledEvent,
    CampaignStartedEvent,
    CampaignPausedEvent,
    CampaignResumedEvent,
    CampaignCompletedEvent,
    CampaignCanceledEvent,
    CampaignFailedEvent,
    CampaignProgressEvent,
    DripEnrolledEvent,
    DripStepReachedEvent,
    DripCompletedEvent,
    DripExitedEvent,
    EventSourceEventReceivedEvent,
    ConnectionConnectedEvent,
    ConnectionDegradedEvent,
    ConnectionNeedsReauthEvent,
    ConnectionRevokedEvent,
    ConnectionSyncCompletedEvent,
    LinkClickedEvent,
    FlowVersionPublishedEvent,
    FlowDisabledEvent,
    FlowSessionStartedEvent,
    FlowSessionCompletedEvent,
    FlowSessionFailedEvent,
    FlowSessionExpiredEvent,
    FlowSessionHandedOverEvent,
    FlowSessionStoppedEvent,
    FlowSignalEvent,
    AccountCreatedEvent,
    AccountUpdatedEvent,
    AccountSuspendedEvent,
    AccountResumedEvent,
    AccountClosingEvent,
    AccountReopenedEvent,
    AccountClosedEvent,
    AccountLowBalanceEvent,
    AccountBalanceExhaustedEvent,
    AccountBalanceRecoveredEvent,
    AccountWalletCreditedEvent,
    AccountWalletDebitedEvent,
    AccountWabaConnectedEvent,
    AccountNumberConnectedEvent,
    AccountNumberDisconnectedEvent,
    AccountOnboardingStartedEvent,
    AccountOnboardingFailedEvent,
    AccountUnlinkedEvent,
    TokenDelegatedEvent,
    AccountPlanChangedEvent,
    WalletToppedUpEvent,
    WalletLowBalanceEvent,
    WalletExhaustedEvent,
    WalletRecoveredEvent,
    PaymentMismatchedEvent,
    PaymentDisputedEvent,
    PaymentDisputeDecidedEvent,
    WalletAutoRechargeSucceededEvent,
    WalletAutoRechargeFailedEvent,
    WalletPaymentRequestedEvent,
    WalletRefundedEvent,
    WalletRefundFailedEvent,
    InvoiceIssuedEvent,
    ApiKeyExpiringEvent,
    EndpointDisabledEvent,
    EndpointTestEvent,
    WhatsappOtherEvent,
    WhatsappWebhookEvent,
    UnknownEvent,
]

EVENT_TYPES: FrozenSet[str] = frozenset([
    "message.received",
    "message.received.unknown",
    "message.edited",
    "message.deleted",
    "message.echo",
    "message.payment",
    "message.status.sent",
    "message.status.delivered",
    "message.status.read",
    "message.status.failed",
    "message.status.canceled",
    "media.stored",
    "media.lost",
    "contact.created",
    "contact.updated",
    "contact.deleted",
    "contact.erased",
    "contact.tagged",
    "contact.untagged",
    "contact.number_changed",
    "contact.user_id_changed",
    "contact.merged",
    "contact.unmerged",
    "contact.book_changed",
    "contact.marketing_preference_changed",
    "contact.consent_changed",
    "contact.import.analysed",
    "contact.import.checked",
    "contact.import.progressed",
    "contact.import.completed",
    "contact.import.failed",
    "contact.import.canceled",
    "contact.import.undone",
    "contact.export.completed",
    "contact.export.failed",
    "segment.entered",
    "segment.left",
    "conversation.updated",
    "conversation.sla_breached",
    "note.created",
    "note.deleted",
    "member.removed",
    "history.synced",
    "history.media_received",
    "template.created",
    "template.pending",
    "template.approved",
    "template.rejected",
    "template.paused",
    "template.disabled",
    "template.in_appeal",
    "template.archived",
    "template.limit_exceeded",
    "template.status_changed",
    "template.flagged",
    "template.quality_changed",
    "template.category_change_announced",
    "template.category_changed",
    "template.content_changed",
    "template.deleted",
    "number.connected",
    "number.disconnected",
    "number.quality_changed",
    "number.limit_changed",
    "number.throughput_changed",
    "number.status_changed",
    "number.name_changed",
    "number.account_changed",
    "campaign.scheduled",
    "campaign.started",
    "campaign.paused",
    "campaign.resumed",
    "campaign.completed",
    "campaign.canceled",
    "campaign.failed",
    "campaign.progress",
    "drip.enrolled",
    "drip.step_reached",
    "drip.completed",
    "drip.exited",
    "event_source.event_received",
    "connection.connected",
    "connection.degraded",
    "connection.needs_reauth",
    "connection.revoked",
    "connection.sync_completed",
    "link.clicked",
    "flow.version.published",
    "flow.disabled",
    "flow.session.started",
    "flow.session.completed",
    "flow.session.failed",
    "flow.session.expired",
    "flow.session.handed_over",
    "flow.session.stopped",
    "flow.signal",
    "account.created",
    "account.updated",
    "account.suspended",
    "account.resumed",
    "account.closing",
    "account.reopened",
    "account.closed",
    "account.low_balance",
    "account.balance_exhausted",
    "account.balance_recovered",
    "account.wallet_credited",
    "account.wallet_debited",
    "account.waba_connected",
    "account.number_connected",
    "account.number_disconnected",
    "account.onboarding_started",
    "account.onboarding_failed",
    "account.unlinked",
    "token.delegated",
    "account.plan_changed",
    "wallet.topped_up",
    "wallet.low_balance",
    "wallet.exhausted",
    "wallet.recovered",
    "payment.mismatched",
    "payment.disputed",
    "payment.dispute_decided",
    "wallet.auto_recharge_succeeded",
    "wallet.auto_recharge_failed",
    "wallet.payment_requested",
    "wallet.refunded",
    "wallet.refund_failed",
    "invoice.issued",
    "api_key.expiring",
    "endpoint.disabled",
    "endpoint.test",
    "whatsapp.other",
    "whatsapp.webhook",
])
