import {
  type Icon,
  IconBook2,
  IconCalendarWeek,
  IconGavel,
  IconLayoutDashboard,
  IconMessageBolt,
  IconSettings,
  IconSpeakerphone,
  IconUserSearch,
  IconUsers,
} from '@tabler/icons-react'

export interface Tab {
  /** Its words: `tab.<name>`. */
  name: string
  to: string
  icon: Icon
  /** Further pages that belong to it. */
  also?: string[]
}

export const TABS: Tab[] = [
  { name: 'overview', to: '/community', icon: IconLayoutDashboard },
  { name: 'week', to: '/community/week', icon: IconCalendarWeek, also: ['/community/imports'] },
  { name: 'members', to: '/community/members', icon: IconUsers },
  { name: 'appeals', to: '/community/appeals', icon: IconGavel },
  { name: 'ledger', to: '/community/ledger', icon: IconBook2 },
  {
    name: 'comments',
    to: '/community/approvals',
    icon: IconMessageBolt,
    also: ['/community/producers', '/community/consumers', '/community/rounds'],
  },
  { name: 'helpers', to: '/community/helpers', icon: IconUserSearch },
  { name: 'notices', to: '/community/notices', icon: IconSpeakerphone },
  { name: 'settings', to: '/community/settings', icon: IconSettings },
]

/** The tab that a page belongs to. */
export function tabOf(path: string): string {
  const trimmed = path.replace(/\/$/, '')
  return TABS.find(({ to, also }) => to === trimmed || also?.includes(trimmed))?.name ?? 'overview'
}
