// Written by scripts/sdk/write-sdks.ts from docs/openapi/native.json. Change the API, not this file.

import type { CallOptions, PageResult, Result } from '../transport.ts'
import type * as T from './types.ts'

/** Send, schedule, read, cancel and retry. */
export interface MessagesResource {
  /** Send a message. Any type of WhatsApp message, now or at `sendAt`. Answers once the message is stored: it is not lost any more. Track it with `GET /v1/messages/{id}` or with `message.status.*` events. Give an `Idempotency-Key` header, so that a repeated request does not send twice. */
  send(body: T.SendMessageBody, options?: CallOptions): Result<T.SendMessageReply>
  /** List messages. Sent and received ones, newest first. New messages do not move those on later pages. */
  list(query?: T.ListMessagesQuery, options?: CallOptions): PageResult<T.ListMessagesItem>
  /** Send many messages. Each message is checked by itself; all that pass are stored together, under one `batchId`, and leave after replies and one-time passwords. `results` tells of each its id or why it was refused. */
  sendBatch(body: T.SendBatchBody, options?: CallOptions): Result<T.SendBatchReply>
  /** Get a message. With its timeline. By our id or by wamid, whichever surface it was sent through. */
  get(id: string, options?: CallOptions): Result<T.GetMessageReply>
  /** Cancel a message. One that is scheduled or waits to leave. 409 once it has left, or may have. */
  cancel(id: string, options?: CallOptions): Result<T.CancelMessageReply>
  /** Retry a failed message. Queues it once more under its id; the timeline keeps what happened before. */
  retry(id: string, options?: CallOptions): Result<T.RetryMessageReply>
  /** Mark a received message as read. The person sees blue ticks on it and all before it and, with `typing`, that an answer is being written. */
  markRead(id: string, body?: T.MarkMessageReadBody, options?: CallOptions): Result<void>
}

/** Messages counted by hour or day, number, template, category and outcome. */
export interface AnalyticsResource {
  /** Count messages. By hour or day of a time zone in which they were accepted or received, and by what else is asked for. `from` and `to` are widened to whole spans; hours go back 31 days at once, days 366. Spans without messages have no row. Dry runs do not count. */
  getMessageFigures(query: T.GetMessageFiguresQuery, options?: CallOptions): PageResult<T.GetMessageFiguresItem>
}

/** What one number and one contact said to each other. */
export interface ConversationsResource {
  /** List conversations. By their last activity, the latest first. While you page, none is shown twice, and none that stays quiet is left out; one that gets a message meanwhile moves to the top: read from the top again until you meet what you know. */
  list(query?: T.ListConversationsQuery, options?: CallOptions): PageResult<T.ListConversationsItem>
  /** Search messages. Messages that contain each of the words, whatever their case and order, newest first. Of the latest also by parts of words; older ones by words and their beginnings, from an index that is made in the background once an account searches. Each page looks at a bounded number of messages: it may hold few or none and still have a next one.  Counts as 5 requests against the burst limit. */
  searchMessages(query: T.SearchMessagesQuery, options?: CallOptions): PageResult<T.SearchMessagesItem>
  /** Get a conversation. With its last message, its window, and what is unread. */
  get(id: string, options?: CallOptions): Result<T.GetConversationReply>
  /** Assign, label, snooze, close or open a conversation. What is named changes, and is announced as `conversation.updated`. Where the account requires a reason to close, `closeReason` names one. */
  change(id: string, body: T.ChangeConversationBody, options?: CallOptions): Result<T.ChangeConversationReply>
  /** List the messages of a conversation. Of both directions, newest first. New messages do not move those on later pages. */
  listMessages(id: string, query?: T.ListConversationMessagesQuery, options?: CallOptions): PageResult<T.ListConversationMessagesItem>
  /** Answer in a conversation. As `POST /v1/messages`, to the person and from the number of the conversation. With `seenUpTo` an answer that somebody else has given since is a 409 with the reason `answered_meanwhile`, and nothing is sent. Where only assignees may answer, a member who is not gets a 403 with the reason `not_assignee`. */
  reply(id: string, body: T.ReplyToConversationBody, options?: CallOptions): Result<T.ReplyToConversationReply>
  /** Mark a conversation as read. All that was received so far. The person sees blue ticks, unless `receipt` is false; when WhatsApp refuses the receipt, nothing changes. */
  markRead(id: string, body?: T.MarkConversationReadBody, options?: CallOptions): Result<void>
  /** Show that you look at a conversation, or write in it. The open streams of the account get an event `presence` at once, which is kept nowhere: say it again each 20 seconds, and take whoever has not for 30 as gone. */
  announcePresence(id: string, body: T.AnnouncePresenceBody, options?: CallOptions): Result<void>
  /** Get what is promised in a conversation. By when the person is to be answered, and the conversation to be closed, in the hours of the business. What was kept is gone; what was not was announced as `conversation.sla_breached`. */
  getClocks(id: string, options?: CallOptions): Result<T.GetConversationClocksReply>
  /** Get the transcript of a conversation. What was said, the oldest first, at most the latest 5,000 messages, as a file to keep or to print. Files that were sent stand there by their kind and caption. */
  getTranscript(id: string, query?: T.GetConversationTranscriptQuery, options?: CallOptions): Result<Response>
  /** List the notes of a conversation. Newest first. The person never sees them. */
  listNotes(id: string, query?: T.ListConversationNotesQuery, options?: CallOptions): PageResult<T.ListConversationNotesItem>
  /** Write a note. For the team alone. Announced as `note.created`, with the members that it mentions. */
  createNote(id: string, body: T.CreateConversationNoteBody, options?: CallOptions): Result<T.CreateConversationNoteReply>
  /** Delete a note. Its author may, and whoever manages members. */
  deleteNote(id: string, noteId: string, options?: CallOptions): Result<void>
  /** Get your draft. What you have begun to write in a conversation, on whatever device; empty where there is nothing. */
  getDraft(id: string, options?: CallOptions): Result<T.GetConversationDraftReply>
  /** Save your draft. Yours alone; the last one that is saved wins, and an empty one is none. */
  saveDraft(id: string, body: T.SaveConversationDraftBody, options?: CallOptions): Result<T.SaveConversationDraftReply>
  /** List canned replies. In the order in which they were made. */
  listCannedReplies(query?: T.ListCannedRepliesQuery, options?: CallOptions): PageResult<T.ListCannedRepliesItem>
  /** Create a canned reply. At most 1,000 for an account, all of them for every agent. */
  createCannedReply(body: T.CreateCannedReplyBody, options?: CallOptions): Result<T.CreateCannedReplyReply>
  /** Update a canned reply. What is named changes. */
  updateCannedReply(id: string, body: T.UpdateCannedReplyBody, options?: CallOptions): Result<T.UpdateCannedReplyReply>
  /** Delete a canned reply. Messages that were sent with it stay. */
  deleteCannedReply(id: string, options?: CallOptions): Result<void>
}

