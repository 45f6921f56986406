"""Written by scripts/sdk/write-sdks.ts from docs/openapi/native.json. Change the API, not this file."""

from __future__ import annotations

from typing import Any, Dict, Optional
from urllib.parse import quote

from .._requests import CallOptions, RawReply
from .._async_transport import AsyncPager, AsyncTransport
from . import types as T

__all__ = ["Resources"]


def _path(value: str) -> str:
    if value in ("", ".", ".."):
        raise ValueError(f"an id may not be {value!r}")
    return quote(value, safe="")


class Messages:
    """Send, schedule, read, cancel and retry."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def send(self, body: T.SendMessageBody, *, options: Optional[CallOptions] = None) -> T.SendMessageReply:
        """Send a message. Any type of WhatsApp message, now or at `sendAt`. Answers once the message is stored: it is not lost any more. Track it with `GET /v1/messages/{id}` or with `message.status.*` events. Give an `Idempotency-Key` header, so that a repeated request does not send twice."""
        return await self._transport.call("POST", "/v1/messages", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, direction: Optional[str] = None, status: Optional[str] = None, type: Optional[str] = None, number_id: Optional[str] = None, batch_id: Optional[str] = None, peer: Optional[str] = None, created_from: Optional[str] = None, created_to: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListMessagesItem]:
        """List messages. Sent and received ones, newest first. New messages do not move those on later pages."""
        return self._transport.page("GET", "/v1/messages", "qp", query={"limit": limit, "cursor": cursor, "direction": direction, "status": status, "type": type, "numberId": number_id, "batchId": batch_id, "peer": peer, "createdFrom": created_from, "createdTo": created_to}, options=options)

    async def send_batch(self, body: T.SendBatchBody, *, options: Optional[CallOptions] = None) -> T.SendBatchReply:
        """Send many messages. Each message is checked by itself; all that pass are stored together, under one `batchId`, and leave after replies and one-time passwords. `results` tells of each its id or why it was refused."""
        return await self._transport.call("POST", "/v1/messages/batch", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetMessageReply:
        """Get a message. With its timeline. By our id or by wamid, whichever surface it was sent through."""
        return await self._transport.call("GET", f"/v1/messages/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def cancel(self, id: str, *, options: Optional[CallOptions] = None) -> T.CancelMessageReply:
        """Cancel a message. One that is scheduled or waits to leave. 409 once it has left, or may have."""
        return await self._transport.call("POST", f"/v1/messages/{_path(id)}/cancel", "ij", options=options)  # type: ignore[no-any-return]

    async def retry(self, id: str, *, options: Optional[CallOptions] = None) -> T.RetryMessageReply:
        """Retry a failed message. Queues it once more under its id; the timeline keeps what happened before."""
        return await self._transport.call("POST", f"/v1/messages/{_path(id)}/retry", "ij", options=options)  # type: ignore[no-any-return]

    async def mark_read(self, id: str, body: Optional[T.MarkMessageReadBody] = None, *, options: Optional[CallOptions] = None) -> None:
        """Mark a received message as read. The person sees blue ticks on it and all before it and, with `typing`, that an answer is being written."""
        await self._transport.call("POST", f"/v1/messages/{_path(id)}/read", "bin", body=body, options=options)


class Analytics:
    """Messages counted by hour or day, number, template, category and outcome."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def get_message_figures(self, *, from_: str, to: str, limit: Optional[int] = None, cursor: Optional[str] = None, granularity: Optional[str] = None, time_zone: Optional[str] = None, group_by: Optional[str] = None, number_id: Optional[str] = None, direction: Optional[str] = None, type: Optional[str] = None, template: Optional[str] = None, category: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.GetMessageFiguresItem]:
        """Count messages. By hour or day of a time zone in which they were accepted or received, and by what else is asked for. `from` and `to` are widened to whole spans; hours go back 31 days at once, days 366. Spans without messages have no row. Dry runs do not count."""
        return self._transport.page("GET", "/v1/analytics/messages", "qp", query={"limit": limit, "cursor": cursor, "from": from_, "to": to, "granularity": granularity, "timeZone": time_zone, "groupBy": group_by, "numberId": number_id, "direction": direction, "type": type, "template": template, "category": category}, options=options)


