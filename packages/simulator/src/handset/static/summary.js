/** What a reply says that was tapped rather than typed. */
export const repliedWith = (content) => content?.button_reply ?? content?.list_reply

const names = {
  image: '📷 Photo',
  video: '🎞 Video',
  audio: '🎤 Audio',
  document: '📄 Document',
  sticker: 'Sticker',
  location: '📍 Location',
  contacts: '👤 Contact',
}

/** A message in one line, as in the list of conversations and in quotes. */
export function summary({ type, content, rendered }) {
  const said =
    rendered?.body ??
    repliedWith(content)?.title ??
    content?.nfm_reply?.body ??
    content?.body?.text ??
    content?.body ??
    content?.caption ??
    content?.text ??
    content?.emoji ??
    content?.filename ??
    content?.name ??
    [content].flat()[0]?.name?.formatted_name
  const isName = type === 'location' || type === 'contacts' || type === 'document'
  if (typeof said !== 'string' || said === '') return names[type] ?? type
  return isName ? `${names[type]}: ${said}` : said
}