/** How a team shares the conversations: views, labels, teams, and who gets what. */
export interface InboxResource {
  /** Get the settings of the inbox. How the team works: who gets conversations, who sees them, and why they are closed. */
  getSettings(options?: CallOptions): Result<T.GetInboxSettingsReply>
  /** Change the settings of the inbox. What is named changes. As conversations begin to be handed out, those that wait are handed out too: to agents who said that they are there (`PATCH /v1/inbox/agents/{id}`), below their capacity and, where the conversation has a team, of that team. */
  changeSettings(body: T.ChangeInboxSettingsBody, options?: CallOptions): Result<T.ChangeInboxSettingsReply>
  /** List agents. Members who have said that they take conversations, and how many they have. All on one page. */
  listAgents(query?: T.ListInboxAgentsQuery, options?: CallOptions): PageResult<T.ListInboxAgentsItem>
  /** Say whether a member takes conversations. By the id of the member. Everybody says it of themselves; of others, and how many they have at once, whoever manages members. Whoever comes gets what waits. */
  changeAgent(id: string, body: T.ChangeInboxAgentBody, options?: CallOptions): Result<T.ChangeInboxAgentReply>
  /** List views. Everybody’s and your own, in the order in which they were made. */
  listViews(query?: T.ListInboxViewsQuery, options?: CallOptions): PageResult<T.ListInboxViewsItem>
  /** Create a view. A list of conversations with a name; at most 200 for an account. */
  createView(body: T.CreateInboxViewBody, options?: CallOptions): Result<T.CreateInboxViewReply>
  /** Update a view. What is named changes; `filters` as a whole. */
  updateView(id: string, body: T.UpdateInboxViewBody, options?: CallOptions): Result<T.UpdateInboxViewReply>
  /** Delete a view. Its conversations stay. */
  deleteView(id: string, options?: CallOptions): Result<void>
  /** Count the conversations of the views. Of the views that everybody has and of the first 100 that were made, as you see them. */
  getCounters(options?: CallOptions): Result<T.GetInboxCountersReply>
  /** Change every conversation of a view. Takes `steps`, or those of a macro, on all conversations that `filters` finds, or on `conversationIds`, in the background. Each is changed once, whatever happens meanwhile; those that come to fit the filters while it runs may be changed too. At most five run at once. */
  startBulkChange(body: T.StartBulkChangeBody, options?: CallOptions): Result<T.StartBulkChangeReply>
  /** Get a bulk change. How far it has come. */
  getBulkChange(id: string, options?: CallOptions): Result<T.GetBulkChangeReply>
  /** Cancel a bulk change. What has been changed stays so. */
  cancelBulkChange(id: string, options?: CallOptions): Result<T.CancelBulkChangeReply>
  /** List macros. In the order in which they were created. */
  listMacros(query?: T.ListMacrosQuery, options?: CallOptions): PageResult<T.ListMacrosItem>
  /** Create a macro. Several changes of a conversation under one name, for everybody; at most 200 for an account. */
  createMacro(body: T.CreateMacroBody, options?: CallOptions): Result<T.CreateMacroReply>
  /** Update a macro. What is named changes. `steps` replaces all steps. */
  updateMacro(id: string, body: T.UpdateMacroBody, options?: CallOptions): Result<T.UpdateMacroReply>
  /** Delete a macro. What was changed with it stays changed. */
  deleteMacro(id: string, options?: CallOptions): Result<void>
  /** Run a macro on a conversation. All of its steps or, where one cannot be taken, none. Announced as `conversation.updated` and `note.created`. */
  runMacro(id: string, body: T.RunMacroBody, options?: CallOptions): Result<T.RunMacroReply>
  /** List labels. In the order in which they were made. */
  listLabels(query?: T.ListLabelsQuery, options?: CallOptions): PageResult<T.ListLabelsItem>
  /** Create a label. A word that the team puts on conversations: at most 500 for an account. */
  createLabel(body: T.CreateLabelBody, options?: CallOptions): Result<T.CreateLabelReply>
  /** Update a label. What is named changes. */
  updateLabel(id: string, body: T.UpdateLabelBody, options?: CallOptions): Result<T.UpdateLabelReply>
  /** Delete a label. Conversations lose it, too. */
  deleteLabel(id: string, options?: CallOptions): Result<void>
  /** List teams. In the order in which they were made. */
  listTeams(query?: T.ListTeamsQuery, options?: CallOptions): PageResult<T.ListTeamsItem>
  /** Create a team. Members who take care of the same conversations: at most 100 teams for an account. */
  createTeam(body: T.CreateTeamBody, options?: CallOptions): Result<T.CreateTeamReply>
  /** Update a team. What is named changes. */
  updateTeam(id: string, body: T.UpdateTeamBody, options?: CallOptions): Result<T.UpdateTeamReply>
  /** Delete a team. Its conversations are of no team any more. */
  deleteTeam(id: string, options?: CallOptions): Result<void>
}

/** People, found by any of their identifiers. */
export interface ContactsResource {
  /** List contacts. Everybody who wrote, was written to or was added, those known latest first, unless `sort` says otherwise. Filters are joined by and. A search looks at 1,000 at most. */
  list(query?: T.ListContactsQuery, options?: CallOptions): PageResult<T.ListContactsItem>
  /** Create a contact. Needs a phone number, a user id or the id of another system. 409 with the reason `contact_conflict` when the person is known: PUT changes whoever is there. */
  create(body: T.CreateContactBody, options?: CallOptions): Result<T.CreateContactReply>
  /** Search contacts. Whom a filter finds, known latest first. It is the filter of segments.  Counts as 2 requests against the burst limit. */
  search(body: T.SearchContactsBody, options?: CallOptions): PageResult<T.SearchContactsItem>
  /** Get a contact. With all identifiers (phone numbers in every spelling met, user ids, username) and who wrote each field last. */
  get(id: string, options?: CallOptions): Result<T.GetContactReply>
  /** Update a contact. Changes what is given; null clears. With `If-Match`, only while the contact has this version (412). A key that belongs to another contact is 409 with the reason `contact_conflict`. */
  update(id: string, body: T.UpdateContactBody, options?: CallOptions): Result<T.UpdateContactReply>
  /** Delete a contact. Hides the contact. When the person writes within 30 days, or is written to the store again, it comes back as it was; afterwards what the business kept of it is gone. Messages stay: to remove everything of a person, erase them. */
  delete(id: string, options?: CallOptions): Result<void>
  /** Create or update a contact by one of its keys. Creates the contact (201), or changes what is given (200); repeating it changes nothing. Contacts are matched by the id of another system, then the user id, then the phone number in any spelling, then unique attributes. 409 with the reason `contact_conflict` when these belong to different contacts, unless `onConflict` says what to do. */
  upsert(key: string, value: string, body: T.UpsertContactBody, options?: CallOptions): Result<T.UpsertContactReply>
  /** Create or update many contacts. Up to 1,000, each matched as by PUT and with an outcome of its own: one that is refused leaves its neighbours alone. With `atomic`, all or none. */
  bulkWrite(body: T.BulkWriteContactsBody, options?: CallOptions): Result<T.BulkWriteContactsReply>
  /** Put tags on a contact. Tags that do not exist yet are created. */
  tag(id: string, body: T.TagContactBody, options?: CallOptions): Result<T.TagContactReply>
  /** Take a tag off a contact. A contact that has not got the tag stays as it is. */
  untag(id: string, name: string, options?: CallOptions): Result<T.UntagContactReply>
  /** List what happened to a contact. The latest first: messages, changes of fields and tags, merges; also of contacts that were merged into this one. The key also needs `messages:read`. */
  listTimeline(id: string, query?: T.ListContactTimelineQuery, options?: CallOptions): PageResult<T.ListContactTimelineItem>
  /** Merge two contacts. The one that was known first stays, with the identifiers, tags, ids of other systems and conversations of both. Where both have a field, the source that is believed more wins, and of equal ones the later word. For 30 days the merge can be undone by its `mergeId`. */
  merge(id: string, body: T.MergeContactsBody, options?: CallOptions): Result<T.MergeContactsReply>
  /** Undo a merge. Within 30 days: both contacts are as they were, but for what was changed since. 409 when it was undone already, or the contact was merged again. */
  undoMerge(id: string, options?: CallOptions): Result<T.UndoContactMergeReply>
  /** Get the settings of contacts. Which source is believed before which, where two say different things of a contact. */
  getSettings(options?: CallOptions): Result<T.GetContactSettingsReply>
  /** Change the settings of contacts. The order of sources holds for writes and merges from now on; what contacts have already stays. A source that is not named stands just before the WhatsApp profile. */
  changeSettings(body: T.ChangeContactSettingsBody, options?: CallOptions): Result<T.ChangeContactSettingsReply>
  /** Export all data of a person. One JSON object on each line: the contact, its identifiers and conversations, then messages, each with its file, then events. The key also needs `messages:read`.  Counts as 10 requests against the burst limit. */
  export(id: string, options?: CallOptions): Result<Response>
  /** Erase all data of a person. In the background, from the contact to the log of deliveries; it cannot be undone. Ask again by the id of the contact to see how far it is. A person who writes later is somebody new.  Counts as 5 requests against the burst limit. */
  erase(id: string, options?: CallOptions): Result<T.EraseContactReply>
}

/** Contacts that come in from a file: analysed, mapped, tried, run, and undone if need be. */
export interface ImportsResource {
  /** List imports. Newest first. */
  list(query?: T.ListImportsQuery, options?: CallOptions): PageResult<T.ListImportsItem>
  /** Upload a file of contacts. A form (`multipart/form-data`) whose part `file` is CSV, TSV, XLSX or NDJSON, told by its bytes, or a form or JSON with a `url`. At most 200 MB and 2,000,000 rows. The file is analysed, and nothing is written before the import has a mapping and is run. */
  create(body: T.CreateImportBody, options?: CallOptions): Result<T.CreateImportReply>
  /** Get an import. Where it stands: the analysis of the file, the mapping, and how far the dry run, the run or the undo has come. */
  get(id: string, options?: CallOptions): Result<T.GetImportReply>
  /** Analyse the file again, read in another way. Where the bytes of the file mislead: another sheet of the workbook, another encoding or delimiter, a first row that is or is not a header. The mapping starts anew. Not once the import has run. */
  readAnew(id: string, body: T.ReadImportAnewBody, options?: CallOptions): Result<T.ReadImportAnewReply>
  /** Say what the columns mean. Columns that the mapping does not name are left out. Every problem is named by its place. A later mapping replaces an earlier one, until the import runs. */
  map(id: string, body: T.MapImportBody, options?: CallOptions): Result<T.MapImportReply>
  /** Try an import. Does with every row what the run does, and rolls it back: the numbers are those of the run. `errors.csv` tells what is wrong with which row. */
  check(id: string, options?: CallOptions): Result<T.CheckImportReply>
  /** Run an import. Writes the contacts in batches. One bad row never fails its batch, and a process that ends resumes at the row where it was. `GET` shows how far it is; events tell it. */
  run(id: string, options?: CallOptions): Result<T.RunImportReply>
  /** Cancel an import. It ends with the batch that is being written; what was written stands and can be undone. */
  cancel(id: string, options?: CallOptions): Result<T.CancelImportReply>
  /** Undo an import. Within seven days: contacts that it made and nobody has used since are deleted, fields that it wrote get the values that they had. What was changed since stays, and so does an opt-out. */
  undo(id: string, options?: CallOptions): Result<T.UndoImportReply>
  /** Download the rows of an import. `errors.csv` has the rows that were not written, in the columns of the file, with `row`, `error_code`, `error_detail` and `suggestion` behind them: mend it and upload it again. `created.csv` and `updated.csv` have the others, with `contact_id`. A cell that a spreadsheet would take for a formula begins with an apostrophe, which an import takes off. */
  getResults(id: string, file: string, options?: CallOptions): Result<Response>
  /** List saved mappings. The one used last first; at most 200. */
  listMappings(options?: CallOptions): Result<T.ListImportMappingsReply>
  /** Delete a saved mapping. Imports that used it keep theirs. */
  deleteMapping(id: string, options?: CallOptions): Result<void>
}

