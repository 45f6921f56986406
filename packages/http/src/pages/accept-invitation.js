// Who was invited looks at the invitation, and accepts it with a password.
import { element, fill, forgetLink, onSubmit, showPart, tokenOfLink, value } from './form.js'
import { post } from './native-call.js'

const token = tokenOfLink()
const rules = {
  new: 'Choose one of 12 to 200 characters, at least 5 of them different, that does not contain your e-mail address.',
  known: 'You have a password here already: give that one. The invitation does not change it.',
}
/** By the state that the API names. */
const reasons = {
  accepted: 'The invitation was used already. If that was you, you are a member: there is nothing left to do here.',
  revoked: 'The invitation was withdrawn. Ask whoever invited you.',
  expired: 'The invitation is older than seven days. Ask whoever invited you to send it again.',
}
const unknown =
  'There is no such invitation. When it was sent to you more than once, only the newest link works; and the link must be whole.'

function showOver(why, again = false) {
  element('why').textContent = why
  element('again').hidden = !again
  showPart('over')
}

function wordingOf(error) {
  if (error.status === 404 || error.status === 400) return unknown
  const state = /The invitation is (\w+)\./.exec(error.message)?.[1]
  return reasons[state] ?? error.message
}

async function look() {
  if (token === '')
    return showOver('The link is incomplete: the part behind the # is missing. Open it from the mail once more.')
  try {
    showInvitation((await post('/invitations/preview', { token })).body)
  } catch (error) {
    if (error instanceof TypeError) showOver('The server cannot be reached.', true)
    else showOver(wordingOf(error), error.status === 429 || error.status >= 500)
  }
}

function showInvitation({ accountName, email, role, expiresAt, known }) {
  fill({
    accountName,
    role,
    until: new Date(expiresAt).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' }),
  })
  element('email').value = email
  element('password').autocomplete = known ? 'current-password' : 'new-password'
  element('rule').textContent = known ? rules.known : rules.new
  element('forgotten').hidden = !known
  showPart('invitation')
}

/** A second factor is asked for only after the password was right. */
function askForCode() {
  element('factor').hidden = false
  element('code').required = true
  element('code').focus()
}

async function accept() {
  const code = value('code')
  const given = { token, name: value('name'), password: element('password').value, ...(code && { code }) }
  try {
    const { account, member } = (await post('/invitations/accept', given)).body
    forgetLink()
    fill({ accountName: account.name, email: member.email, role: member.role })
    showPart('joined')
    return ''
  } catch (error) {
    if (error.fields?.includes('code') && element('factor').hidden) {
      askForCode()
      return 'The password is right. Now give the code.'
    }
    if (error.status === 404 || error.status === 409) return showOver(wordingOf(error)) ?? ''
    throw error
  }
}

onSubmit('accept', accept)
element('again').addEventListener('click', () => location.reload())
void look()
