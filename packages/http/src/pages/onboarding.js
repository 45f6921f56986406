// A customer of a partner connects a number by a link that works once.
import { element, fill, forgetLink, onSubmit, showPart, tokenOfLink, value } from './form.js'
import { post } from './native-call.js'

const token = tokenOfLink()
let partnerName = ''
/** By the state that the API names. */
const reasons = {
  used: 'A number was connected by this link already. If that was you, there is nothing left to do.',
  revoked: 'The link was withdrawn. Ask whoever sent it to you for another one.',
  expired: 'The link is too old. Ask whoever sent it to you for another one.',
}
const unknown = 'There is no such link. It must be whole, as it was sent to you.'

function showOver(why, again = false) {
  element('why').textContent = why
  element('again').hidden = !again
  showPart('over')
}

function wordingOf(error) {
  if (error.status === 404 || error.status === 400) return unknown
  const state = /The link is (\w+)\./.exec(error.message)?.[1]
  return reasons[state] ?? error.message
}

async function look() {
  if (token === '') return showOver('The link is incomplete: the part behind the # is missing.')
  try {
    show((await post('/onboarding/open', { token })).body)
  } catch (error) {
    if (error instanceof TypeError) showOver('The server cannot be reached.', true)
    else showOver(wordingOf(error), error.status === 429 || error.status >= 500)
  }
}

function show(link) {
  partnerName = link.partnerName
  const until = new Date(link.expiresAt).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' })
  fill({ accountName: link.accountName, partnerName, until })
  showPart('connection')
}

async function connect() {
  const given = { token, phoneNumberId: value('phoneNumberId'), accessToken: value('accessToken') }
  try {
    const { redirectUrl } = (await post('/onboarding/connect', given)).body
    forgetLink()
    if (redirectUrl !== null) location.assign(redirectUrl)
    else {
      fill({ partnerName })
      showPart('connected')
    }
    return ''
  } catch (error) {
    if (/The link is/.test(error.message)) return showOver(wordingOf(error)) ?? ''
    // what Meta says stands in the answer twice: as a whole, and of the field
    if (error.status === 422) throw Object.assign(new Error(error.detail), { fields: error.fields })
    throw error
  }
}

onSubmit('connect', connect)
element('again').addEventListener('click', () => location.reload())
void look()