/** Contacts that go out into a file. */
export interface ExportsResource {
  /** List exports. Newest first. */
  list(query?: T.ListExportsQuery, options?: CallOptions): PageResult<T.ListExportsItem>
  /** Export contacts. Writes contacts into a file in the background; `GET` shows how far it is and, once it is done, a link to the file that lives for 24 hours. Who exported what is in the audit log. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
  create(body: T.CreateExportBody, options?: CallOptions): Result<T.CreateExportReply>
  /** Get an export. Where it stands, and the link to its file. */
  get(id: string, options?: CallOptions): Result<T.GetExportReply>
  /** Cancel an export. No file comes of it. */
  cancel(id: string, options?: CallOptions): Result<T.CancelExportReply>
}

/** The fields that an account has added to its contacts. */
export interface AttributesResource {
  /** List attributes. In the order in which they were made, archived ones included. */
  list(query?: T.ListAttributesQuery, options?: CallOptions): PageResult<T.ListAttributesItem>
  /** Create an attribute. Defines a field of contacts. At most 200 for an account. Key and type cannot change later; values of another type are refused, never converted. */
  create(body: T.CreateAttributeBody, options?: CallOptions): Result<T.CreateAttributeReply>
  /** Get an attribute. Also one that is archived. */
  get(id: string, options?: CallOptions): Result<T.GetAttributeReply>
  /** Update an attribute. Changes what is given. Options may be added and relabelled, not removed. `unique: true` is refused while two contacts have the same value. */
  update(id: string, body: T.UpdateAttributeBody, options?: CallOptions): Result<T.UpdateAttributeReply>
}

/** The words that it puts on them. */
export interface TagsResource {
  /** List tags. In the order in which they were made. */
  list(query?: T.ListTagsQuery, options?: CallOptions): PageResult<T.ListTagsItem>
  /** Create a tag. At most 1,000 for an account. A tag that is put on a contact and does not exist yet is created as well. */
  create(body: T.CreateTagBody, options?: CallOptions): Result<T.CreateTagReply>
  /** Update a tag. A new name shows on every contact that has the tag. */
  update(id: string, body: T.UpdateTagBody, options?: CallOptions): Result<T.UpdateTagReply>
  /** Delete a tag. Every contact that has it loses it. */
  delete(id: string, options?: CallOptions): Result<void>
}

/** Groups of contacts, by a filter or by hand. */
export interface SegmentsResource {
  /** List segments. In the order in which they were made. */
  list(query?: T.ListSegmentsQuery, options?: CallOptions): PageResult<T.ListSegmentsItem>
  /** Create a segment. With a filter, whoever it finds when asked is in it. Without one it is a list, whose members are added by hand. */
  create(body: T.CreateSegmentBody, options?: CallOptions): Result<T.CreateSegmentReply>
  /** Get a segment. With its filter. `GET /v1/segments/{id}/contacts` lists who is in it. */
  get(id: string, options?: CallOptions): Result<T.GetSegmentReply>
  /** Update a segment. A new filter counts as a new revision. A segment may name others, but not contain itself. */
  update(id: string, body: T.UpdateSegmentBody, options?: CallOptions): Result<T.UpdateSegmentReply>
  /** Delete a segment. The contacts stay. 409 while another segment names it. */
  delete(id: string, options?: CallOptions): Result<void>
  /** Preview a filter. How many contacts it finds, up to ten of them, and how many each condition finds by itself. A count that takes more than two seconds is an estimate and says so.  Counts as 5 requests against the burst limit. */
  preview(body: T.PreviewSegmentBody, options?: CallOptions): Result<T.PreviewSegmentReply>
  /** List the contacts of a segment. Those known latest first, as they are at this moment.  Counts as 2 requests against the burst limit. */
  listContacts(id: string, query?: T.ListSegmentContactsQuery, options?: CallOptions): PageResult<T.ListSegmentContactsItem>
  /** Change the members of a static segment. Up to 1,000 to add and to remove. Ids of no contact are left out. 409 for a dynamic segment. */
  changeMembers(id: string, body: T.ChangeSegmentMembersBody, options?: CallOptions): Result<T.ChangeSegmentMembersReply>
}

/** A template for many people, and what became of it. */
export interface CampaignsResource {
  /** List campaigns. Latest first. A key that is restricted to some numbers gets those of these. */
  list(query?: T.ListCampaignsQuery, options?: CallOptions): PageResult<T.ListCampaignsItem>
  /** Create a campaign. A draft: it sends nothing until it is launched. docs/campaigns.md describes its members; `audience` and `list` together say who gets it. */
  create(body: T.CreateCampaignBody, options?: CallOptions): Result<T.CreateCampaignReply>
  /** Get a campaign. With how many people are in each state at this moment. */
  get(id: string, options?: CallOptions): Result<T.GetCampaignReply>
  /** Update a campaign. A draft in every member. Once it was launched, `name`, `maxPerMinute`, `quietHours` and `endsAt` alone: 409 for all else. */
  update(id: string, body: T.UpdateCampaignBody, options?: CallOptions): Result<T.UpdateCampaignReply>
  /** Delete a campaign. A draft, or one that has ended, with its figures; messages stay. 409 while it is under way. */
  delete(id: string, options?: CallOptions): Result<void>
  /** Check a campaign. Changes nothing. Whether it can be launched, who would be sent something and why the others would not, what five of them would see, and until when it would run, by day. */
  validate(id: string, options?: CallOptions): Result<T.ValidateCampaignReply>
  /** Preview a campaign for a contact. What this person would see, with their own values. Sends nothing. */
  preview(id: string, body: T.PreviewCampaignBody, options?: CallOptions): Result<T.PreviewCampaignReply>
  /** Send a campaign to some contacts as a test. At once, with their own values, apart from its audience and figures. A person who may not be sent it has an `error`. */
  test(id: string, body: T.TestCampaignBody, options?: CallOptions): Result<T.TestCampaignReply>
  /** Launch a campaign. From here on its audience is frozen and it runs by itself, at its time. Refused with every error of its check. One that was launched already stays as it is. */
  launch(id: string, options?: CallOptions): Result<T.LaunchCampaignReply>
  /** Pause a campaign. Nothing leaves from here on but what is on its way. Messages that wait in the lane are taken back, and their people with them. */
  pause(id: string, options?: CallOptions): Result<T.PauseCampaignReply>
  /** Resume a campaign. Goes on where it was. One that missed its start begins now. */
  resume(id: string, options?: CallOptions): Result<T.ResumeCampaignReply>
  /** Cancel a campaign. Nobody else gets it. `tooLate`: people whose message is on its way. */
  cancel(id: string, options?: CallOptions): Result<T.CancelCampaignReply>
  /** Send again to some people of a campaign. Once it has ended: to exactly those who failed, were skipped, or did not get it, by a campaign of its own with their frozen values. Whoever got it is left alone. Asked for again it is the same campaign. */
  retry(id: string, body: T.RetryCampaignBody, options?: CallOptions): Result<T.RetryCampaignReply>
  /** Get the figures of a campaign. People, not events; kept in the transaction that moves a person. By variant, by reason and by hour. */
  getMetrics(id: string, options?: CallOptions): Result<T.GetCampaignMetricsReply>
  /** List the people of a campaign. In the order in which they were planned, each with what became of them. */
  listRecipients(id: string, query?: T.ListCampaignRecipientsQuery, options?: CallOptions): PageResult<T.ListCampaignRecipientsItem>
  /** List what happened to the people of a campaign. Each move of a person once, oldest first. There is always a `nextCursor`: whoever asks again with the last one misses nothing and gets nothing twice. Everybody planned begins as queued. */
  listChanges(id: string, query?: T.ListCampaignChangesQuery, options?: CallOptions): PageResult<T.ListCampaignChangesItem>
  /** Get what holds for short links. A template that is to carry a short link in a button is created with the address `buttonUrl`. */
  getLinkSettings(options?: CallOptions): Result<T.GetLinkSettingsReply>
  /** Change what holds for short links. For links that are made from now on. `baseUrl` is a host of your own whose DNS or proxy leads to this gateway; links made before keep working. */
  changeLinkSettings(body: T.ChangeLinkSettingsBody, options?: CallOptions): Result<T.ChangeLinkSettingsReply>
}

