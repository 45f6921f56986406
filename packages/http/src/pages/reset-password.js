// Who has forgotten a password gets a link, sets another one by it, and signs in.
import { element, fill, forgetLink, onSubmit, showPart, tokenOfLink, value } from './form.js'
import { post } from './native-call.js'

const token = tokenOfLink()
let challenge = ''

onSubmit('request', async () => {
  await post('/password/reset-request', { email: value('address') })
  return 'If anybody here has this address, a link is on its way. It is good once, for one hour.'
})

onSubmit('reset', async () => {
  const password = element('password').value
  try {
    await post('/password/reset', { token, password })
  } catch (error) {
    if (error.status !== 404 && !error.fields?.includes('token')) throw error
    element('why').textContent =
      'This link does not work: it was used, is older than an hour, or a newer one was mailed. Get another one here.'
    showPart('ask')
    return ''
  }
  forgetLink()
  element('current').value = password
  showPart('done')
  element('email').focus()
  return ''
})

onSubmit('signIn', async () => {
  const { status, body } = await post('/session', { email: value('email'), password: element('current').value })
  if (status !== 202) return enter(body)
  challenge = body.challenge
  showPart('second')
  element('code').focus()
  return ''
})

onSubmit('confirm', async () => enter((await post('/session/two-factor', { challenge, code: value('code') })).body))

function enter({ account, member }) {
  fill({ accountName: account.name, email: member.email, role: member.role })
  showPart('entered')
  return ''
}

showPart(token === '' ? 'ask' : 'choose')
