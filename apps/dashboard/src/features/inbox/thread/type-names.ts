import { useLingui } from '@lingui/react/macro'

/** What a message is, where it has no words of its own. */
export function useTypeNames(): (type: string) => string {
  const { t } = useLingui()
  const names: Readonly<Record<string, string>> = {
    image: t`Picture`,
    video: t`Video`,
    audio: t`Audio`,
    voice: t`Voice note`,
    document: t`Document`,
    sticker: t`Sticker`,
    location: t`Location`,
    contacts: t`Contact card`,
    reaction: t`Reaction`,
    interactive: t`Interactive message`,
    template: t`Template`,
    button: t`Button reply`,
    order: t`Order`,
    system: t`Notice from WhatsApp`,
    unsupported: t`A message that WhatsApp does not hand over`,
  }
  return (type) => names[type] ?? type
}