/** Bots: flows as documents, their versions, and conversations in the middle of one. */
export interface FlowsResource {
  /** List flows. Latest first, without their documents. */
  list(query?: T.ListFlowsQuery, options?: CallOptions): PageResult<T.ListFlowsItem>
  /** Create a flow. A draft: it starts nothing until it is published. Without `spec` it is a flow that ends at once. */
  create(body: T.CreateFlowBody, options?: CallOptions): Result<T.CreateFlowReply>
  /** Get a flow. With its draft. `GET /v1/flows/{id}/versions/{number}` has what runs. */
  get(id: string, options?: CallOptions): Result<T.GetFlowReply>
  /** Update a flow. Its draft, its name, and whether it starts. What runs changes with the next publishing alone. */
  update(id: string, body: T.UpdateFlowBody, options?: CallOptions): Result<T.UpdateFlowReply>
  /** Validate a flow. What publishing the document would say, with the results of its tests. Nothing is stored.  Counts as 5 requests against the burst limit. */
  validate(body: T.ValidateFlowBody, options?: CallOptions): Result<T.ValidateFlowReply>
  /** Simulate a flow. Plays a transcript with the engine that runs in production, on a clock of its own: nothing is sent and nothing is stored. The messages are exactly what would leave.  Counts as 5 requests against the burst limit. */
  simulate(body: T.SimulateFlowBody, options?: CallOptions): Result<T.SimulateFlowReply>
  /** Publish a flow. The draft becomes the version by which sessions start; it never changes again. 400 with every problem of the document, and with each of its tests that does not pass. Publishing what is live already changes nothing.  Counts as 5 requests against the burst limit. */
  publish(id: string, body?: T.PublishFlowBody, options?: CallOptions): Result<T.PublishFlowReply>
  /** List the versions of a flow. Latest first, without their documents. */
  listVersions(id: string, query?: T.ListFlowVersionsQuery, options?: CallOptions): PageResult<T.ListFlowVersionsItem>
  /** Get a version of a flow. With its document, exactly as it was published. */
  getVersion(id: string, number: string, options?: CallOptions): Result<T.GetFlowVersionReply>
  /** Count what became of a flow. By node and exit, of the live version or of `versionId`.  Counts as 5 requests against the burst limit. */
  getStats(id: string, query?: T.GetFlowStatsQuery, options?: CallOptions): Result<T.GetFlowStatsReply>
  /** List the kinds of nodes. With the JSON Schema of the data of each and its exits, and the operators of conditions: an editor draws its forms from them. */
  listNodes(options?: CallOptions): Result<T.ListFlowNodesReply>
  /** List the kinds of triggers. With the JSON Schema of each, as `triggers` of a document has them. */
  listTriggers(options?: CallOptions): Result<T.ListFlowTriggersReply>
  /** Start a flow with a contact. In the conversation in which the contact wrote last, or in that with `numberId`. Its first turn follows in a moment; `GET /v1/flow-sessions/{id}` shows it. 409 with the reason `session_open` while the conversation is in another session, `flow_not_live` where nothing was published. */
  startSession(id: string, body: T.StartFlowSessionBody, options?: CallOptions): Result<T.StartFlowSessionReply>
  /** List sessions. Conversations in the middle of a flow, and those that were; latest first. */
  listSessions(query?: T.ListFlowSessionsQuery, options?: CallOptions): PageResult<T.ListFlowSessionsItem>
  /** Get a session. Where it stands, what it waits for, and its values. */
  getSession(id: string, options?: CallOptions): Result<T.GetFlowSessionReply>
  /** List the steps of a session. Why the bot did what it did: each node that ran and each decision, in order, for 30 days. */
  listSessionSteps(id: string, query?: T.ListFlowSessionStepsQuery, options?: CallOptions): PageResult<T.ListFlowSessionStepsItem>
  /** Stop a session. It ends in a moment, after a turn that is under way. One that has ended stays as it is. */
  stopSession(id: string, body?: T.StopFlowSessionBody, options?: CallOptions): Result<T.StopFlowSessionReply>
  /** Tell a session of an event. A session that waits for an event of this name goes on in a moment; one that does not, ignores it. 409 when it has ended. */
  tellSession(id: string, body: T.TellFlowSessionBody, options?: CallOptions): Result<T.TellFlowSessionReply>
  /** Silence bots in a conversation, or let them speak again. Bots are silent by themselves for a day after somebody of the business answers, and while the conversation is assigned. Null lets them speak again, whoever has answered before. */
  pauseBots(id: string, body: T.PauseBotsBody, options?: CallOptions): Result<void>
}

/** Sequences of messages that follow up by themselves. */
export interface DripsResource {
  /** List drips. Latest first. A key that is restricted to some numbers gets those of these. */
  list(query?: T.ListDripsQuery, options?: CallOptions): PageResult<T.ListDripsItem>
  /** Create a drip. A draft: nobody enters before it is published. docs/drips.md describes its members. */
  create(body: T.CreateDripBody, options?: CallOptions): Result<T.CreateDripReply>
  /** Get a drip. As it is being edited. */
  get(id: string, options?: CallOptions): Result<T.GetDripReply>
  /** Update a drip. Changes what is being edited. People go on with the version that they entered, until it is published. */
  update(id: string, body: T.UpdateDripBody, options?: CallOptions): Result<T.UpdateDripReply>
  /** Delete a drip. With everybody who was in it; messages stay. 409 while it is active, or people are under way. */
  delete(id: string, options?: CallOptions): Result<void>
  /** Publish a drip. Makes what was edited the version that new people enter. With `migrate` those who are under way move to it as well: to the step that it names, else to the same one, else to the next that is still there. */
  publish(id: string, body: T.PublishDripBody, options?: CallOptions): Result<T.PublishDripReply>
  /** Pause a drip. Nobody takes a step until it is resumed. People still enter, and wait. */
  pause(id: string, options?: CallOptions): Result<T.PauseDripReply>
  /** Resume a drip. People go on where they were; what was due meanwhile is due at once. */
  resume(id: string, options?: CallOptions): Result<T.ResumeDripReply>
  /** Archive a drip. Nobody enters any more, and everybody who is under way leaves with the reason `canceled`. It is not taken up again; its figures stay. 409 while it is active. */
  archive(id: string, options?: CallOptions): Result<T.ArchiveDripReply>
  /** Get the figures of a drip. Counted from the people and the steps that they took. */
  getStatistics(id: string, options?: CallOptions): Result<T.GetDripStatisticsReply>
  /** Let contacts into a drip. Whom its rule does not let in again stays out. The same key lets the same person in once, however often it is sent. */
  enrollContacts(id: string, body: T.EnrollContactsBody, options?: CallOptions): Result<T.EnrollContactsReply>
  /** List the people of a drip. Latest first, each with where they stand. */
  listEnrollments(id: string, query?: T.ListEnrollmentsQuery, options?: CallOptions): PageResult<T.ListEnrollmentsItem>
  /** Get a person in a drip. With the steps that they took, and what became of each message. */
  getEnrollment(id: string, enrollmentId: string, options?: CallOptions): Result<T.GetEnrollmentReply>
  /** Take a person out of a drip. They get nothing more from it. One who has left already stays as they are. */
  cancelEnrollment(id: string, enrollmentId: string, options?: CallOptions): Result<T.CancelEnrollmentReply>
}

/** Stores and other systems whose records become contacts, and whose events lead to messages. */
export interface ConnectionsResource {
  /** List connections. Latest first. */
  list(query?: T.ListConnectionsQuery, options?: CallOptions): PageResult<T.ListConnectionsItem>
  /** Connect a system. The credentials are proven before anything is stored. Then its records are read, and what happens there comes in at an event source of its own. */
  create(body: T.CreateConnectionBody, options?: CallOptions): Result<T.CreateConnectionReply>
  /** Get a connection. With its state and its settings. Credentials are not among them. */
  get(id: string, options?: CallOptions): Result<T.GetConnectionReply>
  /** Update a connection. New credentials are proven first, and end needs_reauth. A mapping holds for what is read from now on; a full sync reads everything. */
  update(id: string, body: T.UpdateConnectionBody, options?: CallOptions): Result<T.UpdateConnectionReply>
  /** Delete a connection. Its event source goes with it, and what it knows of records. Contacts stay. */
  delete(id: string, options?: CallOptions): Result<void>
  /** Test a connection. Whether the credentials hold; reports that were switched off there are subscribed to again. */
  test(id: string, options?: CallOptions): Result<T.TestConnectionReply>
  /** Try a mapping on live records. What would be written of five records, as they are there now. Nothing is written. */
  preview(id: string, body: T.PreviewConnectionBody, options?: CallOptions): Result<T.PreviewConnectionReply>
  /** Read what has changed. At once rather than with the next sweep. With `full` everything is read, and what is not there any more is marked. */
  sync(id: string, body?: T.SyncConnectionBody, options?: CallOptions): Result<T.SyncConnectionReply>
  /** List the syncs of a connection. Latest first, with what each has read. */
  listSyncRuns(id: string, query?: T.ListSyncRunsQuery, options?: CallOptions): PageResult<T.ListSyncRunsItem>
  /** List records that could not be used. Latest first, at most 200. A record that is mended there leaves the list with the next sync. */
  listSyncErrors(id: string, options?: CallOptions): Result<T.ListSyncErrorsReply>
}

