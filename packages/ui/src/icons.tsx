import type { ReactNode } from 'react'

/** Drawn in the text's colour and size; what they mean is said by the control that holds them. */
const icon = (path: string) =>
  function Icon(): ReactNode {
    return (
      <svg
        viewBox="0 0 24 24"
        width="1.25em"
        height="1.25em"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        <path d={path} />
      </svg>
    )
  }

export const InboxIcon = icon('M3 13h5l1.5 3h5L16 13h5M5 5h14l2 8v6H3v-6z')
export const PeopleIcon = icon(
  'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-6 7-6s7 2 7 6M16 3.5a4 4 0 0 1 0 7.5M18 15.5c2.5.7 4 2.500 4 5.500',
)
export const TemplateIcon = icon('M4 4h16v16H4zM4 9h16M9 9v11')
export const PhoneIcon = icon('M7 2h10v20H7zM11 18h2')
export const CodeIcon = icon('M8 6l-6 6 6 6M16 6l6 6-6 6')
export const TeamIcon = icon('M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.500-6 8-6s8 2 8 6')
export const SettingsIcon = icon(
  'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 2v3M12 19v3M4.900 4.900l2.100 2.100M17 17l2.100 2.100M2 12h3M19 12h3M4.900 19.100l2.100-2.100M17 7l2.100-2.100',
)
export const WalletIcon = icon('M3 7h18v13H3zM3 7l13-4v4M16 13.500h.1')
export const HomeIcon = icon('M3 11l9-8 9 8v10h-6v-6H9v6H3z')
export const SendIcon = icon('M3 11l18-8-6 18-4-7z')
export const AttachIcon = icon(
  'M20 11l-8.500 8.500a5 5 0 0 1-7-7L13 4a3.500 3.500 0 0 1 5 5l-8.500 8.500a1.800 1.800 0 0 1-2.500-2.500L14.500 7.500',
)
export const SmileIcon = icon(
  'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 14c1 1.500 2.400 2.200 4 2.200s3-.7 4-2.200M9 9.500v.1M15 9.500v.1',
)
export const ReplyIcon = icon('M9 5L3 11l6 6M3 11h11a7 7 0 0 1 7 7v1')
export const BackIcon = icon('M15 5l-7 7 7 7')
export const CloseIcon = icon('M5 5l14 14M19 5L5 19')
export const ImportIcon = icon('M12 3v12M7 10l5 5 5-5M4 20h16')
export const PlayIcon = icon('M6 4l14 8-14 8z')
export const CheckIcon = icon('M4 12.500l5 5L20 6.500')
export const CopyIcon = icon('M9 9h11v11H9zM5 15H4V4h11v1')
export const ClockIcon = icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2')
export const DotsIcon = icon('M5 12v.1M12 12v.1M19 12v.1')
export const SearchIcon = icon('M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5')
export const PlusIcon = icon('M12 4v16M4 12h16')
export const FileIcon = icon('M6 2h8l5 5v15H6zM14 2v5h5')
export const PinIcon = icon('M12 22s7-7 7-12a7 7 0 0 0-14 0c0 5 7 12 7 12zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z')
export const WarningIcon = icon('M12 3l10 18H2zM12 10v5M12 18v.1')
export const RefreshIcon = icon('M20 5v5h-5M4 19v-5h5M19.500 10a8 8 0 0 0-14-3M4.500 14a8 8 0 0 0 14 3')
export const SignOutIcon = icon('M14 4H5v16h9M10 12h11M17 8l4 4-4 4')
export const InfoIcon = icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.500v.1')
export const NoteIcon = icon('M4 4h16v11l-5 5H4zM15 20v-5h5')
export const TagIcon = icon('M3 3h8l10 10-8 8L3 11zM7.500 7.500v.1')
export const OpenIcon = icon('M14 4h6v6M20 4l-9 9M18 14v6H4V6h6')
export const SegmentIcon = icon('M3 5h18l-7 8v6l-4 2v-8z')
export const ShieldIcon = icon('M12 2l8 3v6c0 5-3.500 9-8 11-4.500-2-8-6-8-11V5zM8.500 12l2.500 2.500L15.500 9.500')
export const ChartIcon = icon('M4 20h16M7 20v-7M12 20V5M17 20v-10')
export const UpIcon = icon('M5 15l7-7 7 7')
export const DownIcon = icon('M5 9l7 7 7-7')
export const DripIcon = icon('M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z')
export const PlugIcon = icon('M9 2v6M15 2v6M6 8h12v4a6 6 0 0 1-12 0zM12 18v4')
export const BotIcon = icon('M5 8h14v11H5zM12 8V4M9 13v.1M15 13v.1M2 12v4M22 12v4')