class Conversations:
    """What one number and one contact said to each other."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, number_id: Optional[str] = None, contact_id: Optional[str] = None, status: Optional[str] = None, priority: Optional[str] = None, team_id: Optional[str] = None, label_id: Optional[str] = None, assignee: Optional[str] = None, unread: Optional[bool] = None, search: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListConversationsItem]:
        """List conversations. By their last activity, the latest first. While you page, none is shown twice, and none that stays quiet is left out; one that gets a message meanwhile moves to the top: read from the top again until you meet what you know."""
        return self._transport.page("GET", "/v1/conversations", "qp", query={"limit": limit, "cursor": cursor, "numberId": number_id, "contactId": contact_id, "status": status, "priority": priority, "teamId": team_id, "labelId": label_id, "assignee": assignee, "unread": unread, "search": search}, options=options)

    def search_messages(self, *, text: str, limit: Optional[int] = None, cursor: Optional[str] = None, number_id: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.SearchMessagesItem]:
        """Search messages. Messages that contain each of the words, whatever their case and order, newest first. Of the latest also by parts of words; older ones by words and their beginnings, from an index that is made in the background once an account searches. Each page looks at a bounded number of messages: it may hold few or none and still have a next one.  Counts as 5 requests against the burst limit."""
        return self._transport.page("GET", "/v1/conversations/search", "qp", query={"limit": limit, "cursor": cursor, "text": text, "numberId": number_id}, options=options)

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetConversationReply:
        """Get a conversation. With its last message, its window, and what is unread."""
        return await self._transport.call("GET", f"/v1/conversations/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def change(self, id: str, body: T.ChangeConversationBody, *, options: Optional[CallOptions] = None) -> T.ChangeConversationReply:
        """Assign, label, snooze, close or open a conversation. What is named changes, and is announced as `conversation.updated`. Where the account requires a reason to close, `closeReason` names one."""
        return await self._transport.call("PATCH", f"/v1/conversations/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    def list_messages(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListConversationMessagesItem]:
        """List the messages of a conversation. Of both directions, newest first. New messages do not move those on later pages."""
        return self._transport.page("GET", f"/v1/conversations/{_path(id)}/messages", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def reply(self, id: str, body: T.ReplyToConversationBody, *, options: Optional[CallOptions] = None) -> T.ReplyToConversationReply:
        """Answer in a conversation. As `POST /v1/messages`, to the person and from the number of the conversation. With `seenUpTo` an answer that somebody else has given since is a 409 with the reason `answered_meanwhile`, and nothing is sent. Where only assignees may answer, a member who is not gets a 403 with the reason `not_assignee`."""
        return await self._transport.call("POST", f"/v1/conversations/{_path(id)}/messages", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def mark_read(self, id: str, body: Optional[T.MarkConversationReadBody] = None, *, options: Optional[CallOptions] = None) -> None:
        """Mark a conversation as read. All that was received so far. The person sees blue ticks, unless `receipt` is false; when WhatsApp refuses the receipt, nothing changes."""
        await self._transport.call("POST", f"/v1/conversations/{_path(id)}/read", "bin", body=body, options=options)

    async def announce_presence(self, id: str, body: T.AnnouncePresenceBody, *, options: Optional[CallOptions] = None) -> None:
        """Show that you look at a conversation, or write in it. The open streams of the account get an event `presence` at once, which is kept nowhere: say it again each 20 seconds, and take whoever has not for 30 as gone."""
        await self._transport.call("POST", f"/v1/conversations/{_path(id)}/presence", "bn", body=body, options=options)

    async def get_clocks(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetConversationClocksReply:
        """Get what is promised in a conversation. By when the person is to be answered, and the conversation to be closed, in the hours of the business. What was kept is gone; what was not was announced as `conversation.sla_breached`."""
        return await self._transport.call("GET", f"/v1/conversations/{_path(id)}/clocks", "j", options=options)  # type: ignore[no-any-return]

    async def get_transcript(self, id: str, *, format: Optional[str] = None, notes: Optional[bool] = None, options: Optional[CallOptions] = None) -> RawReply:
        """Get the transcript of a conversation. What was said, the oldest first, at most the latest 5,000 messages, as a file to keep or to print. Files that were sent stand there by their kind and caption."""
        return await self._transport.call("GET", f"/v1/conversations/{_path(id)}/transcript", "qr", query={"format": format, "notes": notes}, options=options)  # type: ignore[no-any-return]

    def list_notes(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListConversationNotesItem]:
        """List the notes of a conversation. Newest first. The person never sees them."""
        return self._transport.page("GET", f"/v1/conversations/{_path(id)}/notes", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create_note(self, id: str, body: T.CreateConversationNoteBody, *, options: Optional[CallOptions] = None) -> T.CreateConversationNoteReply:
        """Write a note. For the team alone. Announced as `note.created`, with the members that it mentions."""
        return await self._transport.call("POST", f"/v1/conversations/{_path(id)}/notes", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def delete_note(self, id: str, note_id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a note. Its author may, and whoever manages members."""
        await self._transport.call("DELETE", f"/v1/conversations/{_path(id)}/notes/{_path(note_id)}", "n", options=options)

    async def get_draft(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetConversationDraftReply:
        """Get your draft. What you have begun to write in a conversation, on whatever device; empty where there is nothing."""
        return await self._transport.call("GET", f"/v1/conversations/{_path(id)}/draft", "j", options=options)  # type: ignore[no-any-return]

    async def save_draft(self, id: str, body: T.SaveConversationDraftBody, *, options: Optional[CallOptions] = None) -> T.SaveConversationDraftReply:
        """Save your draft. Yours alone; the last one that is saved wins, and an empty one is none."""
        return await self._transport.call("PUT", f"/v1/conversations/{_path(id)}/draft", "bj", body=body, options=options)  # type: ignore[no-any-return]

    def list_canned_replies(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListCannedRepliesItem]:
        """List canned replies. In the order in which they were made."""
        return self._transport.page("GET", "/v1/canned-replies", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create_canned_reply(self, body: T.CreateCannedReplyBody, *, options: Optional[CallOptions] = None) -> T.CreateCannedReplyReply:
        """Create a canned reply. At most 1,000 for an account, all of them for every agent."""
        return await self._transport.call("POST", "/v1/canned-replies", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def update_canned_reply(self, id: str, body: T.UpdateCannedReplyBody, *, options: Optional[CallOptions] = None) -> T.UpdateCannedReplyReply:
        """Update a canned reply. What is named changes."""
        return await self._transport.call("PATCH", f"/v1/canned-replies/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete_canned_reply(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a canned reply. Messages that were sent with it stay."""
        await self._transport.call("DELETE", f"/v1/canned-replies/{_path(id)}", "n", options=options)


class Inbox:
    """How a team shares the conversations: views, labels, teams, and who gets what."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_settings(self, *, options: Optional[CallOptions] = None) -> T.GetInboxSettingsReply:
        """Get the settings of the inbox. How the team works: who gets conversations, who sees them, and why they are closed."""
        return await self._transport.call("GET", "/v1/inbox/settings", "j", options=options)  # type: ignore[no-any-return]

    async def change_settings(self, body: T.ChangeInboxSettingsBody, *, options: Optional[CallOptions] = None) -> T.ChangeInboxSettingsReply:
        """Change the settings of the inbox. What is named changes. As conversations begin to be handed out, those that wait are handed out too: to agents who said that they are there (`PATCH /v1/inbox/agents/{id}`), below their capacity and, where the conversation has a team, of that team."""
        return await self._transport.call("PATCH", "/v1/inbox/settings", "bj", body=body, options=options)  # type: ignore[no-any-return]

    def list_agents(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListInboxAgentsItem]:
        """List agents. Members who have said that they take conversations, and how many they have. All on one page."""
        return self._transport.page("GET", "/v1/inbox/agents", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def change_agent(self, id: str, body: T.ChangeInboxAgentBody, *, options: Optional[CallOptions] = None) -> T.ChangeInboxAgentReply:
        """Say whether a member takes conversations. By the id of the member. Everybody says it of themselves; of others, and how many they have at once, whoever manages members. Whoever comes gets what waits."""
        return await self._transport.call("PATCH", f"/v1/inbox/agents/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    def list_views(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListInboxViewsItem]:
        """List views. Everybody’s and your own, in the order in which they were made."""
        return self._transport.page("GET", "/v1/inbox/views", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create_view(self, body: T.CreateInboxViewBody, *, options: Optional[CallOptions] = None) -> T.CreateInboxViewReply:
        """Create a view. A list of conversations with a name; at most 200 for an account."""
        return await self._transport.call("POST", "/v1/inbox/views", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def update_view(self, id: str, body: T.UpdateInboxViewBody, *, options: Optional[CallOptions] = None) -> T.UpdateInboxViewReply:
        """Update a view. What is named changes; `filters` as a whole."""
        return await self._transport.call("PATCH", f"/v1/inbox/views/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete_view(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a view. Its conversations stay."""
        await self._transport.call("DELETE", f"/v1/inbox/views/{_path(id)}", "n", options=options)

    async def get_counters(self, *, options: Optional[CallOptions] = None) -> T.GetInboxCountersReply:
        """Count the conversations of the views. Of the views that everybody has and of the first 100 that were made, as you see them."""
        return await self._transport.call("GET", "/v1/inbox/counters", "j", options=options)  # type: ignore[no-any-return]

    async def start_bulk_change(self, body: T.StartBulkChangeBody, *, options: Optional[CallOptions] = None) -> T.StartBulkChangeReply:
        """Change every conversation of a view. Takes `steps`, or those of a macro, on all conversations that `filters` finds, or on `conversationIds`, in the background. Each is changed once, whatever happens meanwhile; those that come to fit the filters while it runs may be changed too. At most five run at once."""
        return await self._transport.call("POST", "/v1/bulk-changes", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get_bulk_change(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetBulkChangeReply:
        """Get a bulk change. How far it has come."""
        return await self._transport.call("GET", f"/v1/bulk-changes/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def cancel_bulk_change(self, id: str, *, options: Optional[CallOptions] = None) -> T.CancelBulkChangeReply:
        """Cancel a bulk change. What has been changed stays so."""
        return await self._transport.call("POST", f"/v1/bulk-changes/{_path(id)}/cancel", "ij", options=options)  # type: ignore[no-any-return]

    def list_macros(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListMacrosItem]:
        """List macros. In the order in which they were created."""
        return self._transport.page("GET", "/v1/macros", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create_macro(self, body: T.CreateMacroBody, *, options: Optional[CallOptions] = None) -> T.CreateMacroReply:
        """Create a macro. Several changes of a conversation under one name, for everybody; at most 200 for an account."""
        return await self._transport.call("POST", "/v1/macros", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def update_macro(self, id: str, body: T.UpdateMacroBody, *, options: Optional[CallOptions] = None) -> T.UpdateMacroReply:
        """Update a macro. What is named changes. `steps` replaces all steps."""
        return await self._transport.call("PATCH", f"/v1/macros/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete_macro(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a macro. What was changed with it stays changed."""
        await self._transport.call("DELETE", f"/v1/macros/{_path(id)}", "n", options=options)

    async def run_macro(self, id: str, body: T.RunMacroBody, *, options: Optional[CallOptions] = None) -> T.RunMacroReply:
        """Run a macro on a conversation. All of its steps or, where one cannot be taken, none. Announced as `conversation.updated` and `note.created`."""
        return await self._transport.call("POST", f"/v1/conversations/{_path(id)}/macros", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list_labels(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListLabelsItem]:
        """List labels. In the order in which they were made."""
        return self._transport.page("GET", "/v1/labels", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create_label(self, body: T.CreateLabelBody, *, options: Optional[CallOptions] = None) -> T.CreateLabelReply:
        """Create a label. A word that the team puts on conversations: at most 500 for an account."""
        return await self._transport.call("POST", "/v1/labels", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def update_label(self, id: str, body: T.UpdateLabelBody, *, options: Optional[CallOptions] = None) -> T.UpdateLabelReply:
        """Update a label. What is named changes."""
        return await self._transport.call("PATCH", f"/v1/labels/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete_label(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a label. Conversations lose it, too."""
        await self._transport.call("DELETE", f"/v1/labels/{_path(id)}", "n", options=options)

    def list_teams(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListTeamsItem]:
        """List teams. In the order in which they were made."""
        return self._transport.page("GET", "/v1/teams", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create_team(self, body: T.CreateTeamBody, *, options: Optional[CallOptions] = None) -> T.CreateTeamReply:
        """Create a team. Members who take care of the same conversations: at most 100 teams for an account."""
        return await self._transport.call("POST", "/v1/teams", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def update_team(self, id: str, body: T.UpdateTeamBody, *, options: Optional[CallOptions] = None) -> T.UpdateTeamReply:
        """Update a team. What is named changes."""
        return await self._transport.call("PATCH", f"/v1/teams/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete_team(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a team. Its conversations are of no team any more."""
        await self._transport.call("DELETE", f"/v1/teams/{_path(id)}", "n", options=options)


class Contacts:
    """People, found by any of their identifiers."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, search: Optional[str] = None, tag: Optional[str] = None, phone: Optional[str] = None, external_id: Optional[str] = None, source: Optional[str] = None, updated_after: Optional[str] = None, segment: Optional[str] = None, consent_marketing: Optional[str] = None, consent_utility: Optional[str] = None, sort: Optional[str] = None, filter: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListContactsItem]:
        """List contacts. Everybody who wrote, was written to or was added, those known latest first, unless `sort` says otherwise. Filters are joined by and. A search looks at 1,000 at most."""
        return self._transport.page("GET", "/v1/contacts", "qp", query={"limit": limit, "cursor": cursor, "search": search, "tag": tag, "phone": phone, "externalId": external_id, "source": source, "updatedAfter": updated_after, "segment": segment, "consent.marketing": consent_marketing, "consent.utility": consent_utility, "sort": sort, "filter": filter}, options=options)

    async def create(self, body: T.CreateContactBody, *, options: Optional[CallOptions] = None) -> T.CreateContactReply:
        """Create a contact. Needs a phone number, a user id or the id of another system. 409 with the reason `contact_conflict` when the person is known: PUT changes whoever is there."""
        return await self._transport.call("POST", "/v1/contacts", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def search(self, body: T.SearchContactsBody, *, options: Optional[CallOptions] = None) -> AsyncPager[T.SearchContactsItem]:
        """Search contacts. Whom a filter finds, known latest first. It is the filter of segments.  Counts as 2 requests against the burst limit."""
        return self._transport.page("POST", "/v1/contacts/search", "bip", body=body, options=options)

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetContactReply:
        """Get a contact. With all identifiers (phone numbers in every spelling met, user ids, username) and who wrote each field last."""
        return await self._transport.call("GET", f"/v1/contacts/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateContactBody, *, options: Optional[CallOptions] = None) -> T.UpdateContactReply:
        """Update a contact. Changes what is given; null clears. With `If-Match`, only while the contact has this version (412). A key that belongs to another contact is 409 with the reason `contact_conflict`."""
        return await self._transport.call("PATCH", f"/v1/contacts/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a contact. Hides the contact. When the person writes within 30 days, or is written to the store again, it comes back as it was; afterwards what the business kept of it is gone. Messages stay: to remove everything of a person, erase them."""
        await self._transport.call("DELETE", f"/v1/contacts/{_path(id)}", "n", options=options)

    async def upsert(self, key: str, value: str, body: T.UpsertContactBody, *, options: Optional[CallOptions] = None) -> T.UpsertContactReply:
        """Create or update a contact by one of its keys. Creates the contact (201), or changes what is given (200); repeating it changes nothing. Contacts are matched by the id of another system, then the user id, then the phone number in any spelling, then unique attributes. 409 with the reason `contact_conflict` when these belong to different contacts, unless `onConflict` says what to do."""
        return await self._transport.call("PUT", f"/v1/contacts/by/{_path(key)}/{_path(value)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def bulk_write(self, body: T.BulkWriteContactsBody, *, options: Optional[CallOptions] = None) -> T.BulkWriteContactsReply:
        """Create or update many contacts. Up to 1,000, each matched as by PUT and with an outcome of its own: one that is refused leaves its neighbours alone. With `atomic`, all or none."""
        return await self._transport.call("POST", "/v1/contacts/bulk", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def tag(self, id: str, body: T.TagContactBody, *, options: Optional[CallOptions] = None) -> T.TagContactReply:
        """Put tags on a contact. Tags that do not exist yet are created."""
        return await self._transport.call("POST", f"/v1/contacts/{_path(id)}/tags", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def untag(self, id: str, name: str, *, options: Optional[CallOptions] = None) -> T.UntagContactReply:
        """Take a tag off a contact. A contact that has not got the tag stays as it is."""
        return await self._transport.call("DELETE", f"/v1/contacts/{_path(id)}/tags/{_path(name)}", "j", options=options)  # type: ignore[no-any-return]

    def list_timeline(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListContactTimelineItem]:
        """List what happened to a contact. The latest first: messages, changes of fields and tags, merges; also of contacts that were merged into this one. The key also needs `messages:read`."""
        return self._transport.page("GET", f"/v1/contacts/{_path(id)}/timeline", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def merge(self, id: str, body: T.MergeContactsBody, *, options: Optional[CallOptions] = None) -> T.MergeContactsReply:
        """Merge two contacts. The one that was known first stays, with the identifiers, tags, ids of other systems and conversations of both. Where both have a field, the source that is believed more wins, and of equal ones the later word. For 30 days the merge can be undone by its `mergeId`."""
        return await self._transport.call("POST", f"/v1/contacts/{_path(id)}/merge", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def undo_merge(self, id: str, *, options: Optional[CallOptions] = None) -> T.UndoContactMergeReply:
        """Undo a merge. Within 30 days: both contacts are as they were, but for what was changed since. 409 when it was undone already, or the contact was merged again."""
        return await self._transport.call("POST", f"/v1/contacts/merges/{_path(id)}/undo", "ij", options=options)  # type: ignore[no-any-return]

    async def get_settings(self, *, options: Optional[CallOptions] = None) -> T.GetContactSettingsReply:
        """Get the settings of contacts. Which source is believed before which, where two say different things of a contact."""
        return await self._transport.call("GET", "/v1/contact-settings", "j", options=options)  # type: ignore[no-any-return]

    async def change_settings(self, body: T.ChangeContactSettingsBody, *, options: Optional[CallOptions] = None) -> T.ChangeContactSettingsReply:
        """Change the settings of contacts. The order of sources holds for writes and merges from now on; what contacts have already stays. A source that is not named stands just before the WhatsApp profile."""
        return await self._transport.call("PATCH", "/v1/contact-settings", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def export(self, id: str, *, options: Optional[CallOptions] = None) -> RawReply:
        """Export all data of a person. One JSON object on each line: the contact, its identifiers and conversations, then messages, each with its file, then events. The key also needs `messages:read`.  Counts as 10 requests against the burst limit."""
        return await self._transport.call("GET", f"/v1/contacts/{_path(id)}/export", "r", options=options)  # type: ignore[no-any-return]

    async def erase(self, id: str, *, options: Optional[CallOptions] = None) -> T.EraseContactReply:
        """Erase all data of a person. In the background, from the contact to the log of deliveries; it cannot be undone. Ask again by the id of the contact to see how far it is. A person who writes later is somebody new.  Counts as 5 requests against the burst limit."""
        return await self._transport.call("POST", f"/v1/contacts/{_path(id)}/erase", "ij", options=options)  # type: ignore[no-any-return]


class Imports:
    """Contacts that come in from a file: analysed, mapped, tried, run, and undone if need be."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListImportsItem]:
        """List imports. Newest first."""
        return self._transport.page("GET", "/v1/contacts/imports", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create(self, body: T.CreateImportBody, *, options: Optional[CallOptions] = None) -> T.CreateImportReply:
        """Upload a file of contacts. A form (`multipart/form-data`) whose part `file` is CSV, TSV, XLSX or NDJSON, told by its bytes, or a form or JSON with a `url`. At most 200 MB and 2,000,000 rows. The file is analysed, and nothing is written before the import has a mapping and is run."""
        return await self._transport.call("POST", "/v1/contacts/imports", "fj", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetImportReply:
        """Get an import. Where it stands: the analysis of the file, the mapping, and how far the dry run, the run or the undo has come."""
        return await self._transport.call("GET", f"/v1/contacts/imports/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def read_anew(self, id: str, body: T.ReadImportAnewBody, *, options: Optional[CallOptions] = None) -> T.ReadImportAnewReply:
        """Analyse the file again, read in another way. Where the bytes of the file mislead: another sheet of the workbook, another encoding or delimiter, a first row that is or is not a header. The mapping starts anew. Not once the import has run."""
        return await self._transport.call("POST", f"/v1/contacts/imports/{_path(id)}/analyse", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def map(self, id: str, body: T.MapImportBody, *, options: Optional[CallOptions] = None) -> T.MapImportReply:
        """Say what the columns mean. Columns that the mapping does not name are left out. Every problem is named by its place. A later mapping replaces an earlier one, until the import runs."""
        return await self._transport.call("PUT", f"/v1/contacts/imports/{_path(id)}/mapping", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def check(self, id: str, *, options: Optional[CallOptions] = None) -> T.CheckImportReply:
        """Try an import. Does with every row what the run does, and rolls it back: the numbers are those of the run. `errors.csv` tells what is wrong with which row."""
        return await self._transport.call("POST", f"/v1/contacts/imports/{_path(id)}/dry-run", "ij", options=options)  # type: ignore[no-any-return]

    async def run(self, id: str, *, options: Optional[CallOptions] = None) -> T.RunImportReply:
        """Run an import. Writes the contacts in batches. One bad row never fails its batch, and a process that ends resumes at the row where it was. `GET` shows how far it is; events tell it."""
        return await self._transport.call("POST", f"/v1/contacts/imports/{_path(id)}/run", "ij", options=options)  # type: ignore[no-any-return]

    async def cancel(self, id: str, *, options: Optional[CallOptions] = None) -> T.CancelImportReply:
        """Cancel an import. It ends with the batch that is being written; what was written stands and can be undone."""
        return await self._transport.call("POST", f"/v1/contacts/imports/{_path(id)}/cancel", "ij", options=options)  # type: ignore[no-any-return]

    async def undo(self, id: str, *, options: Optional[CallOptions] = None) -> T.UndoImportReply:
        """Undo an import. Within seven days: contacts that it made and nobody has used since are deleted, fields that it wrote get the values that they had. What was changed since stays, and so does an opt-out."""
        return await self._transport.call("POST", f"/v1/contacts/imports/{_path(id)}/undo", "ij", options=options)  # type: ignore[no-any-return]

    async def get_results(self, id: str, file: str, *, options: Optional[CallOptions] = None) -> RawReply:
        """Download the rows of an import. `errors.csv` has the rows that were not written, in the columns of the file, with `row`, `error_code`, `error_detail` and `suggestion` behind them: mend it and upload it again. `created.csv` and `updated.csv` have the others, with `contact_id`. A cell that a spreadsheet would take for a formula begins with an apostrophe, which an import takes off."""
        return await self._transport.call("GET", f"/v1/contacts/imports/{_path(id)}/{_path(file)}", "r", options=options)  # type: ignore[no-any-return]

    async def list_mappings(self, *, options: Optional[CallOptions] = None) -> T.ListImportMappingsReply:
        """List saved mappings. The one used last first; at most 200."""
        return await self._transport.call("GET", "/v1/contacts/import-mappings", "j", options=options)  # type: ignore[no-any-return]

    async def delete_mapping(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a saved mapping. Imports that used it keep theirs."""
        await self._transport.call("DELETE", f"/v1/contacts/import-mappings/{_path(id)}", "n", options=options)


class Exports:
    """Contacts that go out into a file."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListExportsItem]:
        """List exports. Newest first."""
        return self._transport.page("GET", "/v1/contacts/exports", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create(self, body: T.CreateExportBody, *, options: Optional[CallOptions] = None) -> T.CreateExportReply:
        """Export contacts. Writes contacts into a file in the background; `GET` shows how far it is and, once it is done, a link to the file that lives for 24 hours. Who exported what is in the audit log. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
        return await self._transport.call("POST", "/v1/contacts/exports", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetExportReply:
        """Get an export. Where it stands, and the link to its file."""
        return await self._transport.call("GET", f"/v1/contacts/exports/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def cancel(self, id: str, *, options: Optional[CallOptions] = None) -> T.CancelExportReply:
        """Cancel an export. No file comes of it."""
        return await self._transport.call("POST", f"/v1/contacts/exports/{_path(id)}/cancel", "ij", options=options)  # type: ignore[no-any-return]


class Attributes:
    """The fields that an account has added to its contacts."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListAttributesItem]:
        """List attributes. In the order in which they were made, archived ones included."""
        return self._transport.page("GET", "/v1/attributes", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create(self, body: T.CreateAttributeBody, *, options: Optional[CallOptions] = None) -> T.CreateAttributeReply:
        """Create an attribute. Defines a field of contacts. At most 200 for an account. Key and type cannot change later; values of another type are refused, never converted."""
        return await self._transport.call("POST", "/v1/attributes", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetAttributeReply:
        """Get an attribute. Also one that is archived."""
        return await self._transport.call("GET", f"/v1/attributes/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateAttributeBody, *, options: Optional[CallOptions] = None) -> T.UpdateAttributeReply:
        """Update an attribute. Changes what is given. Options may be added and relabelled, not removed. `unique: true` is refused while two contacts have the same value."""
        return await self._transport.call("PATCH", f"/v1/attributes/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]


class Tags:
    """The words that it puts on them."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListTagsItem]:
        """List tags. In the order in which they were made."""
        return self._transport.page("GET", "/v1/tags", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create(self, body: T.CreateTagBody, *, options: Optional[CallOptions] = None) -> T.CreateTagReply:
        """Create a tag. At most 1,000 for an account. A tag that is put on a contact and does not exist yet is created as well."""
        return await self._transport.call("POST", "/v1/tags", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateTagBody, *, options: Optional[CallOptions] = None) -> T.UpdateTagReply:
        """Update a tag. A new name shows on every contact that has the tag."""
        return await self._transport.call("PATCH", f"/v1/tags/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a tag. Every contact that has it loses it."""
        await self._transport.call("DELETE", f"/v1/tags/{_path(id)}", "n", options=options)


class Segments:
    """Groups of contacts, by a filter or by hand."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListSegmentsItem]:
        """List segments. In the order in which they were made."""
        return self._transport.page("GET", "/v1/segments", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create(self, body: T.CreateSegmentBody, *, options: Optional[CallOptions] = None) -> T.CreateSegmentReply:
        """Create a segment. With a filter, whoever it finds when asked is in it. Without one it is a list, whose members are added by hand."""
        return await self._transport.call("POST", "/v1/segments", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetSegmentReply:
        """Get a segment. With its filter. `GET /v1/segments/{id}/contacts` lists who is in it."""
        return await self._transport.call("GET", f"/v1/segments/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateSegmentBody, *, options: Optional[CallOptions] = None) -> T.UpdateSegmentReply:
        """Update a segment. A new filter counts as a new revision. A segment may name others, but not contain itself."""
        return await self._transport.call("PATCH", f"/v1/segments/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a segment. The contacts stay. 409 while another segment names it."""
        await self._transport.call("DELETE", f"/v1/segments/{_path(id)}", "n", options=options)

    async def preview(self, body: T.PreviewSegmentBody, *, options: Optional[CallOptions] = None) -> T.PreviewSegmentReply:
        """Preview a filter. How many contacts it finds, up to ten of them, and how many each condition finds by itself. A count that takes more than two seconds is an estimate and says so.  Counts as 5 requests against the burst limit."""
        return await self._transport.call("POST", "/v1/segments/preview", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list_contacts(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListSegmentContactsItem]:
        """List the contacts of a segment. Those known latest first, as they are at this moment.  Counts as 2 requests against the burst limit."""
        return self._transport.page("GET", f"/v1/segments/{_path(id)}/contacts", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def change_members(self, id: str, body: T.ChangeSegmentMembersBody, *, options: Optional[CallOptions] = None) -> T.ChangeSegmentMembersReply:
        """Change the members of a static segment. Up to 1,000 to add and to remove. Ids of no contact are left out. 409 for a dynamic segment."""
        return await self._transport.call("POST", f"/v1/segments/{_path(id)}/members", "bij", body=body, options=options)  # type: ignore[no-any-return]


class Campaigns:
    """A template for many people, and what became of it."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, state: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListCampaignsItem]:
        """List campaigns. Latest first. A key that is restricted to some numbers gets those of these."""
        return self._transport.page("GET", "/v1/campaigns", "qp", query={"limit": limit, "cursor": cursor, "state": state}, options=options)

    async def create(self, body: T.CreateCampaignBody, *, options: Optional[CallOptions] = None) -> T.CreateCampaignReply:
        """Create a campaign. A draft: it sends nothing until it is launched. docs/campaigns.md describes its members; `audience` and `list` together say who gets it."""
        return await self._transport.call("POST", "/v1/campaigns", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetCampaignReply:
        """Get a campaign. With how many people are in each state at this moment."""
        return await self._transport.call("GET", f"/v1/campaigns/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateCampaignBody, *, options: Optional[CallOptions] = None) -> T.UpdateCampaignReply:
        """Update a campaign. A draft in every member. Once it was launched, `name`, `maxPerMinute`, `quietHours` and `endsAt` alone: 409 for all else."""
        return await self._transport.call("PATCH", f"/v1/campaigns/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a campaign. A draft, or one that has ended, with its figures; messages stay. 409 while it is under way."""
        await self._transport.call("DELETE", f"/v1/campaigns/{_path(id)}", "n", options=options)

    async def validate(self, id: str, *, options: Optional[CallOptions] = None) -> T.ValidateCampaignReply:
        """Check a campaign. Changes nothing. Whether it can be launched, who would be sent something and why the others would not, what five of them would see, and until when it would run, by day."""
        return await self._transport.call("POST", f"/v1/campaigns/{_path(id)}/validate", "ij", options=options)  # type: ignore[no-any-return]

    async def preview(self, id: str, body: T.PreviewCampaignBody, *, options: Optional[CallOptions] = None) -> T.PreviewCampaignReply:
        """Preview a campaign for a contact. What this person would see, with their own values. Sends nothing."""
        return await self._transport.call("POST", f"/v1/campaigns/{_path(id)}/preview", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def test(self, id: str, body: T.TestCampaignBody, *, options: Optional[CallOptions] = None) -> T.TestCampaignReply:
        """Send a campaign to some contacts as a test. At once, with their own values, apart from its audience and figures. A person who may not be sent it has an `error`."""
        return await self._transport.call("POST", f"/v1/campaigns/{_path(id)}/test", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def launch(self, id: str, *, options: Optional[CallOptions] = None) -> T.LaunchCampaignReply:
        """Launch a campaign. From here on its audience is frozen and it runs by itself, at its time. Refused with every error of its check. One that was launched already stays as it is."""
        return await self._transport.call("POST", f"/v1/campaigns/{_path(id)}/launch", "ij", options=options)  # type: ignore[no-any-return]

    async def pause(self, id: str, *, options: Optional[CallOptions] = None) -> T.PauseCampaignReply:
        """Pause a campaign. Nothing leaves from here on but what is on its way. Messages that wait in the lane are taken back, and their people with them."""
        return await self._transport.call("POST", f"/v1/campaigns/{_path(id)}/pause", "ij", options=options)  # type: ignore[no-any-return]

    async def resume(self, id: str, *, options: Optional[CallOptions] = None) -> T.ResumeCampaignReply:
        """Resume a campaign. Goes on where it was. One that missed its start begins now."""
        return await self._transport.call("POST", f"/v1/campaigns/{_path(id)}/resume", "ij", options=options)  # type: ignore[no-any-return]

    async def cancel(self, id: str, *, options: Optional[CallOptions] = None) -> T.CancelCampaignReply:
        """Cancel a campaign. Nobody else gets it. `tooLate`: people whose message is on its way."""
        return await self._transport.call("POST", f"/v1/campaigns/{_path(id)}/cancel", "ij", options=options)  # type: ignore[no-any-return]

    async def retry(self, id: str, body: T.RetryCampaignBody, *, options: Optional[CallOptions] = None) -> T.RetryCampaignReply:
        """Send again to some people of a campaign. Once it has ended: to exactly those who failed, were skipped, or did not get it, by a campaign of its own with their frozen values. Whoever got it is left alone. Asked for again it is the same campaign."""
        return await self._transport.call("POST", f"/v1/campaigns/{_path(id)}/retry", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get_metrics(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetCampaignMetricsReply:
        """Get the figures of a campaign. People, not events; kept in the transaction that moves a person. By variant, by reason and by hour."""
        return await self._transport.call("GET", f"/v1/campaigns/{_path(id)}/metrics", "j", options=options)  # type: ignore[no-any-return]

    def list_recipients(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, state: Optional[str] = None, reason: Optional[str] = None, code: Optional[int] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListCampaignRecipientsItem]:
        """List the people of a campaign. In the order in which they were planned, each with what became of them."""
        return self._transport.page("GET", f"/v1/campaigns/{_path(id)}/recipients", "qp", query={"limit": limit, "cursor": cursor, "state": state, "reason": reason, "code": code}, options=options)

    def list_changes(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListCampaignChangesItem]:
        """List what happened to the people of a campaign. Each move of a person once, oldest first. There is always a `nextCursor`: whoever asks again with the last one misses nothing and gets nothing twice. Everybody planned begins as queued."""
        return self._transport.page("GET", f"/v1/campaigns/{_path(id)}/events", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def get_link_settings(self, *, options: Optional[CallOptions] = None) -> T.GetLinkSettingsReply:
        """Get what holds for short links. A template that is to carry a short link in a button is created with the address `buttonUrl`."""
        return await self._transport.call("GET", "/v1/link-settings", "j", options=options)  # type: ignore[no-any-return]

    async def change_link_settings(self, body: T.ChangeLinkSettingsBody, *, options: Optional[CallOptions] = None) -> T.ChangeLinkSettingsReply:
        """Change what holds for short links. For links that are made from now on. `baseUrl` is a host of your own whose DNS or proxy leads to this gateway; links made before keep working."""
        return await self._transport.call("PATCH", "/v1/link-settings", "bj", body=body, options=options)  # type: ignore[no-any-return]


class Flows:
    """Bots: flows as documents, their versions, and conversations in the middle of one."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, archived: Optional[bool] = None, folder: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListFlowsItem]:
        """List flows. Latest first, without their documents."""
        return self._transport.page("GET", "/v1/flows", "qp", query={"limit": limit, "cursor": cursor, "archived": archived, "folder": folder}, options=options)

    async def create(self, body: T.CreateFlowBody, *, options: Optional[CallOptions] = None) -> T.CreateFlowReply:
        """Create a flow. A draft: it starts nothing until it is published. Without `spec` it is a flow that ends at once."""
        return await self._transport.call("POST", "/v1/flows", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetFlowReply:
        """Get a flow. With its draft. `GET /v1/flows/{id}/versions/{number}` has what runs."""
        return await self._transport.call("GET", f"/v1/flows/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateFlowBody, *, options: Optional[CallOptions] = None) -> T.UpdateFlowReply:
        """Update a flow. Its draft, its name, and whether it starts. What runs changes with the next publishing alone."""
        return await self._transport.call("PATCH", f"/v1/flows/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def validate(self, body: T.ValidateFlowBody, *, options: Optional[CallOptions] = None) -> T.ValidateFlowReply:
        """Validate a flow. What publishing the document would say, with the results of its tests. Nothing is stored.  Counts as 5 requests against the burst limit."""
        return await self._transport.call("POST", "/v1/flows/validate", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def simulate(self, body: T.SimulateFlowBody, *, options: Optional[CallOptions] = None) -> T.SimulateFlowReply:
        """Simulate a flow. Plays a transcript with the engine that runs in production, on a clock of its own: nothing is sent and nothing is stored. The messages are exactly what would leave.  Counts as 5 requests against the burst limit."""
        return await self._transport.call("POST", "/v1/flows/simulate", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def publish(self, id: str, body: Optional[T.PublishFlowBody] = None, *, options: Optional[CallOptions] = None) -> T.PublishFlowReply:
        """Publish a flow. The draft becomes the version by which sessions start; it never changes again. 400 with every problem of the document, and with each of its tests that does not pass. Publishing what is live already changes nothing.  Counts as 5 requests against the burst limit."""
        return await self._transport.call("POST", f"/v1/flows/{_path(id)}/publish", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list_versions(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListFlowVersionsItem]:
        """List the versions of a flow. Latest first, without their documents."""
        return self._transport.page("GET", f"/v1/flows/{_path(id)}/versions", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def get_version(self, id: str, number: str, *, options: Optional[CallOptions] = None) -> T.GetFlowVersionReply:
        """Get a version of a flow. With its document, exactly as it was published."""
        return await self._transport.call("GET", f"/v1/flows/{_path(id)}/versions/{_path(number)}", "j", options=options)  # type: ignore[no-any-return]

    async def get_stats(self, id: str, *, version_id: Optional[str] = None, options: Optional[CallOptions] = None) -> T.GetFlowStatsReply:
        """Count what became of a flow. By node and exit, of the live version or of `versionId`.  Counts as 5 requests against the burst limit."""
        return await self._transport.call("GET", f"/v1/flows/{_path(id)}/stats", "qj", query={"versionId": version_id}, options=options)  # type: ignore[no-any-return]

    async def list_nodes(self, *, options: Optional[CallOptions] = None) -> T.ListFlowNodesReply:
        """List the kinds of nodes. With the JSON Schema of the data of each and its exits, and the operators of conditions: an editor draws its forms from them."""
        return await self._transport.call("GET", "/v1/flow-nodes", "j", options=options)  # type: ignore[no-any-return]

    async def list_triggers(self, *, options: Optional[CallOptions] = None) -> T.ListFlowTriggersReply:
        """List the kinds of triggers. With the JSON Schema of each, as `triggers` of a document has them."""
        return await self._transport.call("GET", "/v1/flow-triggers", "j", options=options)  # type: ignore[no-any-return]

    async def start_session(self, id: str, body: T.StartFlowSessionBody, *, options: Optional[CallOptions] = None) -> T.StartFlowSessionReply:
        """Start a flow with a contact. In the conversation in which the contact wrote last, or in that with `numberId`. Its first turn follows in a moment; `GET /v1/flow-sessions/{id}` shows it. 409 with the reason `session_open` while the conversation is in another session, `flow_not_live` where nothing was published."""
        return await self._transport.call("POST", f"/v1/flows/{_path(id)}/sessions", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list_sessions(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, flow_id: Optional[str] = None, conversation_id: Optional[str] = None, contact_id: Optional[str] = None, state: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListFlowSessionsItem]:
        """List sessions. Conversations in the middle of a flow, and those that were; latest first."""
        return self._transport.page("GET", "/v1/flow-sessions", "qp", query={"limit": limit, "cursor": cursor, "flowId": flow_id, "conversationId": conversation_id, "contactId": contact_id, "state": state}, options=options)

    async def get_session(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetFlowSessionReply:
        """Get a session. Where it stands, what it waits for, and its values."""
        return await self._transport.call("GET", f"/v1/flow-sessions/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    def list_session_steps(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListFlowSessionStepsItem]:
        """List the steps of a session. Why the bot did what it did: each node that ran and each decision, in order, for 30 days."""
        return self._transport.page("GET", f"/v1/flow-sessions/{_path(id)}/steps", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def stop_session(self, id: str, body: Optional[T.StopFlowSessionBody] = None, *, options: Optional[CallOptions] = None) -> T.StopFlowSessionReply:
        """Stop a session. It ends in a moment, after a turn that is under way. One that has ended stays as it is."""
        return await self._transport.call("POST", f"/v1/flow-sessions/{_path(id)}/stop", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def tell_session(self, id: str, body: T.TellFlowSessionBody, *, options: Optional[CallOptions] = None) -> T.TellFlowSessionReply:
        """Tell a session of an event. A session that waits for an event of this name goes on in a moment; one that does not, ignores it. 409 when it has ended."""
        return await self._transport.call("POST", f"/v1/flow-sessions/{_path(id)}/events", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def pause_bots(self, id: str, body: T.PauseBotsBody, *, options: Optional[CallOptions] = None) -> None:
        """Silence bots in a conversation, or let them speak again. Bots are silent by themselves for a day after somebody of the business answers, and while the conversation is assigned. Null lets them speak again, whoever has answered before."""
        await self._transport.call("PUT", f"/v1/conversations/{_path(id)}/bot", "bn", body=body, options=options)


class Drips:
    """Sequences of messages that follow up by themselves."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, state: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListDripsItem]:
        """List drips. Latest first. A key that is restricted to some numbers gets those of these."""
        return self._transport.page("GET", "/v1/drips", "qp", query={"limit": limit, "cursor": cursor, "state": state}, options=options)

    async def create(self, body: T.CreateDripBody, *, options: Optional[CallOptions] = None) -> T.CreateDripReply:
        """Create a drip. A draft: nobody enters before it is published. docs/drips.md describes its members."""
        return await self._transport.call("POST", "/v1/drips", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetDripReply:
        """Get a drip. As it is being edited."""
        return await self._transport.call("GET", f"/v1/drips/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateDripBody, *, options: Optional[CallOptions] = None) -> T.UpdateDripReply:
        """Update a drip. Changes what is being edited. People go on with the version that they entered, until it is published."""
        return await self._transport.call("PATCH", f"/v1/drips/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a drip. With everybody who was in it; messages stay. 409 while it is active, or people are under way."""
        await self._transport.call("DELETE", f"/v1/drips/{_path(id)}", "n", options=options)

    async def publish(self, id: str, body: T.PublishDripBody, *, options: Optional[CallOptions] = None) -> T.PublishDripReply:
        """Publish a drip. Makes what was edited the version that new people enter. With `migrate` those who are under way move to it as well: to the step that it names, else to the same one, else to the next that is still there."""
        return await self._transport.call("POST", f"/v1/drips/{_path(id)}/publish", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def pause(self, id: str, *, options: Optional[CallOptions] = None) -> T.PauseDripReply:
        """Pause a drip. Nobody takes a step until it is resumed. People still enter, and wait."""
        return await self._transport.call("POST", f"/v1/drips/{_path(id)}/pause", "ij", options=options)  # type: ignore[no-any-return]

    async def resume(self, id: str, *, options: Optional[CallOptions] = None) -> T.ResumeDripReply:
        """Resume a drip. People go on where they were; what was due meanwhile is due at once."""
        return await self._transport.call("POST", f"/v1/drips/{_path(id)}/resume", "ij", options=options)  # type: ignore[no-any-return]

    async def archive(self, id: str, *, options: Optional[CallOptions] = None) -> T.ArchiveDripReply:
        """Archive a drip. Nobody enters any more, and everybody who is under way leaves with the reason `canceled`. It is not taken up again; its figures stay. 409 while it is active."""
        return await self._transport.call("POST", f"/v1/drips/{_path(id)}/archive", "ij", options=options)  # type: ignore[no-any-return]

    async def get_statistics(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetDripStatisticsReply:
        """Get the figures of a drip. Counted from the people and the steps that they took."""
        return await self._transport.call("GET", f"/v1/drips/{_path(id)}/statistics", "j", options=options)  # type: ignore[no-any-return]

    async def enroll_contacts(self, id: str, body: T.EnrollContactsBody, *, options: Optional[CallOptions] = None) -> T.EnrollContactsReply:
        """Let contacts into a drip. Whom its rule does not let in again stays out. The same key lets the same person in once, however often it is sent."""
        return await self._transport.call("POST", f"/v1/drips/{_path(id)}/enrollments", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list_enrollments(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, state: Optional[str] = None, step: Optional[str] = None, contact_id: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListEnrollmentsItem]:
        """List the people of a drip. Latest first, each with where they stand."""
        return self._transport.page("GET", f"/v1/drips/{_path(id)}/enrollments", "qp", query={"limit": limit, "cursor": cursor, "state": state, "step": step, "contactId": contact_id}, options=options)

    async def get_enrollment(self, id: str, enrollment_id: str, *, options: Optional[CallOptions] = None) -> T.GetEnrollmentReply:
        """Get a person in a drip. With the steps that they took, and what became of each message."""
        return await self._transport.call("GET", f"/v1/drips/{_path(id)}/enrollments/{_path(enrollment_id)}", "j", options=options)  # type: ignore[no-any-return]

    async def cancel_enrollment(self, id: str, enrollment_id: str, *, options: Optional[CallOptions] = None) -> T.CancelEnrollmentReply:
        """Take a person out of a drip. They get nothing more from it. One who has left already stays as they are."""
        return await self._transport.call("DELETE", f"/v1/drips/{_path(id)}/enrollments/{_path(enrollment_id)}", "j", options=options)  # type: ignore[no-any-return]


class Connections:
    """Stores and other systems whose records become contacts, and whose events lead to messages."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListConnectionsItem]:
        """List connections. Latest first."""
        return self._transport.page("GET", "/v1/connections", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create(self, body: T.CreateConnectionBody, *, options: Optional[CallOptions] = None) -> T.CreateConnectionReply:
        """Connect a system. The credentials are proven before anything is stored. Then its records are read, and what happens there comes in at an event source of its own."""
        return await self._transport.call("POST", "/v1/connections", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetConnectionReply:
        """Get a connection. With its state and its settings. Credentials are not among them."""
        return await self._transport.call("GET", f"/v1/connections/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateConnectionBody, *, options: Optional[CallOptions] = None) -> T.UpdateConnectionReply:
        """Update a connection. New credentials are proven first, and end needs_reauth. A mapping holds for what is read from now on; a full sync reads everything."""
        return await self._transport.call("PATCH", f"/v1/connections/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a connection. Its event source goes with it, and what it knows of records. Contacts stay."""
        await self._transport.call("DELETE", f"/v1/connections/{_path(id)}", "n", options=options)

    async def test(self, id: str, *, options: Optional[CallOptions] = None) -> T.TestConnectionReply:
        """Test a connection. Whether the credentials hold; reports that were switched off there are subscribed to again."""
        return await self._transport.call("POST", f"/v1/connections/{_path(id)}/test", "ij", options=options)  # type: ignore[no-any-return]

    async def preview(self, id: str, body: T.PreviewConnectionBody, *, options: Optional[CallOptions] = None) -> T.PreviewConnectionReply:
        """Try a mapping on live records. What would be written of five records, as they are there now. Nothing is written."""
        return await self._transport.call("POST", f"/v1/connections/{_path(id)}/preview", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def sync(self, id: str, body: Optional[T.SyncConnectionBody] = None, *, options: Optional[CallOptions] = None) -> T.SyncConnectionReply:
        """Read what has changed. At once rather than with the next sweep. With `full` everything is read, and what is not there any more is marked."""
        return await self._transport.call("POST", f"/v1/connections/{_path(id)}/sync", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list_sync_runs(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListSyncRunsItem]:
        """List the syncs of a connection. Latest first, with what each has read."""
        return self._transport.page("GET", f"/v1/connections/{_path(id)}/runs", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def list_sync_errors(self, id: str, *, options: Optional[CallOptions] = None) -> T.ListSyncErrorsReply:
        """List records that could not be used. Latest first, at most 200. A record that is mended there leaves the list with the next sync."""
        return await self._transport.call("GET", f"/v1/connections/{_path(id)}/errors", "j", options=options)  # type: ignore[no-any-return]


class EventSources:
    """Addresses at which other systems post events, what came in there, and what it led to."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListEventSourcesItem]:
        """List event sources. Latest first, those of connections among them."""
        return self._transport.page("GET", "/v1/event-sources", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create(self, body: T.CreateEventSourceBody, *, options: Optional[CallOptions] = None) -> T.CreateEventSourceReply:
        """Create an event source. At most 50 for an account. Without a mapping events are stored, and a mapping is learned from them. Where `auth` needs a secret and none is given, one is made; it is not shown again."""
        return await self._transport.call("POST", "/v1/event-sources", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetEventSourceReply:
        """Get an event source. With its address, its mapping and its actions. Secrets are not among them."""
        return await self._transport.call("GET", f"/v1/event-sources/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateEventSourceBody, *, options: Optional[CallOptions] = None) -> T.UpdateEventSourceReply:
        """Update an event source. Holds for what comes from now on, and for what is replayed. A given `secret` replaces the one before at once; rotating keeps both for a while."""
        return await self._transport.call("PATCH", f"/v1/event-sources/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete an event source. Its address answers with 404 at once, and its stored events go. Contacts and messages stay."""
        await self._transport.call("DELETE", f"/v1/event-sources/{_path(id)}", "n", options=options)

    async def rotate(self, id: str, body: T.RotateEventSourceBody, *, options: Optional[CallOptions] = None) -> T.RotateEventSourceReply:
        """Rotate the address or the secret. For `graceSeconds`, a day unless given, the one before is good as well. 0 ends it at once."""
        return await self._transport.call("POST", f"/v1/event-sources/{_path(id)}/rotate", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def learn_event_mapping(self, id: str, *, options: Optional[CallOptions] = None) -> T.LearnEventMappingReply:
        """Learn a mapping from what came in. Every place that the latest events have, with examples, and a mapping as their names and values suggest it. Nothing changes."""
        return await self._transport.call("GET", f"/v1/event-sources/{_path(id)}/learned-mapping", "j", options=options)  # type: ignore[no-any-return]

    def list_incoming_events(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, state: Optional[str] = None, reason: Optional[str] = None, contact_id: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListIncomingEventsItem]:
        """List what came in. Latest first, each with what became of it and why. Kept for 30 days."""
        return self._transport.page("GET", f"/v1/event-sources/{_path(id)}/events", "qp", query={"limit": limit, "cursor": cursor, "state": state, "reason": reason, "contactId": contact_id}, options=options)

    async def count_incoming_events(self, id: str, *, options: Optional[CallOptions] = None) -> T.CountIncomingEventsReply:
        """Count what came in. The stored events by state and reason."""
        return await self._transport.call("GET", f"/v1/event-sources/{_path(id)}/counts", "j", options=options)  # type: ignore[no-any-return]

    async def get_incoming_event(self, id: str, event_id: str, *, options: Optional[CallOptions] = None) -> T.GetIncomingEventReply:
        """Get what came in. With its content and what became of each action."""
        return await self._transport.call("GET", f"/v1/event-sources/{_path(id)}/events/{_path(event_id)}", "j", options=options)  # type: ignore[no-any-return]

    async def preview_incoming_event(self, id: str, event_id: str, body: T.PreviewIncomingEventBody, *, options: Optional[CallOptions] = None) -> T.PreviewIncomingEventReply:
        """Try a mapping on an event. What would be written, and which actions are for it. Nothing is written and nothing is sent."""
        return await self._transport.call("POST", f"/v1/event-sources/{_path(id)}/events/{_path(event_id)}/preview", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def replay_incoming_event(self, id: str, event_id: str, *, options: Optional[CallOptions] = None) -> T.ReplayIncomingEventReply:
        """Act upon an event again. By the source as it is now. What was done stays done: no message is sent twice."""
        return await self._transport.call("POST", f"/v1/event-sources/{_path(id)}/events/{_path(event_id)}/replay", "ij", options=options)  # type: ignore[no-any-return]

    async def replay_incoming_events(self, id: str, body: T.ReplayIncomingEventsBody, *, options: Optional[CallOptions] = None) -> T.ReplayIncomingEventsReply:
        """Act upon many events again. Those in a state, latest first, at most 500 with a request: repeat it until `replayed` is 0."""
        return await self._transport.call("POST", f"/v1/event-sources/{_path(id)}/replay", "bij", body=body, options=options)  # type: ignore[no-any-return]


class Consent:
    """What people agreed to, and the proof of it."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_contact(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetContactConsentReply:
        """Get the consent of a contact. For each purpose, and for each topic of which something is recorded."""
        return await self._transport.call("GET", f"/v1/contacts/{_path(id)}/consent", "j", options=options)  # type: ignore[no-any-return]

    async def record(self, id: str, body: T.RecordConsentBody, *, options: Optional[CallOptions] = None) -> T.RecordConsentReply:
        """Record the consent of a contact. Anybody may restrict. Only an act of the person permits more than before: it needs `evidence` and `occurredAt`, and must be newer than what restricted it."""
        return await self._transport.call("POST", f"/v1/contacts/{_path(id)}/consent", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list_events(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListConsentEventsItem]:
        """List the consent events of a contact. Every act in the ledger, latest first, with its evidence."""
        return self._transport.page("GET", f"/v1/contacts/{_path(id)}/consent/events", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def get_proof(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetConsentProofReply:
        """Export the proof of consent of a contact. Every event from the first on, with the digests that link them, so that anybody can verify them without us: docs/consent.md shows how. A contact that was merged into this one has a chain of its own."""
        return await self._transport.call("GET", f"/v1/contacts/{_path(id)}/consent/proof", "j", options=options)  # type: ignore[no-any-return]

    async def get_contact_sendability(self, id: str, *, purpose: Optional[str] = None, phone_number_id: Optional[str] = None, options: Optional[CallOptions] = None) -> T.GetContactSendabilityReply:
        """Ask whether a contact may be sent something. The answer that a send of this purpose would get now, by the same rules: the first reason that stands in the way, since when, until when, and what it rests on."""
        return await self._transport.call("GET", f"/v1/contacts/{_path(id)}/sendability", "qj", query={"purpose": purpose, "phoneNumberId": phone_number_id}, options=options)  # type: ignore[no-any-return]

    async def record_consents_in_bulk(self, body: T.RecordConsentsInBulkBody, *, options: Optional[CallOptions] = None) -> T.RecordConsentsInBulkReply:
        """Record the consent of many contacts. Up to 1,000 items, each naming one contact by `contactId`, `phone` or `userId`, and each with an outcome of its own. People who are not known yet become contacts."""
        return await self._transport.call("POST", "/v1/consents/bulk", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def list_topics(self, *, options: Optional[CallOptions] = None) -> T.ListConsentTopicsReply:
        """List consent topics. By key, archived ones included."""
        return await self._transport.call("GET", "/v1/consent-topics", "j", options=options)  # type: ignore[no-any-return]

    async def put_topic(self, key: str, body: T.PutConsentTopicBody, *, options: Optional[CallOptions] = None) -> T.PutConsentTopicReply:
        """Create or change a consent topic. A part of marketing to which people agree by itself: its purpose is `marketing.` and the key. At most 100. With `archived` no consent is recorded for it any more."""
        return await self._transport.call("PUT", f"/v1/consent-topics/{_path(key)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    def list_suppressions(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, phone: Optional[str] = None, scope: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListSuppressionsItem]:
        """List suppressions. Latest first. By `phone` those of erased people are found too."""
        return self._transport.page("GET", "/v1/suppressions", "qp", query={"limit": limit, "cursor": cursor, "phone": phone, "scope": scope}, options=options)

    async def add_suppressions(self, body: T.AddSuppressionsBody, *, options: Optional[CallOptions] = None) -> T.AddSuppressionsReply:
        """Add suppressions. Up to 1,000 people whom the account must not write to, each named by `phone`, `userId` or `contactId`, and each with an outcome of its own. Of somebody who is there already, the wider scope and the later end stand."""
        return await self._transport.call("POST", "/v1/suppressions", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def export_suppressions(self, *, scope: Optional[str] = None, format: Optional[str] = None, options: Optional[CallOptions] = None) -> RawReply:
        """Export suppressions. Everybody whom the account must not write to, latest first, as a stream: one JSON object on each line, or CSV with a header. Of erased people there is no identifier any more.  Counts as 5 requests against the burst limit."""
        return await self._transport.call("GET", "/v1/suppressions/export", "qr", query={"scope": scope, "format": format}, options=options)  # type: ignore[no-any-return]

    async def delete_suppression(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a suppression. Consent stays as it is: somebody who opted out is still not sent marketing."""
        await self._transport.call("DELETE", f"/v1/suppressions/{_path(id)}", "n", options=options)

    async def get_policy(self, *, options: Optional[CallOptions] = None) -> T.GetPolicyReply:
        """Get the policy of the account. What holds for its sends beside consent; docs/consent.md says what each setting does."""
        return await self._transport.call("GET", "/v1/policy", "j", options=options)  # type: ignore[no-any-return]

    async def change_policy(self, body: T.ChangePolicyBody, *, options: Optional[CallOptions] = None) -> T.ChangePolicyReply:
        """Change the policy of the account. What is named changes: for what is accepted from now on, and for marketing that has not left yet."""
        return await self._transport.call("PATCH", "/v1/policy", "bj", body=body, options=options)  # type: ignore[no-any-return]


class Wallet:
    """The balance, what moved it, and what messages cost."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, *, options: Optional[CallOptions] = None) -> T.GetWalletReply:
        """Get the wallet. One for each currency; none for an account that does not pay for messages here. Money is a decimal string everywhere."""
        return await self._transport.call("GET", "/v1/wallet", "j", options=options)  # type: ignore[no-any-return]

    def list_transactions(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, currency: Optional[str] = None, kind: Optional[str] = None, message_id: Optional[str] = None, created_after: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListWalletTransactionsItem]:
        """List transactions of the wallet. The statement, latest first. What is held for messages is no transaction: `GET /wallet/holds` lists it."""
        return self._transport.page("GET", "/v1/wallet/transactions", "qp", query={"limit": limit, "cursor": cursor, "currency": currency, "kind": kind, "messageId": message_id, "createdAfter": created_after}, options=options)

    def list_holds(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListWalletHoldsItem]:
        """List what is held for messages. Latest first. A hold is captured when the message is delivered, and released when it fails."""
        return self._transport.page("GET", "/v1/wallet/holds", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def set_thresholds(self, body: T.SetWalletThresholdsBody, *, options: Optional[CallOptions] = None) -> T.SetWalletThresholdsReply:
        """Set when the balance is low. Takes the place of all thresholds of that currency. Each time the balance falls below one, `wallet.low_balance` is told once; it is armed again above `rearmAbove`, by default a fifth above `below`."""
        return await self._transport.call("PUT", "/v1/wallet/thresholds", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def get_pricing_quote(self, *, to: str, category: str, options: Optional[CallOptions] = None) -> T.GetPricingQuoteReply:
        """Quote a message. What a message of a category to a phone number may cost, step by step, as of now. An account that does not pay for messages here gets Meta's list price in US dollars, which is approximate."""
        return await self._transport.call("GET", "/v1/pricing/quote", "qj", query={"to": to, "category": category}, options=options)  # type: ignore[no-any-return]

    async def get_message_cost(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetMessageCostReply:
        """Explain what a message costs. What was quoted when it was accepted, and what was charged, line by line: the rate and its card, the markup, the fee. 404 for a message that costs nothing here."""
        return await self._transport.call("GET", f"/v1/messages/{_path(id)}/cost", "j", options=options)  # type: ignore[no-any-return]

    async def get_usage(self, *, from_: str, to: str, group_by: Optional[str] = None, options: Optional[CallOptions] = None) -> T.GetUsageReply:
        """Sum up what messages have cost. Of messages that were charged from `from` until before `to`, at most a year, by category, market or day."""
        return await self._transport.call("GET", "/v1/usage", "qj", query={"groupBy": group_by, "from": from_, "to": to}, options=options)  # type: ignore[no-any-return]

    async def start_top_up(self, body: T.StartTopUpBody, *, options: Optional[CallOptions] = None) -> T.StartTopUpReply:
        """Top up the wallet. Answers with the address of the page on which a person pays (`paymentUrl`). The wallet is credited once the provider itself says that the money is there (`wallet.topped_up`), whatever the browser does. 404 where no payment provider is set up."""
        return await self._transport.call("POST", "/v1/wallet/topups", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list_top_ups(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListTopUpsItem]:
        """List top-ups. Latest first."""
        return self._transport.page("GET", "/v1/wallet/topups", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def get_top_up(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetTopUpReply:
        """Get a top-up. With each payment that the provider knows of: a person may pay twice, and is credited twice."""
        return await self._transport.call("GET", f"/v1/wallet/topups/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def prove_top_up(self, id: str, body: T.ProveTopUpBody, *, options: Optional[CallOptions] = None) -> T.ProveTopUpReply:
        """Hand in what the checkout gave to the browser. For a checkout of Razorpay that is embedded in a page of yours. The signature is verified, and the provider is asked at once; nothing is credited for the proof alone."""
        return await self._transport.call("POST", f"/v1/wallet/topups/{_path(id)}/proof", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def refund_top_up(self, id: str, body: T.RefundTopUpBody, *, options: Optional[CallOptions] = None) -> T.RefundTopUpReply:
        """Refund a top-up to where it was paid from. Sends paid money of the wallet back to the card or account that it came from, with the tax that was charged on it: at most what is left of the payment, and what is neither spent nor held. The money leaves the wallet at once; `wallet.refunded` tells that the provider has sent it, `wallet.refund_failed` that it will not and the money is back. Promotional credit cannot be refunded."""
        return await self._transport.call("POST", f"/v1/wallet/topups/{_path(id)}/refund", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get_top_up_options(self, *, options: Optional[CallOptions] = None) -> T.GetTopUpOptionsReply:
        """Get how the wallet can be topped up. Each payment provider that is set up with each currency that it takes: of the wallets that there are, or where there is none any. Empty: the operator alone credits payments."""
        return await self._transport.call("GET", "/v1/wallet/top-up-options", "j", options=options)  # type: ignore[no-any-return]

    async def get_auto_recharge(self, *, options: Optional[CallOptions] = None) -> T.GetAutoRechargeReply:
        """Get when the wallets fill themselves. One for each currency in which it was set."""
        return await self._transport.call("GET", "/v1/wallet/auto-recharge", "j", options=options)  # type: ignore[no-any-return]

    async def set_auto_recharge(self, body: T.SetAutoRechargeBody, *, options: Optional[CallOptions] = None) -> T.SetAutoRechargeReply:
        """Let the wallet fill itself. When the balance falls below an amount, the saved method is charged, or a person is asked to pay. There is never more than one such payment under way, and what others have begun to pay in counts as if it were there. After a declined charge nothing is tried for an hour; after two in a row it is switched off (`wallet.auto_recharge_failed`). 404 where no payment provider is set up."""
        return await self._transport.call("PUT", "/v1/wallet/auto-recharge", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def list_payment_methods(self, *, options: Optional[CallOptions] = None) -> T.ListPaymentMethodsReply:
        """List saved payment methods. What the payment provider keeps since a top-up with `saveMethod`. The numbers of cards are never here."""
        return await self._transport.call("GET", "/v1/wallet/payment-methods", "j", options=options)  # type: ignore[no-any-return]

    async def delete_payment_method(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Remove a saved payment method. It is charged no more; an auto-recharge that uses it is switched off when it would have to."""
        await self._transport.call("DELETE", f"/v1/wallet/payment-methods/{_path(id)}", "n", options=options)

    def list_invoices(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, kind: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListInvoicesItem]:
        """List invoices. Tax invoices, receipt vouchers, credit notes and statements, latest first."""
        return self._transport.page("GET", "/v1/invoices", "qp", query={"limit": limit, "cursor": cursor, "kind": kind}, options=options)

    async def get_invoice(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetInvoiceReply:
        """Get an invoice. As it was issued. It never changes: a mistake is corrected by a credit note."""
        return await self._transport.call("GET", f"/v1/invoices/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def get_invoice_pdf(self, id: str, *, options: Optional[CallOptions] = None) -> RawReply:
        """Download an invoice. Made from the document of `GET /v1/invoices/{id}`, the same bytes each time.  Counts as 5 requests against the burst limit."""
        return await self._transport.call("GET", f"/v1/invoices/{_path(id)}/pdf", "r", options=options)  # type: ignore[no-any-return]

    async def get_billing_profile(self, *, options: Optional[CallOptions] = None) -> T.GetBillingProfileReply:
        """Get the billing profile. Who buys, as it stands on documents. 404 for an account that has given none."""
        return await self._transport.call("GET", "/v1/billing/profile", "j", options=options)  # type: ignore[no-any-return]

    async def set_billing_profile(self, body: T.SetBillingProfileBody, *, options: Optional[CallOptions] = None) -> T.SetBillingProfileReply:
        """Set the billing profile. It decides how sales are taxed from the next document on. The checksum and the state of a GSTIN are checked."""
        return await self._transport.call("PUT", "/v1/billing/profile", "bj", body=body, options=options)  # type: ignore[no-any-return]


class Templates:
    """Message templates and their parameters."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, waba_id: Optional[str] = None, name: Optional[str] = None, language: Optional[str] = None, status: Optional[str] = None, category: Optional[str] = None, search: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListTemplatesItem]:
        """List templates. As Meta has them, oldest first. They follow Meta by webhook and are read again about once an hour."""
        return self._transport.page("GET", "/v1/templates", "qp", query={"limit": limit, "cursor": cursor, "wabaId": waba_id, "name": name, "language": language, "status": status, "category": category, "search": search}, options=options)

    async def create(self, body: T.CreateTemplateBody, *, options: Optional[CallOptions] = None) -> T.CreateTemplateReply:
        """Create a template. Checked by all of Meta's rules first, then sent to Meta, which reviews it: the answer's status is PENDING as a rule. Events tell what follows: `template.created`, `template.pending`, `template.approved`, `template.rejected`, `template.paused`, `template.disabled`, `template.in_appeal`, `template.archived`, `template.limit_exceeded`, `template.status_changed`, `template.flagged`, `template.quality_changed`, `template.category_change_announced`, `template.category_changed`, `template.content_changed`, `template.deleted`."""
        return await self._transport.call("POST", "/v1/templates", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def list_syncs(self, *, options: Optional[CallOptions] = None) -> T.ListTemplateSyncsReply:
        """When templates were last read from Meta. For each WhatsApp Business Account; until the first time, Meta alone judges what is sent."""
        return await self._transport.call("GET", "/v1/templates/sync", "j", options=options)  # type: ignore[no-any-return]

    async def sync(self, body: T.SyncTemplatesBody, *, options: Optional[CallOptions] = None) -> T.SyncTemplatesReply:
        """Read the templates from Meta now. Webhooks and an hourly round keep them true; this is for those who cannot wait.  Counts as 5 requests against the burst limit."""
        return await self._transport.call("POST", "/v1/templates/sync", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetTemplateReply:
        """Get a template. By our id or Meta's."""
        return await self._transport.call("GET", f"/v1/templates/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def edit(self, id: str, body: T.EditTemplateBody, *, options: Optional[CallOptions] = None) -> T.EditTemplateReply:
        """Edit a template. Components are replaced as a whole, and Meta reviews the template again; until then it cannot be sent. An approved template can be edited once in 24 hours and ten times in 30 days, a rejected or paused one freely."""
        return await self._transport.call("PATCH", f"/v1/templates/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a template. This language alone; Meta holds the name for 30 days."""
        await self._transport.call("DELETE", f"/v1/templates/{_path(id)}", "n", options=options)

    async def get_contract(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetTemplateContractReply:
        """Get the contract of a template. JSON Schema (2020-12) of the values that the template takes: `{header?, body?, buttons?, limited_time_offer?, cards?}`. Each send is compared with it; `POST /v1/templates/{id}/preview` takes values of this shape."""
        return await self._transport.call("GET", f"/v1/templates/{_path(id)}/contract", "j", options=options)  # type: ignore[no-any-return]

    async def lint(self, body: T.LintTemplateBody, *, options: Optional[CallOptions] = None) -> T.LintTemplateReply:
        """Check a draft. Everything in a draft that breaks Meta's rules, each with its path; nothing is sent to Meta."""
        return await self._transport.call("POST", "/v1/templates/lint", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def preview(self, id: str, body: T.PreviewTemplateBody, *, options: Optional[CallOptions] = None) -> T.PreviewTemplateReply:
        """See what a recipient would see. With the `components` of a send or with `parameters` as the contract describes them; both may be incomplete."""
        return await self._transport.call("POST", f"/v1/templates/{_path(id)}/preview", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def upload_sample(self, body: T.UploadTemplateSampleBody, *, options: Optional[CallOptions] = None) -> T.UploadTemplateSampleReply:
        """Upload the sample of a header. Puts a file of the account (PDF, JPEG, PNG, MP4; at most 16 MB) up at Meta. The handle goes into `example.headerHandle` of a header of the format IMAGE, VIDEO or DOCUMENT; it lives for some weeks."""
        return await self._transport.call("POST", "/v1/templates/samples", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def release(self, id: str, *, options: Optional[CallOptions] = None) -> T.ReleaseTemplateReply:
        """Let held messages go. When Meta changes the category of a template, queued bulk messages that use it wait, since they may cost more now. This lets them go. Those that wait for a pause go on by themselves."""
        return await self._transport.call("POST", f"/v1/templates/{_path(id)}/release", "ij", options=options)  # type: ignore[no-any-return]


class Media:
    """Files to send and files received."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def upload(self, body: T.UploadMediaBody, *, options: Optional[CallOptions] = None) -> T.UploadMediaReply:
        """Upload a file. A form (`multipart/form-data`) whose part `file` has the bytes. Formats and sizes are WhatsApp's, told by the bytes; a claimed type that they contradict is refused. The `id` of the answer goes into a message, e.g. `{"image": {"id": …}}`. The same bytes are stored once."""
        return await self._transport.call("POST", "/v1/media", "fj", body=body, options=options)  # type: ignore[no-any-return]

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, message_id: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListMediaItem]:
        """List files. Uploaded and received, newest first."""
        return self._transport.page("GET", "/v1/media", "qp", query={"limit": limit, "cursor": cursor, "messageId": message_id}, options=options)

    async def fetch(self, body: T.FetchMediaBody, *, options: Optional[CallOptions] = None) -> T.FetchMediaReply:
        """Fetch a file from a URL. Copies a public file into the account, under the rules of an upload."""
        return await self._transport.call("POST", "/v1/media/fetch", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetMediaReply:
        """Get a file. What is known of it, with a fresh link."""
        return await self._transport.call("GET", f"/v1/media/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def delete(self, id: str, *, options: Optional[CallOptions] = None) -> T.DeleteMediaReply:
        """Delete a file. Messages that still wait to be sent with it fail."""
        return await self._transport.call("DELETE", f"/v1/media/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def get_content(self, id: str, *, options: Optional[CallOptions] = None) -> RawReply:
        """Download a file. The bytes; `Range` and `If-None-Match` are answered."""
        return await self._transport.call("GET", f"/v1/media/{_path(id)}/content", "r", options=options)  # type: ignore[no-any-return]


class Numbers:
    """Phone numbers of the account."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListNumbersItem]:
        """List phone numbers. The numbers of the account, the sandbox one included, oldest first."""
        return self._transport.page("GET", "/v1/numbers", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def connect(self, body: T.ConnectNumberBody, *, options: Optional[CallOptions] = None) -> T.ConnectNumberReply:
        """Connect a phone number. One of yours at Meta, with its credentials, which are stored encrypted and never shown. One that is connected already gets these in place of its old ones. An account may have several; without `from`, messages leave by its default number, which connecting another one does not change (`PATCH /v1/account`). Nothing is asked of Meta here. The number receives messages once the token has read it at Meta: verify does that at once, and Dawk does it by itself within seconds."""
        return await self._transport.call("POST", "/v1/numbers", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetNumberReply:
        """Get a phone number. By our id."""
        return await self._transport.call("GET", f"/v1/numbers/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def disconnect(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Disconnect a phone number. Forgets its credentials. Its messages stay; what still waits to leave by it fails. Not the sandbox number."""
        await self._transport.call("DELETE", f"/v1/numbers/{_path(id)}", "n", options=options)

    async def verify(self, id: str, *, options: Optional[CallOptions] = None) -> T.VerifyNumberReply:
        """Verify a phone number. Asks Meta about token, number, business account, subscription and callback, and says of each what is wrong and what to do about it. Problems are part of the answer, not an error; 503 means that Meta gave none, and 409 that Meta shows the number to this account while another account of this installation has it."""
        return await self._transport.call("POST", f"/v1/numbers/{_path(id)}/verify", "ij", options=options)  # type: ignore[no-any-return]

    async def get_callback(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetNumberCallbackReply:
        """Get where the webhooks of a number go. As Meta has it now."""
        return await self._transport.call("GET", f"/v1/numbers/{_path(id)}/callback", "j", options=options)  # type: ignore[no-any-return]

    async def set_callback(self, id: str, body: Optional[T.SetNumberCallbackBody] = None, *, options: Optional[CallOptions] = None) -> T.SetNumberCallbackReply:
        """Set where the webhooks of a number go. Overrides the callback of the Meta app for the WhatsApp Business Account of the number, all its numbers included, and subscribes the app. Without a body it is this installation. With `url` it is another server, which has to answer Meta’s challenge and to accept `verifyToken`; this installation then gets no messages and no statuses of them."""
        return await self._transport.call("PUT", f"/v1/numbers/{_path(id)}/callback", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def clear_callback(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Take the callback of a number off. The app stays subscribed, and its own callback counts again. Where nothing is set nothing happens."""
        await self._transport.call("DELETE", f"/v1/numbers/{_path(id)}/callback", "n", options=options)

    async def sign_up(self, body: T.SignUpNumberBody, *, options: Optional[CallOptions] = None) -> T.SignUpNumberReply:
        """Sign up a phone number. With what Meta's Embedded Signup hands to the browser. Exchanges the code, checks the token, subscribes this installation’s app to the WhatsApp Business Account, registers the number with `pin`, or one that is made here, and connects it. `phoneNumberId` may be left out where Meta names none, as for a number of the WhatsApp Business app (`FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING`): then it is the only one of the account, and one that is linked to the app is not registered. Each step that is done stays done: after a failure repeat the call, with a new `code` where `reason` says so and without one otherwise. While one call is at work another gets 409 with `Retry-After`. `reason` of a refusal is one of `app_not_configured`, `app_refused`, `code_required`, `code_used`, `code_expired`, `code_invalid`, `token_invalid`, `token_expired`, `token_of_other_app`, `token_lacks_scope`, `token_lacks_account`, `permission_missing`, `number_not_in_account`, `account_has_no_number`, `number_not_chosen`, `number_in_phone_app`, `number_taken`, `pin_wrong`, `pin_guessed_too_often`, `pin_guessed_too_fast`, `number_not_verified`, `number_deleted_lately`, `deregistration_incomplete`, `registration_limited`, `meta_refused`, `meta_unavailable`."""
        return await self._transport.call("POST", "/v1/numbers/embedded-signup", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get_signup(self, phone_number_id: str, *, options: Optional[CallOptions] = None) -> T.GetNumberSignupReply:
        """Get the sign-up of a phone number. By Meta's id of the number, or of the account as long as the number is not known: which steps are done, and what went wrong."""
        return await self._transport.call("GET", f"/v1/numbers/embedded-signup/{_path(phone_number_id)}", "j", options=options)  # type: ignore[no-any-return]

    async def reveal_pin(self, phone_number_id: str, *, options: Optional[CallOptions] = None) -> T.RevealNumberPinReply:
        """Reveal the PIN of a phone number. The PIN of its two-step verification, which Meta asks for when the number is registered elsewhere: the one that was made here, or the last one that was given and taken. For an owner, or a key that holds every scope; each call is recorded in the audit log. 404 where none is stored. Disconnecting the number forgets it."""
        return await self._transport.call("POST", f"/v1/numbers/embedded-signup/{_path(phone_number_id)}/pin", "ij", options=options)  # type: ignore[no-any-return]


class WebhookEndpoints:
    """Where events are told, in which dialect, and with which secret."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListWebhookEndpointsItem]:
        """List webhook endpoints. Oldest first, also those that the API of another dialect has made."""
        return self._transport.page("GET", "/v1/webhook-endpoints", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def create(self, body: T.CreateWebhookEndpointBody, *, options: Optional[CallOptions] = None) -> T.CreateWebhookEndpointReply:
        """Create a webhook endpoint. At most 20 for an account. The answer holds the secret, which is not shown again. Deliveries carry the headers of Standard Webhooks and, in the native format, `X-Mappstore-Signature`; docs/webhooks.md shows how to verify them."""
        return await self._transport.call("POST", "/v1/webhook-endpoints", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetWebhookEndpointReply:
        """Get a webhook endpoint. Its secret is not shown."""
        return await self._transport.call("GET", f"/v1/webhook-endpoints/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def change(self, id: str, body: T.ChangeWebhookEndpointBody, *, options: Optional[CallOptions] = None) -> T.ChangeWebhookEndpointReply:
        """Change a webhook endpoint. What is named changes. `enabled: false` drops what waits for it; the log shows that as failed, so that it can be replayed later."""
        return await self._transport.call("PATCH", f"/v1/webhook-endpoints/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def delete(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Delete a webhook endpoint. What waits for it is dropped with it."""
        await self._transport.call("DELETE", f"/v1/webhook-endpoints/{_path(id)}", "n", options=options)

    async def test(self, id: str, body: Optional[T.TestWebhookEndpointBody] = None, *, options: Optional[CallOptions] = None) -> T.TestWebhookEndpointReply:
        """Test a webhook endpoint. Sends an `endpoint.test` event at once and says what came back, also for one that is switched off. With `enable`, one that answers well is switched on."""
        return await self._transport.call("POST", f"/v1/webhook-endpoints/{_path(id)}/test", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def rotate_webhook_secret(self, id: str, body: Optional[T.RotateWebhookSecretBody] = None, *, options: Optional[CallOptions] = None) -> T.RotateWebhookSecretReply:
        """Rotate the secret. The new secret, shown this once, signs from now on; the old one too until `previousSecretUntil`. Standard Webhooks headers carry both signatures. `X-Mappstore-Signature` stays with the old secret until then, and `X-Mappstore-Signature-Next` is by the new one."""
        return await self._transport.call("POST", f"/v1/webhook-endpoints/{_path(id)}/secret", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def revoke_previous_webhook_secret(self, id: str, *, options: Optional[CallOptions] = None) -> T.RevokePreviousWebhookSecretReply:
        """Revoke the old secret. Ends the grace time of a rotation at once."""
        return await self._transport.call("DELETE", f"/v1/webhook-endpoints/{_path(id)}/previous-secret", "j", options=options)  # type: ignore[no-any-return]


class WebhookDeliveries:
    """What was delivered, what was not, and doing it again."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, status: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListWebhookDeliveriesItem]:
        """List deliveries of an endpoint. With every attempt, newest event first. A delivery appears with its first attempt."""
        return self._transport.page("GET", f"/v1/webhook-endpoints/{_path(id)}/deliveries", "qp", query={"limit": limit, "cursor": cursor, "status": status}, options=options)

    async def deliver_event(self, id: str, body: T.DeliverEventBody, *, options: Optional[CallOptions] = None) -> T.DeliverEventReply:
        """Deliver an event to an endpoint. Whether it subscribes to the type or not, and under the same `webhook-id` however often it is asked for."""
        return await self._transport.call("POST", f"/v1/webhook-endpoints/{_path(id)}/deliveries", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetWebhookDeliveryReply:
        """Get a delivery. By the `webhook-id` that the receiver saw."""
        return await self._transport.call("GET", f"/v1/webhook-deliveries/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def replay(self, id: str, *, options: Optional[CallOptions] = None) -> T.ReplayWebhookDeliveryReply:
        """Deliver once more. Under the same `webhook-id`: a receiver that has it may ignore it. 409 while the endpoint is off."""
        return await self._transport.call("POST", f"/v1/webhook-deliveries/{_path(id)}/replay", "ij", options=options)  # type: ignore[no-any-return]

    async def start_webhook_replay(self, id: str, body: T.StartWebhookReplayBody, *, options: Optional[CallOptions] = None) -> T.StartWebhookReplayReply:
        """Replay a span of events. Events recorded from `from` to `to` (left out: now) are delivered once more, in the background and behind what is new. Deliveries keep their `webhook-id`. One replay to an endpoint at a time."""
        return await self._transport.call("POST", f"/v1/webhook-endpoints/{_path(id)}/replays", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list_webhook_replays(self, id: str, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListWebhookReplaysItem]:
        """List replays. Of one endpoint, newest first."""
        return self._transport.page("GET", f"/v1/webhook-endpoints/{_path(id)}/replays", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def get_webhook_replay(self, id: str, replay_id: str, *, options: Optional[CallOptions] = None) -> T.GetWebhookReplayReply:
        """Get a replay. How far it is."""
        return await self._transport.call("GET", f"/v1/webhook-endpoints/{_path(id)}/replays/{_path(replay_id)}", "j", options=options)  # type: ignore[no-any-return]

    async def stop_webhook_replay(self, id: str, replay_id: str, *, options: Optional[CallOptions] = None) -> T.StopWebhookReplayReply:
        """Stop a replay. What it has queued so far is still delivered."""
        return await self._transport.call("POST", f"/v1/webhook-endpoints/{_path(id)}/replays/{_path(replay_id)}/stop", "ij", options=options)  # type: ignore[no-any-return]


class Events:
    """The log of everything that happened."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, type: Optional[str] = None, recorded_from: Optional[str] = None, recorded_to: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListEventsItem]:
        """List events. Oldest first, in the order of the log. There is always a `nextCursor`: a client that asks again with the last one it got misses no event and gets none twice. A key that is restricted to some numbers gets the events of these."""
        return self._transport.page("GET", "/v1/events", "qp", query={"limit": limit, "cursor": cursor, "type": type, "recordedFrom": recorded_from, "recordedTo": recorded_to}, options=options)

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetEventReply:
        """Get an event. By its id, as webhooks carry it."""
        return await self._transport.call("GET", f"/v1/events/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def stream(self, *, after: Optional[str] = None, options: Optional[CallOptions] = None) -> RawReply:
        """Follow events as they happen. Server-sent events: `event` is the type, `data` what `GET /v1/events/{id}` answers, `id` a cursor. Whoever connects again with the last `id`, in `Last-Event-ID` or `after`, gets what was missed, each event once. The first is `ready`, or `reset` when more than a thousand were missed: then read your lists anew. Only events of what your scopes read are shown, and none of the kind `whatsapp.*`. A line is ended after 30 minutes, when the session ends, and when its scopes change: connect again."""
        return await self._transport.call("GET", "/v1/stream", "qr", query={"after": after}, options=options)  # type: ignore[no-any-return]


class Account:
    """The account and its limits."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, *, options: Optional[CallOptions] = None) -> T.GetAccountReply:
        """Get the account. The account that the key belongs to, and its limits."""
        return await self._transport.call("GET", "/v1/account", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, body: T.UpdateAccountBody, *, options: Optional[CallOptions] = None) -> T.UpdateAccountReply:
        """Change the account. Its name, its default number, and whether its members need a second factor. Who demands a second factor needs one."""
        return await self._transport.call("PATCH", "/v1/account", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def export(self, *, after: Optional[str] = None, options: Optional[CallOptions] = None) -> RawReply:
        """Export all data of the account. One JSON object on each line, table by table, without secrets. When the stream breaks off, give the `after` of the last whole line to go on behind it.  Counts as 10 requests against the burst limit."""
        return await self._transport.call("GET", "/v1/account/export", "qr", query={"after": after}, options=options)  # type: ignore[no-any-return]

    async def erase(self, *, options: Optional[CallOptions] = None) -> T.EraseAccountReply:
        """Erase the account. Its keys are refused at once, but to read or undo this; after the days of grace everything of it is deleted. A subscription is charged no more and ends with the period that is paid, also when this is undone."""
        return await self._transport.call("POST", "/v1/account/erasure", "ij", options=options)  # type: ignore[no-any-return]

    async def get_erasure(self, *, options: Optional[CallOptions] = None) -> T.GetAccountErasureReply:
        """Get the erasure of the account. While it waits for the end of its grace."""
        return await self._transport.call("GET", "/v1/account/erasure", "j", options=options)  # type: ignore[no-any-return]

    async def undo_erasure(self, *, options: Optional[CallOptions] = None) -> T.UndoAccountErasureReply:
        """Keep the account. Undoes its erasure, within the days of grace: everything is as before."""
        return await self._transport.call("DELETE", "/v1/account/erasure", "j", options=options)  # type: ignore[no-any-return]

    async def get_retention(self, *, options: Optional[CallOptions] = None) -> T.GetRetentionReply:
        """Get for how long things are kept. What the account has set, and what the operator keeps at the most."""
        return await self._transport.call("GET", "/v1/account/retention", "j", options=options)  # type: ignore[no-any-return]

    async def update_retention(self, body: T.UpdateRetentionBody, *, options: Optional[CallOptions] = None) -> T.UpdateRetentionReply:
        """Change for how long things are kept. Carried out within about an hour; what still waits to be sent or delivered is kept until then."""
        return await self._transport.call("PATCH", "/v1/account/retention", "bj", body=body, options=options)  # type: ignore[no-any-return]


class Partner:
    """Who looks after the account, what it may do there, and leaving it."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_own(self, *, options: Optional[CallOptions] = None) -> T.GetOwnPartnerReply:
        """Get the partner of the account. And what it may do here. Its keys and tokens are among the API keys, with `delegation`. 404: there is no partner."""
        return await self._transport.call("GET", "/v1/partner", "j", options=options)  # type: ignore[no-any-return]

    async def set_own_access(self, body: T.SetOwnPartnerAccessBody, *, options: Optional[CallOptions] = None) -> T.SetOwnPartnerAccessReply:
        """Set what the partner may do here. With less than before, the keys and tokens of the partner that open more than that are refused from now on."""
        return await self._transport.call("PATCH", "/v1/partner", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def leave_own(self, *, options: Optional[CallOptions] = None) -> None:
        """Leave the partner. At once and for good. Its keys end, and so does a suspension by it. What it gave to the wallet and nobody has spent goes back. Numbers, data and members of the account stay as they are."""
        await self._transport.call("DELETE", "/v1/partner", "n", options=options)

    async def open_onboarding(self, body: T.OpenOnboardingBody, *, options: Optional[CallOptions] = None) -> T.OpenOnboardingReply:
        """Open an onboarding link. Which account a number will be connected to, and by whose wish. 409 when the link is over."""
        return await self._transport.call("POST", "/v1/onboarding/open", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def connect_by_onboarding(self, body: T.ConnectByOnboardingBody, *, options: Optional[CallOptions] = None) -> T.ConnectByOnboardingReply:
        """Connect a number by an onboarding link. Once: of two at once one gets 409. The token has to read the number at Meta; where it does not, nothing is kept and the link may be used again."""
        return await self._transport.call("POST", "/v1/onboarding/connect", "bj", body=body, options=options)  # type: ignore[no-any-return]


class Members:
    """Who is a member of the account, in which role."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListMembersItem]:
        """List members. In the order in which they joined."""
        return self._transport.page("GET", "/v1/members", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetMemberReply:
        """Get a member. By its id."""
        return await self._transport.call("GET", f"/v1/members/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateMemberBody, *, options: Optional[CallOptions] = None) -> T.UpdateMemberReply:
        """Change a member. Name or role. Another role ends the sessions of the member in this account at once: they sign in again. The last owner stays one (409)."""
        return await self._transport.call("PATCH", f"/v1/members/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def remove(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """Remove a member. Ends their sessions in this account at once. The last owner stays (409)."""
        await self._transport.call("DELETE", f"/v1/members/{_path(id)}", "n", options=options)

    async def sign_out(self, id: str, *, options: Optional[CallOptions] = None) -> T.SignMemberOutReply:
        """Sign a member out. Ends all sessions that the member has in this account, at once."""
        return await self._transport.call("DELETE", f"/v1/members/{_path(id)}/sessions", "j", options=options)  # type: ignore[no-any-return]


class Invitations:
    """How members come in, the first owner too."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, body: T.CreateInvitationBody, *, options: Optional[CallOptions] = None) -> T.CreateInvitationReply:
        """Invite somebody. The link is in this answer and never again; it is also mailed where the installation sends mail. With a key that holds every scope an account gets its first owner this way."""
        return await self._transport.call("POST", "/v1/invitations", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListInvitationsItem]:
        """List invitations. Newest first, whatever became of them."""
        return self._transport.page("GET", "/v1/invitations", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def resend(self, id: str, *, options: Optional[CallOptions] = None) -> T.ResendInvitationReply:
        """Send an invitation again. Another link, good for another seven days; the one before is dead. Also for one that has expired."""
        return await self._transport.call("POST", f"/v1/invitations/{_path(id)}/resend", "ij", options=options)  # type: ignore[no-any-return]

    async def revoke(self, id: str, *, options: Optional[CallOptions] = None) -> T.RevokeInvitationReply:
        """Revoke an invitation. Its link is dead at once; doing so twice changes nothing."""
        return await self._transport.call("POST", f"/v1/invitations/{_path(id)}/revoke", "ij", options=options)  # type: ignore[no-any-return]

    async def preview(self, body: T.PreviewInvitationBody, *, options: Optional[CallOptions] = None) -> T.PreviewInvitationReply:
        """Look at an invitation. By the token of its link: who invites whom, as what. Changes nothing. 409 when it is over."""
        return await self._transport.call("POST", "/v1/invitations/preview", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def accept(self, body: T.AcceptInvitationBody, *, options: Optional[CallOptions] = None) -> T.AcceptInvitationReply:
        """Accept an invitation. Makes the person a member and signs them in. Good once; of two at once one gets 409. Who has a password here gives that one, and a `code` where they have a second factor."""
        return await self._transport.call("POST", "/v1/invitations/accept", "bj", body=body, options=options)  # type: ignore[no-any-return]


class Sessions:
    """Signing in, and the devices on which one is."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def sign_in(self, body: T.SignInBody, *, options: Optional[CallOptions] = None) -> T.SignInReply:
        """Sign in. Sets the session cookie. Who has a second factor gets 202 and a challenge instead, good for five minutes. A wrong password and an unknown address are answered alike; after some attempts with 429."""
        return await self._transport.call("POST", "/v1/session", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def get_current(self, *, options: Optional[CallOptions] = None) -> T.GetCurrentSessionReply:
        """Get the present session. Who has signed in, to which account, with which role and scopes."""
        return await self._transport.call("GET", "/v1/session", "j", options=options)  # type: ignore[no-any-return]

    async def sign_out(self, *, options: Optional[CallOptions] = None) -> None:
        """Sign out. Ends the present session and clears its cookie."""
        await self._transport.call("DELETE", "/v1/session", "n", options=options)

    async def finish_sign_in(self, body: T.FinishSignInBody, *, options: Optional[CallOptions] = None) -> T.FinishSignInReply:
        """Sign in, the second step. Takes the challenge of the first step and a code. Sets the session cookie."""
        return await self._transport.call("POST", "/v1/session/two-factor", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def open_trial(self, body: T.OpenTrialSessionBody, *, options: Optional[CallOptions] = None) -> T.OpenTrialSessionReply:
        """Sign in to a trial. Signs in as the owner of the sandbox account by the link that `npm start` prints. It is there in trial mode alone, which only this machine reaches; elsewhere 404."""
        return await self._transport.call("POST", "/v1/session/trial", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def switch_account(self, body: T.SwitchAccountBody, *, options: Optional[CallOptions] = None) -> T.SwitchAccountReply:
        """Turn to another account. One that the person is a member of. The session goes on under another cookie, with the role there."""
        return await self._transport.call("POST", "/v1/session/account", "bj", body=body, options=options)  # type: ignore[no-any-return]

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListSessionsItem]:
        """List your sessions. Every device on which you are signed in, to whatever account; newest first."""
        return self._transport.page("GET", "/v1/sessions", "qp", query={"limit": limit, "cursor": cursor}, options=options)

    async def end_other(self, *, options: Optional[CallOptions] = None) -> T.EndOtherSessionsReply:
        """End all your other sessions. At once, on every process. The present one stays."""
        return await self._transport.call("DELETE", "/v1/sessions", "j", options=options)  # type: ignore[no-any-return]

    async def end(self, id: str, *, options: Optional[CallOptions] = None) -> None:
        """End one of your sessions. At once, on every process."""
        await self._transport.call("DELETE", f"/v1/sessions/{_path(id)}", "n", options=options)


class Password:
    """Changing it, and a forgotten one."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def change(self, body: T.ChangePasswordBody, *, options: Optional[CallOptions] = None) -> None:
        """Change your password. Ends your other sessions at once; the present one goes on under another cookie."""
        await self._transport.call("POST", "/v1/password", "bn", body=body, options=options)

    async def request_reset(self, body: T.RequestPasswordResetBody, *, options: Optional[CallOptions] = None) -> T.RequestPasswordResetReply:
        """Ask for a link to set a new password. Mails a link that is good once, within an hour. Answered alike whether the address is known or not. 409 where the installation sends no mail: its operator makes such links."""
        return await self._transport.call("POST", "/v1/password/reset-request", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def reset(self, body: T.ResetPasswordBody, *, options: Optional[CallOptions] = None) -> None:
        """Set a new password by a link. Takes the token of the link. Ends all sessions of the person; sign in with the new password then."""
        await self._transport.call("POST", "/v1/password/reset", "bn", body=body, options=options)


class TwoFactor:
    """Two-factor authentication for the signed-in member."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, *, options: Optional[CallOptions] = None) -> T.GetTwoFactorReply:
        """Get the state of your second factor. Whether it is on, and how many recovery codes are left."""
        return await self._transport.call("GET", "/v1/two-factor", "j", options=options)  # type: ignore[no-any-return]

    async def begin(self, body: T.BeginTwoFactorBody, *, options: Optional[CallOptions] = None) -> T.BeginTwoFactorReply:
        """Begin to set up a second factor. Show `uri` as a QR code to an authenticator, then confirm with its first code. Nothing changes before."""
        return await self._transport.call("POST", "/v1/two-factor", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def confirm(self, body: T.ConfirmTwoFactorBody, *, options: Optional[CallOptions] = None) -> T.ConfirmTwoFactorReply:
        """Turn the second factor on. Ends your other sessions at once; the present one goes on under another cookie."""
        return await self._transport.call("POST", "/v1/two-factor/confirm", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def disable(self, body: T.DisableTwoFactorBody, *, options: Optional[CallOptions] = None) -> None:
        """Turn the second factor off. Takes password and a code. The session goes on under another cookie."""
        await self._transport.call("POST", "/v1/two-factor/disable", "bn", body=body, options=options)

    async def renew_recovery_codes(self, body: T.RenewRecoveryCodesBody, *, options: Optional[CallOptions] = None) -> T.RenewRecoveryCodesReply:
        """Make new recovery codes. Takes password and a code; the codes that were left are dead."""
        return await self._transport.call("POST", "/v1/two-factor/recovery-codes", "bj", body=body, options=options)  # type: ignore[no-any-return]


class ApiKeys:
    """Keys, their scopes and their rotation."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, body: T.CreateApiKeyBody, *, options: Optional[CallOptions] = None) -> T.CreateApiKeyReply:
        """Create an API key. Whatever is left out is unrestricted. The secret is in this answer and never again. A key gives no scope, number, address or expiry beyond its own."""
        return await self._transport.call("POST", "/v1/api-keys", "bij", body=body, options=options)  # type: ignore[no-any-return]

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, revoked: Optional[bool] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListApiKeysItem]:
        """List API keys. Newest first, never with their secrets."""
        return self._transport.page("GET", "/v1/api-keys", "qp", query={"limit": limit, "cursor": cursor, "revoked": revoked}, options=options)

    async def get(self, id: str, *, options: Optional[CallOptions] = None) -> T.GetApiKeyReply:
        """Get an API key. By its id, revoked or not."""
        return await self._transport.call("GET", f"/v1/api-keys/{_path(id)}", "j", options=options)  # type: ignore[no-any-return]

    async def update(self, id: str, body: T.UpdateApiKeyBody, *, options: Optional[CallOptions] = None) -> T.UpdateApiKeyReply:
        """Change an API key. What is left out stays. `signed: true` makes a signing secret, which is in this answer and never again. Holds at once on every process."""
        return await self._transport.call("PATCH", f"/v1/api-keys/{_path(id)}", "bj", body=body, options=options)  # type: ignore[no-any-return]

    async def rotate(self, id: str, body: Optional[T.RotateApiKeyBody] = None, *, options: Optional[CallOptions] = None) -> T.RotateApiKeyReply:
        """Give an API key a new secret. The new secret is in this answer and never again. The old one stays good for `graceSeconds`; answers to it then carry `Deprecation` and `Sunset`. Of two rotations at once one gets 409."""
        return await self._transport.call("POST", f"/v1/api-keys/{_path(id)}/rotate", "bij", body=body, options=options)  # type: ignore[no-any-return]

    async def revoke(self, id: str, *, options: Optional[CallOptions] = None) -> T.RevokeApiKeyReply:
        """Revoke an API key. For good, at once, on every process. It stays listed; doing so twice changes nothing. Not a key that reaches further than the one that asks."""
        return await self._transport.call("POST", f"/v1/api-keys/{_path(id)}/revoke", "ij", options=options)  # type: ignore[no-any-return]


class AuditLog:
    """Who did what to what, from where."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: Optional[int] = None, cursor: Optional[str] = None, action: Optional[str] = None, target_kind: Optional[str] = None, target_id: Optional[str] = None, actor_id: Optional[str] = None, from_: Optional[str] = None, to: Optional[str] = None, options: Optional[CallOptions] = None) -> AsyncPager[T.ListAuditLogItem]:
        """List the audit log. Changes to what the account has, newest first, with before and after and without secrets. Nothing in it can be changed."""
        return self._transport.page("GET", "/v1/audit-log", "qp", query={"limit": limit, "cursor": cursor, "action": action, "targetKind": target_kind, "targetId": target_id, "actorId": actor_id, "from": from_, "to": to}, options=options)

    async def export(self, *, action: Optional[str] = None, target_kind: Optional[str] = None, target_id: Optional[str] = None, actor_id: Optional[str] = None, from_: Optional[str] = None, to: Optional[str] = None, format: Optional[str] = None, options: Optional[CallOptions] = None) -> RawReply:
        """Export the audit log. All that is selected, newest first, as a stream: one JSON object on each line, or CSV with a header.  Counts as 5 requests against the burst limit."""
        return await self._transport.call("GET", "/v1/audit-log/export", "qr", query={"action": action, "targetKind": target_kind, "targetId": target_id, "actorId": actor_id, "from": from_, "to": to, "format": format}, options=options)  # type: ignore[no-any-return]


class Errors:
    """The catalogue behind `type` of a problem."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(self, *, options: Optional[CallOptions] = None) -> T.ListErrorsReply:
        """List all kinds of errors. Every `code` that this API answers with. Needs no key."""
        return await self._transport.call("GET", "/v1/errors", "j", options=options)  # type: ignore[no-any-return]

    async def get(self, code: str, *, options: Optional[CallOptions] = None) -> T.GetErrorReply:
        """Describe one kind of error. What `type` of a problem points to. Needs no key."""
        return await self._transport.call("GET", f"/v1/errors/{_path(code)}", "j", options=options)  # type: ignore[no-any-return]


class Resources:
    """Every operation of the native API."""

    def __init__(self, transport: AsyncTransport) -> None:
        self.messages = Messages(transport)
        self.analytics = Analytics(transport)
        self.conversations = Conversations(transport)
        self.inbox = Inbox(transport)
        self.contacts = Contacts(transport)
        self.imports = Imports(transport)
        self.exports = Exports(transport)
        self.attributes = Attributes(transport)
        self.tags = Tags(transport)
        self.segments = Segments(transport)
        self.campaigns = Campaigns(transport)
        self.flows = Flows(transport)
        self.drips = Drips(transport)
        self.connections = Connections(transport)
        self.event_sources = EventSources(transport)
        self.consent = Consent(transport)
        self.wallet = Wallet(transport)
        self.templates = Templates(transport)
        self.media = Media(transport)
        self.numbers = Numbers(transport)
        self.webhook_endpoints = WebhookEndpoints(transport)
        self.webhook_deliveries = WebhookDeliveries(transport)
        self.events = Events(transport)
        self.account = Account(transport)
        self.partner = Partner(transport)
        self.members = Members(transport)
        self.invitations = Invitations(transport)
        self.sessions = Sessions(transport)
        self.password = Password(transport)
        self.two_factor = TwoFactor(transport)
        self.api_keys = ApiKeys(transport)
        self.audit_log = AuditLog(transport)
        self.errors = Errors(transport)