/** Addresses at which other systems post events, what came in there, and what it led to. */
export interface EventSourcesResource {
  /** List event sources. Latest first, those of connections among them. */
  list(query?: T.ListEventSourcesQuery, options?: CallOptions): PageResult<T.ListEventSourcesItem>
  /** Create an event source. At most 50 for an account. Without a mapping events are stored, and a mapping is learned from them. Where `auth` needs a secret and none is given, one is made; it is not shown again. */
  create(body: T.CreateEventSourceBody, options?: CallOptions): Result<T.CreateEventSourceReply>
  /** Get an event source. With its address, its mapping and its actions. Secrets are not among them. */
  get(id: string, options?: CallOptions): Result<T.GetEventSourceReply>
  /** Update an event source. Holds for what comes from now on, and for what is replayed. A given `secret` replaces the one before at once; rotating keeps both for a while. */
  update(id: string, body: T.UpdateEventSourceBody, options?: CallOptions): Result<T.UpdateEventSourceReply>
  /** Delete an event source. Its address answers with 404 at once, and its stored events go. Contacts and messages stay. */
  delete(id: string, options?: CallOptions): Result<void>
  /** Rotate the address or the secret. For `graceSeconds`, a day unless given, the one before is good as well. 0 ends it at once. */
  rotate(id: string, body: T.RotateEventSourceBody, options?: CallOptions): Result<T.RotateEventSourceReply>
  /** Learn a mapping from what came in. Every place that the latest events have, with examples, and a mapping as their names and values suggest it. Nothing changes. */
  learnEventMapping(id: string, options?: CallOptions): Result<T.LearnEventMappingReply>
  /** List what came in. Latest first, each with what became of it and why. Kept for 30 days. */
  listIncomingEvents(id: string, query?: T.ListIncomingEventsQuery, options?: CallOptions): PageResult<T.ListIncomingEventsItem>
  /** Count what came in. The stored events by state and reason. */
  countIncomingEvents(id: string, options?: CallOptions): Result<T.CountIncomingEventsReply>
  /** Get what came in. With its content and what became of each action. */
  getIncomingEvent(id: string, eventId: string, options?: CallOptions): Result<T.GetIncomingEventReply>
  /** Try a mapping on an event. What would be written, and which actions are for it. Nothing is written and nothing is sent. */
  previewIncomingEvent(id: string, eventId: string, body: T.PreviewIncomingEventBody, options?: CallOptions): Result<T.PreviewIncomingEventReply>
  /** Act upon an event again. By the source as it is now. What was done stays done: no message is sent twice. */
  replayIncomingEvent(id: string, eventId: string, options?: CallOptions): Result<T.ReplayIncomingEventReply>
  /** Act upon many events again. Those in a state, latest first, at most 500 with a request: repeat it until `replayed` is 0. */
  replayIncomingEvents(id: string, body: T.ReplayIncomingEventsBody, options?: CallOptions): Result<T.ReplayIncomingEventsReply>
}

/** What people agreed to, and the proof of it. */
export interface ConsentResource {
  /** Get the consent of a contact. For each purpose, and for each topic of which something is recorded. */
  getContact(id: string, options?: CallOptions): Result<T.GetContactConsentReply>
  /** Record the consent of a contact. Anybody may restrict. Only an act of the person permits more than before: it needs `evidence` and `occurredAt`, and must be newer than what restricted it. */
  record(id: string, body: T.RecordConsentBody, options?: CallOptions): Result<T.RecordConsentReply>
  /** List the consent events of a contact. Every act in the ledger, latest first, with its evidence. */
  listEvents(id: string, query?: T.ListConsentEventsQuery, options?: CallOptions): PageResult<T.ListConsentEventsItem>
  /** Export the proof of consent of a contact. Every event from the first on, with the digests that link them, so that anybody can verify them without us: docs/consent.md shows how. A contact that was merged into this one has a chain of its own. */
  getProof(id: string, options?: CallOptions): Result<T.GetConsentProofReply>
  /** Ask whether a contact may be sent something. The answer that a send of this purpose would get now, by the same rules: the first reason that stands in the way, since when, until when, and what it rests on. */
  getContactSendability(id: string, query?: T.GetContactSendabilityQuery, options?: CallOptions): Result<T.GetContactSendabilityReply>
  /** Record the consent of many contacts. Up to 1,000 items, each naming one contact by `contactId`, `phone` or `userId`, and each with an outcome of its own. People who are not known yet become contacts. */
  recordConsentsInBulk(body: T.RecordConsentsInBulkBody, options?: CallOptions): Result<T.RecordConsentsInBulkReply>
  /** List consent topics. By key, archived ones included. */
  listTopics(options?: CallOptions): Result<T.ListConsentTopicsReply>
  /** Create or change a consent topic. A part of marketing to which people agree by itself: its purpose is `marketing.` and the key. At most 100. With `archived` no consent is recorded for it any more. */
  putTopic(key: string, body: T.PutConsentTopicBody, options?: CallOptions): Result<T.PutConsentTopicReply>
  /** List suppressions. Latest first. By `phone` those of erased people are found too. */
  listSuppressions(query?: T.ListSuppressionsQuery, options?: CallOptions): PageResult<T.ListSuppressionsItem>
  /** Add suppressions. Up to 1,000 people whom the account must not write to, each named by `phone`, `userId` or `contactId`, and each with an outcome of its own. Of somebody who is there already, the wider scope and the later end stand. */
  addSuppressions(body: T.AddSuppressionsBody, options?: CallOptions): Result<T.AddSuppressionsReply>
  /** Export suppressions. Everybody whom the account must not write to, latest first, as a stream: one JSON object on each line, or CSV with a header. Of erased people there is no identifier any more.  Counts as 5 requests against the burst limit. */
  exportSuppressions(query?: T.ExportSuppressionsQuery, options?: CallOptions): Result<Response>
  /** Delete a suppression. Consent stays as it is: somebody who opted out is still not sent marketing. */
  deleteSuppression(id: string, options?: CallOptions): Result<void>
  /** Get the policy of the account. What holds for its sends beside consent; docs/consent.md says what each setting does. */
  getPolicy(options?: CallOptions): Result<T.GetPolicyReply>
  /** Change the policy of the account. What is named changes: for what is accepted from now on, and for marketing that has not left yet. */
  changePolicy(body: T.ChangePolicyBody, options?: CallOptions): Result<T.ChangePolicyReply>
}

/** The balance, what moved it, and what messages cost. */
export interface WalletResource {
  /** Get the wallet. One for each currency; none for an account that does not pay for messages here. Money is a decimal string everywhere. */
  get(options?: CallOptions): Result<T.GetWalletReply>
  /** List transactions of the wallet. The statement, latest first. What is held for messages is no transaction: `GET /wallet/holds` lists it. */
  listTransactions(query?: T.ListWalletTransactionsQuery, options?: CallOptions): PageResult<T.ListWalletTransactionsItem>
  /** List what is held for messages. Latest first. A hold is captured when the message is delivered, and released when it fails. */
  listHolds(query?: T.ListWalletHoldsQuery, options?: CallOptions): PageResult<T.ListWalletHoldsItem>
  /** Set when the balance is low. Takes the place of all thresholds of that currency. Each time the balance falls below one, `wallet.low_balance` is told once; it is armed again above `rearmAbove`, by default a fifth above `below`. */
  setThresholds(body: T.SetWalletThresholdsBody, options?: CallOptions): Result<T.SetWalletThresholdsReply>
  /** Quote a message. What a message of a category to a phone number may cost, step by step, as of now. An account that does not pay for messages here gets Meta's list price in US dollars, which is approximate. */
  getPricingQuote(query: T.GetPricingQuoteQuery, options?: CallOptions): Result<T.GetPricingQuoteReply>
  /** Explain what a message costs. What was quoted when it was accepted, and what was charged, line by line: the rate and its card, the markup, the fee. 404 for a message that costs nothing here. */
  getMessageCost(id: string, options?: CallOptions): Result<T.GetMessageCostReply>
  /** Sum up what messages have cost. Of messages that were charged from `from` until before `to`, at most a year, by category, market or day. */
  getUsage(query: T.GetUsageQuery, options?: CallOptions): Result<T.GetUsageReply>
  /** Top up the wallet. Answers with the address of the page on which a person pays (`paymentUrl`). The wallet is credited once the provider itself says that the money is there (`wallet.topped_up`), whatever the browser does. 404 where no payment provider is set up. */
  startTopUp(body: T.StartTopUpBody, options?: CallOptions): Result<T.StartTopUpReply>
  /** List top-ups. Latest first. */
  listTopUps(query?: T.ListTopUpsQuery, options?: CallOptions): PageResult<T.ListTopUpsItem>
  /** Get a top-up. With each payment that the provider knows of: a person may pay twice, and is credited twice. */
  getTopUp(id: string, options?: CallOptions): Result<T.GetTopUpReply>
  /** Hand in what the checkout gave to the browser. For a checkout of Razorpay that is embedded in a page of yours. The signature is verified, and the provider is asked at once; nothing is credited for the proof alone. */
  proveTopUp(id: string, body: T.ProveTopUpBody, options?: CallOptions): Result<T.ProveTopUpReply>
  /** Refund a top-up to where it was paid from. Sends paid money of the wallet back to the card or account that it came from, with the tax that was charged on it: at most what is left of the payment, and what is neither spent nor held. The money leaves the wallet at once; `wallet.refunded` tells that the provider has sent it, `wallet.refund_failed` that it will not and the money is back. Promotional credit cannot be refunded. */
  refundTopUp(id: string, body: T.RefundTopUpBody, options?: CallOptions): Result<T.RefundTopUpReply>
  /** Get how the wallet can be topped up. Each payment provider that is set up with each currency that it takes: of the wallets that there are, or where there is none any. Empty: the operator alone credits payments. */
  getTopUpOptions(options?: CallOptions): Result<T.GetTopUpOptionsReply>
  /** Get when the wallets fill themselves. One for each currency in which it was set. */
  getAutoRecharge(options?: CallOptions): Result<T.GetAutoRechargeReply>
  /** Let the wallet fill itself. When the balance falls below an amount, the saved method is charged, or a person is asked to pay. There is never more than one such payment under way, and what others have begun to pay in counts as if it were there. After a declined charge nothing is tried for an hour; after two in a row it is switched off (`wallet.auto_recharge_failed`). 404 where no payment provider is set up. */
  setAutoRecharge(body: T.SetAutoRechargeBody, options?: CallOptions): Result<T.SetAutoRechargeReply>
  /** List saved payment methods. What the payment provider keeps since a top-up with `saveMethod`. The numbers of cards are never here. */
  listPaymentMethods(options?: CallOptions): Result<T.ListPaymentMethodsReply>
  /** Remove a saved payment method. It is charged no more; an auto-recharge that uses it is switched off when it would have to. */
  deletePaymentMethod(id: string, options?: CallOptions): Result<void>
  /** List invoices. Tax invoices, receipt vouchers, credit notes and statements, latest first. */
  listInvoices(query?: T.ListInvoicesQuery, options?: CallOptions): PageResult<T.ListInvoicesItem>
  /** Get an invoice. As it was issued. It never changes: a mistake is corrected by a credit note. */
  getInvoice(id: string, options?: CallOptions): Result<T.GetInvoiceReply>
  /** Download an invoice. Made from the document of `GET /v1/invoices/{id}`, the same bytes each time.  Counts as 5 requests against the burst limit. */
  getInvoicePdf(id: string, options?: CallOptions): Result<Response>
  /** Get the billing profile. Who buys, as it stands on documents. 404 for an account that has given none. */
  getBillingProfile(options?: CallOptions): Result<T.GetBillingProfileReply>
  /** Set the billing profile. It decides how sales are taxed from the next document on. The checksum and the state of a GSTIN are checked. */
  setBillingProfile(body: T.SetBillingProfileBody, options?: CallOptions): Result<T.SetBillingProfileReply>
}

/** Message templates and their parameters. */
export interface TemplatesResource {
  /** List templates. As Meta has them, oldest first. They follow Meta by webhook and are read again about once an hour. */
  list(query?: T.ListTemplatesQuery, options?: CallOptions): PageResult<T.ListTemplatesItem>
  /** Create a template. Checked by all of Meta's rules first, then sent to Meta, which reviews it: the answer's status is PENDING as a rule. Events tell what follows: `template.created`, `template.pending`, `template.approved`, `template.rejected`, `template.paused`, `template.disabled`, `template.in_appeal`, `template.archived`, `template.limit_exceeded`, `template.status_changed`, `template.flagged`, `template.quality_changed`, `template.category_change_announced`, `template.category_changed`, `template.content_changed`, `template.deleted`. */
  create(body: T.CreateTemplateBody, options?: CallOptions): Result<T.CreateTemplateReply>
  /** When templates were last read from Meta. For each WhatsApp Business Account; until the first time, Meta alone judges what is sent. */
  listSyncs(options?: CallOptions): Result<T.ListTemplateSyncsReply>
  /** Read the templates from Meta now. Webhooks and an hourly round keep them true; this is for those who cannot wait.  Counts as 5 requests against the burst limit. */
  sync(body: T.SyncTemplatesBody, options?: CallOptions): Result<T.SyncTemplatesReply>
  /** Get a template. By our id or Meta's. */
  get(id: string, options?: CallOptions): Result<T.GetTemplateReply>
  /** Edit a template. Components are replaced as a whole, and Meta reviews the template again; until then it cannot be sent. An approved template can be edited once in 24 hours and ten times in 30 days, a rejected or paused one freely. */
  edit(id: string, body: T.EditTemplateBody, options?: CallOptions): Result<T.EditTemplateReply>
  /** Delete a template. This language alone; Meta holds the name for 30 days. */
  delete(id: string, options?: CallOptions): Result<void>
  /** Get the contract of a template. JSON Schema (2020-12) of the values that the template takes: `{header?, body?, buttons?, limited_time_offer?, cards?}`. Each send is compared with it; `POST /v1/templates/{id}/preview` takes values of this shape. */
  getContract(id: string, options?: CallOptions): Result<T.GetTemplateContractReply>
  /** Check a draft. Everything in a draft that breaks Meta's rules, each with its path; nothing is sent to Meta. */
  lint(body: T.LintTemplateBody, options?: CallOptions): Result<T.LintTemplateReply>
  /** See what a recipient would see. With the `components` of a send or with `parameters` as the contract describes them; both may be incomplete. */
  preview(id: string, body: T.PreviewTemplateBody, options?: CallOptions): Result<T.PreviewTemplateReply>
  /** Upload the sample of a header. Puts a file of the account (PDF, JPEG, PNG, MP4; at most 16 MB) up at Meta. The handle goes into `example.headerHandle` of a header of the format IMAGE, VIDEO or DOCUMENT; it lives for some weeks. */
  uploadSample(body: T.UploadTemplateSampleBody, options?: CallOptions): Result<T.UploadTemplateSampleReply>
  /** Let held messages go. When Meta changes the category of a template, queued bulk messages that use it wait, since they may cost more now. This lets them go. Those that wait for a pause go on by themselves. */
  release(id: string, options?: CallOptions): Result<T.ReleaseTemplateReply>
}

/** Files to send and files received. */
export interface MediaResource {
  /** Upload a file. A form (`multipart/form-data`) whose part `file` has the bytes. Formats and sizes are WhatsApp's, told by the bytes; a claimed type that they contradict is refused. The `id` of the answer goes into a message, e.g. `{"image": {"id": …}}`. The same bytes are stored once. */
  upload(body: T.UploadMediaBody, options?: CallOptions): Result<T.UploadMediaReply>
  /** List files. Uploaded and received, newest first. */
  list(query?: T.ListMediaQuery, options?: CallOptions): PageResult<T.ListMediaItem>
  /** Fetch a file from a URL. Copies a public file into the account, under the rules of an upload. */
  fetch(body: T.FetchMediaBody, options?: CallOptions): Result<T.FetchMediaReply>
  /** Get a file. What is known of it, with a fresh link. */
  get(id: string, options?: CallOptions): Result<T.GetMediaReply>
  /** Delete a file. Messages that still wait to be sent with it fail. */
  delete(id: string, options?: CallOptions): Result<T.DeleteMediaReply>
  /** Download a file. The bytes; `Range` and `If-None-Match` are answered. */
  getContent(id: string, options?: CallOptions): Result<Response>
}

/** Phone numbers of the account. */
export interface NumbersResource {
  /** List phone numbers. The numbers of the account, the sandbox one included, oldest first. */
  list(query?: T.ListNumbersQuery, options?: CallOptions): PageResult<T.ListNumbersItem>
  /** Connect a phone number. One of yours at Meta, with its credentials, which are stored encrypted and never shown. One that is connected already gets these in place of its old ones. An account may have several; without `from`, messages leave by its default number, which connecting another one does not change (`PATCH /v1/account`). Nothing is asked of Meta here. The number receives messages once the token has read it at Meta: verify does that at once, and Dawk does it by itself within seconds. */
  connect(body: T.ConnectNumberBody, options?: CallOptions): Result<T.ConnectNumberReply>
  /** Get a phone number. By our id. */
  get(id: string, options?: CallOptions): Result<T.GetNumberReply>
  /** Disconnect a phone number. Forgets its credentials. Its messages stay; what still waits to leave by it fails. Not the sandbox number. */
  disconnect(id: string, options?: CallOptions): Result<void>
  /** Verify a phone number. Asks Meta about token, number, business account, subscription and callback, and says of each what is wrong and what to do about it. Problems are part of the answer, not an error; 503 means that Meta gave none, and 409 that Meta shows the number to this account while another account of this installation has it. */
  verify(id: string, options?: CallOptions): Result<T.VerifyNumberReply>
  /** Get where the webhooks of a number go. As Meta has it now. */
  getCallback(id: string, options?: CallOptions): Result<T.GetNumberCallbackReply>
  /** Set where the webhooks of a number go. Overrides the callback of the Meta app for the WhatsApp Business Account of the number, all its numbers included, and subscribes the app. Without a body it is this installation. With `url` it is another server, which has to answer Meta’s challenge and to accept `verifyToken`; this installation then gets no messages and no statuses of them. */
  setCallback(id: string, body?: T.SetNumberCallbackBody, options?: CallOptions): Result<T.SetNumberCallbackReply>
  /** Take the callback of a number off. The app stays subscribed, and its own callback counts again. Where nothing is set nothing happens. */
  clearCallback(id: string, options?: CallOptions): Result<void>
  /** Sign up a phone number. With what Meta's Embedded Signup hands to the browser. Exchanges the code, checks the token, subscribes this installation’s app to the WhatsApp Business Account, registers the number with `pin`, or one that is made here, and connects it. `phoneNumberId` may be left out where Meta names none, as for a number of the WhatsApp Business app (`FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING`): then it is the only one of the account, and one that is linked to the app is not registered. Each step that is done stays done: after a failure repeat the call, with a new `code` where `reason` says so and without one otherwise. While one call is at work another gets 409 with `Retry-After`. `reason` of a refusal is one of `app_not_configured`, `app_refused`, `code_required`, `code_used`, `code_expired`, `code_invalid`, `token_invalid`, `token_expired`, `token_of_other_app`, `token_lacks_scope`, `token_lacks_account`, `permission_missing`, `number_not_in_account`, `account_has_no_number`, `number_not_chosen`, `number_in_phone_app`, `number_taken`, `pin_wrong`, `pin_guessed_too_often`, `pin_guessed_too_fast`, `number_not_verified`, `number_deleted_lately`, `deregistration_incomplete`, `registration_limited`, `meta_refused`, `meta_unavailable`. */
  signUp(body: T.SignUpNumberBody, options?: CallOptions): Result<T.SignUpNumberReply>
  /** Get the sign-up of a phone number. By Meta's id of the number, or of the account as long as the number is not known: which steps are done, and what went wrong. */
  getSignup(phoneNumberId: string, options?: CallOptions): Result<T.GetNumberSignupReply>
  /** Reveal the PIN of a phone number. The PIN of its two-step verification, which Meta asks for when the number is registered elsewhere: the one that was made here, or the last one that was given and taken. For an owner, or a key that holds every scope; each call is recorded in the audit log. 404 where none is stored. Disconnecting the number forgets it. */
  revealPin(phoneNumberId: string, options?: CallOptions): Result<T.RevealNumberPinReply>
}

/** Where events are told, in which dialect, and with which secret. */
export interface WebhookEndpointsResource {
  /** List webhook endpoints. Oldest first, also those that the API of another dialect has made. */
  list(query?: T.ListWebhookEndpointsQuery, options?: CallOptions): PageResult<T.ListWebhookEndpointsItem>
  /** Create a webhook endpoint. At most 20 for an account. The answer holds the secret, which is not shown again. Deliveries carry the headers of Standard Webhooks and, in the native format, `X-Mappstore-Signature`; docs/webhooks.md shows how to verify them. */
  create(body: T.CreateWebhookEndpointBody, options?: CallOptions): Result<T.CreateWebhookEndpointReply>
  /** Get a webhook endpoint. Its secret is not shown. */
  get(id: string, options?: CallOptions): Result<T.GetWebhookEndpointReply>
  /** Change a webhook endpoint. What is named changes. `enabled: false` drops what waits for it; the log shows that as failed, so that it can be replayed later. */
  change(id: string, body: T.ChangeWebhookEndpointBody, options?: CallOptions): Result<T.ChangeWebhookEndpointReply>
  /** Delete a webhook endpoint. What waits for it is dropped with it. */
  delete(id: string, options?: CallOptions): Result<void>
  /** Test a webhook endpoint. Sends an `endpoint.test` event at once and says what came back, also for one that is switched off. With `enable`, one that answers well is switched on. */
  test(id: string, body?: T.TestWebhookEndpointBody, options?: CallOptions): Result<T.TestWebhookEndpointReply>
  /** Rotate the secret. The new secret, shown this once, signs from now on; the old one too until `previousSecretUntil`. Standard Webhooks headers carry both signatures. `X-Mappstore-Signature` stays with the old secret until then, and `X-Mappstore-Signature-Next` is by the new one. */
  rotateWebhookSecret(id: string, body?: T.RotateWebhookSecretBody, options?: CallOptions): Result<T.RotateWebhookSecretReply>
  /** Revoke the old secret. Ends the grace time of a rotation at once. */
  revokePreviousWebhookSecret(id: string, options?: CallOptions): Result<T.RevokePreviousWebhookSecretReply>
}

/** What was delivered, what was not, and doing it again. */
export interface WebhookDeliveriesResource {
  /** List deliveries of an endpoint. With every attempt, newest event first. A delivery appears with its first attempt. */
  list(id: string, query?: T.ListWebhookDeliveriesQuery, options?: CallOptions): PageResult<T.ListWebhookDeliveriesItem>
  /** Deliver an event to an endpoint. Whether it subscribes to the type or not, and under the same `webhook-id` however often it is asked for. */
  deliverEvent(id: string, body: T.DeliverEventBody, options?: CallOptions): Result<T.DeliverEventReply>
  /** Get a delivery. By the `webhook-id` that the receiver saw. */
  get(id: string, options?: CallOptions): Result<T.GetWebhookDeliveryReply>
  /** Deliver once more. Under the same `webhook-id`: a receiver that has it may ignore it. 409 while the endpoint is off. */
  replay(id: string, options?: CallOptions): Result<T.ReplayWebhookDeliveryReply>
  /** Replay a span of events. Events recorded from `from` to `to` (left out: now) are delivered once more, in the background and behind what is new. Deliveries keep their `webhook-id`. One replay to an endpoint at a time. */
  startWebhookReplay(id: string, body: T.StartWebhookReplayBody, options?: CallOptions): Result<T.StartWebhookReplayReply>
  /** List replays. Of one endpoint, newest first. */
  listWebhookReplays(id: string, query?: T.ListWebhookReplaysQuery, options?: CallOptions): PageResult<T.ListWebhookReplaysItem>
  /** Get a replay. How far it is. */
  getWebhookReplay(id: string, replayId: string, options?: CallOptions): Result<T.GetWebhookReplayReply>
  /** Stop a replay. What it has queued so far is still delivered. */
  stopWebhookReplay(id: string, replayId: string, options?: CallOptions): Result<T.StopWebhookReplayReply>
}

/** The log of everything that happened. */
export interface EventsResource {
  /** List events. Oldest first, in the order of the log. There is always a `nextCursor`: a client that asks again with the last one it got misses no event and gets none twice. A key that is restricted to some numbers gets the events of these. */
  list(query?: T.ListEventsQuery, options?: CallOptions): PageResult<T.ListEventsItem>
  /** Get an event. By its id, as webhooks carry it. */
  get(id: string, options?: CallOptions): Result<T.GetEventReply>
  /** Follow events as they happen. Server-sent events: `event` is the type, `data` what `GET /v1/events/{id}` answers, `id` a cursor. Whoever connects again with the last `id`, in `Last-Event-ID` or `after`, gets what was missed, each event once. The first is `ready`, or `reset` when more than a thousand were missed: then read your lists anew. Only events of what your scopes read are shown, and none of the kind `whatsapp.*`. A line is ended after 30 minutes, when the session ends, and when its scopes change: connect again. */
  stream(query?: T.StreamEventsQuery, options?: CallOptions): Result<Response>
}

/** The account and its limits. */
export interface AccountResource {
  /** Get the account. The account that the key belongs to, and its limits. */
  get(options?: CallOptions): Result<T.GetAccountReply>
  /** Change the account. Its name, its default number, and whether its members need a second factor. Who demands a second factor needs one. */
  update(body: T.UpdateAccountBody, options?: CallOptions): Result<T.UpdateAccountReply>
  /** Export all data of the account. One JSON object on each line, table by table, without secrets. When the stream breaks off, give the `after` of the last whole line to go on behind it.  Counts as 10 requests against the burst limit. */
  export(query?: T.ExportAccountQuery, options?: CallOptions): Result<Response>
  /** Erase the account. Its keys are refused at once, but to read or undo this; after the days of grace everything of it is deleted. A subscription is charged no more and ends with the period that is paid, also when this is undone. */
  erase(options?: CallOptions): Result<T.EraseAccountReply>
  /** Get the erasure of the account. While it waits for the end of its grace. */
  getErasure(options?: CallOptions): Result<T.GetAccountErasureReply>
  /** Keep the account. Undoes its erasure, within the days of grace: everything is as before. */
  undoErasure(options?: CallOptions): Result<T.UndoAccountErasureReply>
  /** Get for how long things are kept. What the account has set, and what the operator keeps at the most. */
  getRetention(options?: CallOptions): Result<T.GetRetentionReply>
  /** Change for how long things are kept. Carried out within about an hour; what still waits to be sent or delivered is kept until then. */
  updateRetention(body: T.UpdateRetentionBody, options?: CallOptions): Result<T.UpdateRetentionReply>
}

/** Who looks after the account, what it may do there, and leaving it. */
export interface PartnerResource {
  /** Get the partner of the account. And what it may do here. Its keys and tokens are among the API keys, with `delegation`. 404: there is no partner. */
  getOwn(options?: CallOptions): Result<T.GetOwnPartnerReply>
  /** Set what the partner may do here. With less than before, the keys and tokens of the partner that open more than that are refused from now on. */
  setOwnAccess(body: T.SetOwnPartnerAccessBody, options?: CallOptions): Result<T.SetOwnPartnerAccessReply>
  /** Leave the partner. At once and for good. Its keys end, and so does a suspension by it. What it gave to the wallet and nobody has spent goes back. Numbers, data and members of the account stay as they are. */
  leaveOwn(options?: CallOptions): Result<void>
  /** Open an onboarding link. Which account a number will be connected to, and by whose wish. 409 when the link is over. */
  openOnboarding(body: T.OpenOnboardingBody, options?: CallOptions): Result<T.OpenOnboardingReply>
  /** Connect a number by an onboarding link. Once: of two at once one gets 409. The token has to read the number at Meta; where it does not, nothing is kept and the link may be used again. */
  connectByOnboarding(body: T.ConnectByOnboardingBody, options?: CallOptions): Result<T.ConnectByOnboardingReply>
}

/** Who is a member of the account, in which role. */
export interface MembersResource {
  /** List members. In the order in which they joined. */
  list(query?: T.ListMembersQuery, options?: CallOptions): PageResult<T.ListMembersItem>
  /** Get a member. By its id. */
  get(id: string, options?: CallOptions): Result<T.GetMemberReply>
  /** Change a member. Name or role. Another role ends the sessions of the member in this account at once: they sign in again. The last owner stays one (409). */
  update(id: string, body: T.UpdateMemberBody, options?: CallOptions): Result<T.UpdateMemberReply>
  /** Remove a member. Ends their sessions in this account at once. The last owner stays (409). */
  remove(id: string, options?: CallOptions): Result<void>
  /** Sign a member out. Ends all sessions that the member has in this account, at once. */
  signOut(id: string, options?: CallOptions): Result<T.SignMemberOutReply>
}

/** How members come in, the first owner too. */
export interface InvitationsResource {
  /** Invite somebody. The link is in this answer and never again; it is also mailed where the installation sends mail. With a key that holds every scope an account gets its first owner this way. */
  create(body: T.CreateInvitationBody, options?: CallOptions): Result<T.CreateInvitationReply>
  /** List invitations. Newest first, whatever became of them. */
  list(query?: T.ListInvitationsQuery, options?: CallOptions): PageResult<T.ListInvitationsItem>
  /** Send an invitation again. Another link, good for another seven days; the one before is dead. Also for one that has expired. */
  resend(id: string, options?: CallOptions): Result<T.ResendInvitationReply>
  /** Revoke an invitation. Its link is dead at once; doing so twice changes nothing. */
  revoke(id: string, options?: CallOptions): Result<T.RevokeInvitationReply>
  /** Look at an invitation. By the token of its link: who invites whom, as what. Changes nothing. 409 when it is over. */
  preview(body: T.PreviewInvitationBody, options?: CallOptions): Result<T.PreviewInvitationReply>
  /** Accept an invitation. Makes the person a member and signs them in. Good once; of two at once one gets 409. Who has a password here gives that one, and a `code` where they have a second factor. */
  accept(body: T.AcceptInvitationBody, options?: CallOptions): Result<T.AcceptInvitationReply>
}

/** Signing in, and the devices on which one is. */
export interface SessionsResource {
  /** Sign in. Sets the session cookie. Who has a second factor gets 202 and a challenge instead, good for five minutes. A wrong password and an unknown address are answered alike; after some attempts with 429. */
  signIn(body: T.SignInBody, options?: CallOptions): Result<T.SignInReply>
  /** Get the present session. Who has signed in, to which account, with which role and scopes. */
  getCurrent(options?: CallOptions): Result<T.GetCurrentSessionReply>
  /** Sign out. Ends the present session and clears its cookie. */
  signOut(options?: CallOptions): Result<void>
  /** Sign in, the second step. Takes the challenge of the first step and a code. Sets the session cookie. */
  finishSignIn(body: T.FinishSignInBody, options?: CallOptions): Result<T.FinishSignInReply>
  /** Sign in to a trial. Signs in as the owner of the sandbox account by the link that `npm start` prints. It is there in trial mode alone, which only this machine reaches; elsewhere 404. */
  openTrial(body: T.OpenTrialSessionBody, options?: CallOptions): Result<T.OpenTrialSessionReply>
  /** Turn to another account. One that the person is a member of. The session goes on under another cookie, with the role there. */
  switchAccount(body: T.SwitchAccountBody, options?: CallOptions): Result<T.SwitchAccountReply>
  /** List your sessions. Every device on which you are signed in, to whatever account; newest first. */
  list(query?: T.ListSessionsQuery, options?: CallOptions): PageResult<T.ListSessionsItem>
  /** End all your other sessions. At once, on every process. The present one stays. */
  endOther(options?: CallOptions): Result<T.EndOtherSessionsReply>
  /** End one of your sessions. At once, on every process. */
  end(id: string, options?: CallOptions): Result<void>
}

/** Changing it, and a forgotten one. */
export interface PasswordResource {
  /** Change your password. Ends your other sessions at once; the present one goes on under another cookie. */
  change(body: T.ChangePasswordBody, options?: CallOptions): Result<void>
  /** Ask for a link to set a new password. Mails a link that is good once, within an hour. Answered alike whether the address is known or not. 409 where the installation sends no mail: its operator makes such links. */
  requestReset(body: T.RequestPasswordResetBody, options?: CallOptions): Result<T.RequestPasswordResetReply>
  /** Set a new password by a link. Takes the token of the link. Ends all sessions of the person; sign in with the new password then. */
  reset(body: T.ResetPasswordBody, options?: CallOptions): Result<void>
}

/** Two-factor authentication for the signed-in member. */
export interface TwoFactorResource {
  /** Get the state of your second factor. Whether it is on, and how many recovery codes are left. */
  get(options?: CallOptions): Result<T.GetTwoFactorReply>
  /** Begin to set up a second factor. Show `uri` as a QR code to an authenticator, then confirm with its first code. Nothing changes before. */
  begin(body: T.BeginTwoFactorBody, options?: CallOptions): Result<T.BeginTwoFactorReply>
  /** Turn the second factor on. Ends your other sessions at once; the present one goes on under another cookie. */
  confirm(body: T.ConfirmTwoFactorBody, options?: CallOptions): Result<T.ConfirmTwoFactorReply>
  /** Turn the second factor off. Takes password and a code. The session goes on under another cookie. */
  disable(body: T.DisableTwoFactorBody, options?: CallOptions): Result<void>
  /** Make new recovery codes. Takes password and a code; the codes that were left are dead. */
  renewRecoveryCodes(body: T.RenewRecoveryCodesBody, options?: CallOptions): Result<T.RenewRecoveryCodesReply>
}

/** Keys, their scopes and their rotation. */
export interface ApiKeysResource {
  /** Create an API key. Whatever is left out is unrestricted. The secret is in this answer and never again. A key gives no scope, number, address or expiry beyond its own. */
  create(body: T.CreateApiKeyBody, options?: CallOptions): Result<T.CreateApiKeyReply>
  /** List API keys. Newest first, never with their secrets. */
  list(query?: T.ListApiKeysQuery, options?: CallOptions): PageResult<T.ListApiKeysItem>
  /** Get an API key. By its id, revoked or not. */
  get(id: string, options?: CallOptions): Result<T.GetApiKeyReply>
  /** Change an API key. What is left out stays. `signed: true` makes a signing secret, which is in this answer and never again. Holds at once on every process. */
  update(id: string, body: T.UpdateApiKeyBody, options?: CallOptions): Result<T.UpdateApiKeyReply>
  /** Give an API key a new secret. The new secret is in this answer and never again. The old one stays good for `graceSeconds`; answers to it then carry `Deprecation` and `Sunset`. Of two rotations at once one gets 409. */
  rotate(id: string, body?: T.RotateApiKeyBody, options?: CallOptions): Result<T.RotateApiKeyReply>
  /** Revoke an API key. For good, at once, on every process. It stays listed; doing so twice changes nothing. Not a key that reaches further than the one that asks. */
  revoke(id: string, options?: CallOptions): Result<T.RevokeApiKeyReply>
}

/** Who did what to what, from where. */
export interface AuditLogResource {
  /** List the audit log. Changes to what the account has, newest first, with before and after and without secrets. Nothing in it can be changed. */
  list(query?: T.ListAuditLogQuery, options?: CallOptions): PageResult<T.ListAuditLogItem>
  /** Export the audit log. All that is selected, newest first, as a stream: one JSON object on each line, or CSV with a header.  Counts as 5 requests against the burst limit. */
  export(query?: T.ExportAuditLogQuery, options?: CallOptions): Result<Response>
}

/** The catalogue behind `type` of a problem. */
export interface ErrorsResource {
  /** List all kinds of errors. Every `code` that this API answers with. Needs no key. */
  list(options?: CallOptions): Result<T.ListErrorsReply>
  /** Describe one kind of error. What `type` of a problem points to. Needs no key. */
  get(code: string, options?: CallOptions): Result<T.GetErrorReply>
}

/** Every operation of the native API. */
export interface Resources {
  readonly messages: MessagesResource
  readonly analytics: AnalyticsResource
  readonly conversations: ConversationsResource
  readonly inbox: InboxResource
  readonly contacts: ContactsResource
  readonly imports: ImportsResource
  readonly exports: ExportsResource
  readonly attributes: AttributesResource
  readonly tags: TagsResource
  readonly segments: SegmentsResource
  readonly campaigns: CampaignsResource
  readonly flows: FlowsResource
  readonly drips: DripsResource
  readonly connections: ConnectionsResource
  readonly eventSources: EventSourcesResource
  readonly consent: ConsentResource
  readonly wallet: WalletResource
  readonly templates: TemplatesResource
  readonly media: MediaResource
  readonly numbers: NumbersResource
  readonly webhookEndpoints: WebhookEndpointsResource
  readonly webhookDeliveries: WebhookDeliveriesResource
  readonly events: EventsResource
  readonly account: AccountResource
  readonly partner: PartnerResource
  readonly members: MembersResource
  readonly invitations: InvitationsResource
  readonly sessions: SessionsResource
  readonly password: PasswordResource
  readonly twoFactor: TwoFactorResource
  readonly apiKeys: ApiKeysResource
  readonly auditLog: AuditLogResource
  readonly errors: ErrorsResource
}
